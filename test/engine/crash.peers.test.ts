/** Real engines on loopback that lose power at random moments: what was told as written or as delivered is there afterwards. */
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { messagesIn, say, trickle } from '../peers/acts.ts'
import { expectAgreement } from '../peers/agreement.ts'
import { answers } from '../peers/cli-shapes.ts'
import type { Person } from '../peers/person.ts'
import { LOOPBACK, twoContacts } from './people-here.ts'

const POWER_CUTS = 10
const LINES_PER_CUT = 100
const printed = v.pipe(v.string(), v.parseJson(), answers.ids)

it('[P10][SYNC-8] ten power cuts while both write lose nothing that was told, on either side', async () => {
  const { mum, dad, room } = await twoContacts()
  const told = new Set<string>()
  for (let cut = 0; cut < POWER_CUTS; cut += 1) {
    const victim = cut % 2 === 0 ? dad : mum
    const before = victim.ownMessages().length
    const senders = [mum, dad].map((each) => each.start(['send', '--room', room, '--stdin']))
    const giving = [mum, dad].map((each, index) => {
      const sending = senders[index]
      return sending === undefined ? undefined : trickle(each, sending, linesOf(each, cut))
    })
    const wanted = Math.floor(Math.random() * LINES_PER_CUT)
    await victim.until(async () => expect(victim.ownMessages().length - before).toBeGreaterThan(wanted))
    await victim.kill()
    await Promise.all([...giving, ...senders.map(({ ended }) => ended)])
    for (const each of [mum, dad]) for (const id of each.ownMessages()) told.add(id)
    for (const sending of senders) for (const line of sending.lines()) for (const id of v.parse(printed, line).ids) told.add(id)
    await victim.serve(LOOPBACK)
  }
  const last = await say(mum, room, 'the end')
  await dad.until(async () => expect((await messagesIn(dad, room)).some(({ id }) => id === last)).toBe(true), 60_000)
  await mum.until(async () => expectAgreement([mum, dad], [room]), 60_000)
  for (const each of [mum, dad]) {
    const ids = new Set((await messagesIn(each, room)).map(({ id }) => id))
    expect([...told].filter((id) => !ids.has(id))).toEqual([])
    expect((await each.ask(answers.status, ['status'])).refusals).toEqual({})
  }
  expect(told.size).toBeGreaterThan(POWER_CUTS)
})

function linesOf(person: Person, cut: number): readonly string[] {
  return Array.from({ length: LINES_PER_CUT }, (_, line) => `${person.name} ${cut}.${line}`)
}
