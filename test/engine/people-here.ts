/** People on this one computer, on its loopback, without announcements: needs no root and touches no network. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { init, meetByLink, roomsOf } from '../peers/acts.ts'
import { Person } from '../peers/person.ts'
import { thisComputer } from '../peers/place.ts'

export const LOOPBACK = ['--no-mdns', '--listen', '/ip4/127.0.0.1/tcp/0'] as const

/** With accounts, not serving. All that runs is killed and all that is written removed when the test ends. */
export async function peopleHere(...names: readonly string[]): Promise<readonly Person[]> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-people-'))
  const computer = thisComputer()
  onTestFinished(async () => {
    await computer.stopAll()
    rmSync(folder, { recursive: true, force: true })
  })
  const people = names.map((name, index) => new Person(name, computer, join(folder, `profile-${index}`)))
  await Promise.all(people.map(init))
  return people
}

/** Mum and Dad, serving, contacts, with a direct room. */
export async function twoContacts(): Promise<{ readonly mum: Person; readonly dad: Person; readonly room: string }> {
  const [mum, dad] = await peopleHere('Mum', 'Dad')
  if (mum === undefined || dad === undefined) throw new Error('two people expected')
  await Promise.all([mum.serve(LOOPBACK), dad.serve(LOOPBACK)])
  await meetByLink(mum, dad)
  let room = ''
  for (const each of [mum, dad]) {
    await each.until(async () => {
      const rooms = await roomsOf(each)
      expect(rooms).toMatchObject([{ kind: 'direct', state: 'open' }])
      room = rooms[0]?.room ?? ''
    })
  }
  return { mum, dad, room }
}
