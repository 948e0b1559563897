/** What people do with each other, through the command line: meet by a link, meet by six digits, talk, look. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type * as v from 'valibot'
import { answers, type Knock, type Message, type Room } from './cli-shapes.ts'
import type { HostProcess } from './netns-process.ts'
import type { Person } from './person.ts'

const LINES_AT_ONCE = 7

export interface Identity {
  readonly account: string
  readonly device: string
}

export async function init(person: Person): Promise<Identity> {
  return person.ask(answers.made, ['init', '--name', person.name])
}

/** The guest pastes the host's link. */
export async function meetByLink(host: Person, guest: Person): Promise<void> {
  const { link } = await host.ask(answers.link, ['invite'])
  const accepted = await guest.ask(answers.accepted, ['accept', link])
  expect(accepted).toMatchObject({ state: 'done', contact: { name: host.name } })
  await host.until(async () => expect(await namesOfContacts(host)).toContain(guest.name))
}

/** The asker picks the other from those nearby; both compare six digits. Milliseconds until the other was in sight. */
export async function meetNearby(asker: Person, asked: Person): Promise<number> {
  const sight = await asker.until(async () => {
    const { nearby } = await asker.ask(answers.nearby, ['nearby'])
    expect(nearby.map(({ name }) => name)).toContain(asked.name)
  })
  const { knock: out } = await asker.ask(answers.knock, ['nearby', '--ask', asked.name])
  expect(out.direction).toBe('out')
  const incoming = await knockOf(asked, asker.name, 'waiting')
  await asked.ask(answers.knock, ['knock', 'accept', incoming.id])
  const [here, there] = [await knockOf(asker, asked.name, 'comparing'), await knockOf(asked, asker.name, 'comparing')]
  expect(here.code).toMatch(/^\d{6}$/)
  expect(here.code).toBe(there.code)
  await asked.ask(answers.knock, ['knock', 'confirm', there.id])
  await asker.ask(answers.knock, ['knock', 'confirm', here.id])
  await asker.until(async () => expect(await verifiedContacts(asker)).toContain(asked.name))
  await asked.until(async () => expect(await verifiedContacts(asked)).toContain(asker.name))
  return sight
}

async function knockOf(person: Person, name: string, state: Knock['state']): Promise<Knock> {
  let found: Knock | undefined
  await person.until(async () => {
    const { knocks } = await person.ask(answers.knocks, ['knocks'])
    found = knocks.find((each) => each.name === name && each.state === state)
    expect(found, JSON.stringify(knocks)).toBeDefined()
  })
  if (found === undefined) throw new Error('no knock')
  return found
}

export async function namesOfContacts(person: Person): Promise<readonly string[]> {
  const { contacts } = await person.ask(answers.contacts, ['contacts'])
  return contacts.filter(({ state }) => state === 'paired').map(({ name }) => name)
}

async function verifiedContacts(person: Person): Promise<readonly string[]> {
  const { contacts } = await person.ask(answers.contacts, ['contacts'])
  return contacts.filter(({ verified }) => verified).map(({ name }) => name)
}

export async function say(person: Person, room: string, text: string): Promise<string> {
  return (await person.ask(answers.id, ['send', '--room', room, text])).id
}

/** A message a line, in one command. */
export async function sayLines(person: Person, room: string, lines: readonly string[]): Promise<readonly string[]> {
  return (await person.ask(answers.ids, ['send', '--room', room, '--stdin'], `${lines.join('\n')}\n`)).ids
}

/** Gives the lines to a running `send --stdin`, some at a time as they are told written, until it has ended or had them all. */
export async function trickle(person: Person, sending: HostProcess, lines: readonly string[]): Promise<void> {
  let hasEnded = false
  void sending.ended.then(() => (hasEnded = true))
  const before = person.ownMessages().length
  for (let given = 0; given < lines.length && !hasEnded;) {
    const some = lines.slice(given, given + LINES_AT_ONCE)
    sending.write(`${some.join('\n')}\n`)
    given += some.length
    while (!hasEnded && person.ownMessages().length - before < given) await Promise.race([person.news(), sending.ended])
  }
  sending.end()
}

export async function messagesIn(person: Person, room: string): Promise<readonly Message[]> {
  return (await person.ask(answers.messages, ['messages', '--room', room, '--limit', '5000'])).messages
}

export async function textsIn(person: Person, room: string): Promise<readonly string[]> {
  return (await messagesIn(person, room)).filter(({ kind }) => kind !== 'system').map(({ text }) => text)
}

export async function roomsOf(person: Person): Promise<readonly Room[]> {
  return (await person.ask(answers.rooms, ['rooms'])).rooms
}

export async function reachOf(person: Person, name: string): Promise<v.InferOutput<typeof answers.status>['contacts'][number]> {
  const { contacts } = await person.ask(answers.status, ['status'])
  const found = contacts.find((each) => each.name === name)
  if (found === undefined) throw new Error(`${person.name} knows no ${name}`)
  return found
}

/** Two of the longest pauses between dials on one network, and the time-outs of these: on a busy computer both sides may have just missed each other. */
const RECONNECTED_MS = 60_000

/** Each of them is connected with all the others that are contacts. Milliseconds. */
export async function allConnected(people: readonly Person[]): Promise<number> {
  const began = performance.now()
  for (const person of people) {
    await person.until(async () => {
      const { contacts } = await person.ask(answers.status, ['status'])
      const others = contacts.filter(({ name }) => people.some((each) => each.name === name))
      expect(others.map(({ name, reach }) => `${name} ${reach}`)).toEqual(others.map(({ name }) => `${name} connected`))
    }, RECONNECTED_MS)
  }
  return performance.now() - began
}

/** Bytes of the largest sealed file of a profile. */
export function heldBy({ profile }: Person): number {
  const folder = join(profile, 'media')
  return Math.max(0, ...readdirSync(folder).map((name) => statSync(join(folder, name)).size))
}
