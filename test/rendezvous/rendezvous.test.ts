/** When word is left and looked for: over a table in memory and a clock turned by hand. */
import { expect, test } from 'vitest'
import { toHex } from '../../shared/codec/index.ts'
import { parseId, type AccountId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { type MeetingTable, newestOf, Rendezvous, type Sought } from '../../shared/rendezvous/index.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { Seeded } from '../harness/sim/seeded.ts'
import { aDevice, crypto } from './nodes.ts'

const START = Date.UTC(2026, 0, 1, 12)
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Keeps what a node would keep. */
class TableInMemory implements MeetingTable {
  readonly values = new Map<string, Uint8Array>()
  readonly #clock: FakeClock
  isOpen = true
  isDeaf = false
  puts = 0
  gets = 0

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  hasEntrance(): boolean {
    return this.isOpen
  }

  put(key: Uint8Array, value: Uint8Array): Promise<number> {
    this.puts += 1
    if (this.isDeaf) return Promise.resolve(0)
    const held = this.values.get(toHex(key))
    if (newestOf(crypto, key, held === undefined ? [value] : [held, value], this.#clock.now()) === -1) return Promise.resolve(0)
    this.values.set(toHex(key), value)
    return Promise.resolve(1)
  }

  get(key: Uint8Array): Promise<readonly Uint8Array[] | undefined> {
    this.gets += 1
    if (this.isDeaf) return Promise.resolve(undefined)
    const held = this.values.get(toHex(key))
    return Promise.resolve(held === undefined ? [] : [held])
  }
}

function anAccount(byte: number): AccountId {
  const account = parseId('account', byte.toString(16).padStart(2, '0').repeat(32))
  if (account === undefined) throw new Error('no account id')
  return account
}

function someone(clock: FakeClock, table: MeetingTable, own: number, others: readonly number[]) {
  const people: Sought[] = others.map((byte) => ({
    account: anAccount(byte),
    secrets: [new Uint8Array(32).fill(own + byte)],
    devices: [aDevice(byte)],
    isReached: false,
    since: clock.now(),
  }))
  const found: string[] = []
  const told = { payload: new TextEncoder().encode(`from ${own}`) }
  const rendezvous = new Rendezvous({
    ...{ clock, rng: new Seeded(own), crypto, self: aDevice(own), table },
    people: () => people,
    payload: () => told.payload,
    found: (_device, payload) => found.push(new TextDecoder().decode(payload)),
    changed: () => undefined,
  })
  return { rendezvous, people, found, told }
}

/** Turns the clock in steps, so that acts end between them. */
async function pass(clock: FakeClock, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= RESOURCE.RENDEZVOUS_TICK_MS) {
    clock.advance(Math.min(left, RESOURCE.RENDEZVOUS_TICK_MS))
    for (let turn = 0; turn < 40; turn += 1) await Promise.resolve()
  }
}

test('[RDV-8] two who lost each other find each other’s word, and nobody asks before nearer ways had their time', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const [mum, dad] = [someone(clock, table, 1, [2]), someone(clock, table, 2, [1])]
  for (const { rendezvous } of [mum, dad]) rendezvous.start()
  await pass(clock, RESOURCE.RENDEZVOUS_AFTER_MS - 1)
  expect([table.puts, table.gets]).toEqual([0, 0])
  await pass(clock, RESOURCE.RENDEZVOUS_AFTER_MS + 3 * RESOURCE.RENDEZVOUS_FIRST_MS)
  expect([...new Set(mum.found)]).toEqual(['from 2'])
  expect([...new Set(dad.found)]).toEqual(['from 1'])
  expect(mum.rendezvous.state()).toMatchObject({ state: 'waiting', away: 1, published: 1 })
})

test('[RDV-8] whoever is reached is neither published for nor asked for, and after stop no timer is left', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const mum = someone(clock, table, 1, [2])
  mum.people[0] = { ...mum.people[0]!, isReached: true }
  mum.rendezvous.start()
  await pass(clock, 24 * HOUR_MS)
  expect([table.puts, table.gets]).toEqual([0, 0])
  expect(mum.rendezvous.state().state).toBe('idle')
  mum.people[0] = { ...mum.people[0], isReached: false, since: clock.now() }
  await pass(clock, 10 * MINUTE_MS)
  expect(table.puts).toBeGreaterThan(0)
  await mum.rendezvous.stop()
  expect(clock.pending).toBe(0)
  const { puts, gets } = table
  await pass(clock, HOUR_MS)
  expect([table.puts, table.gets]).toEqual([puts, gets])
})

test('[RDV-8] word is left anew at half its term, on a new day and with new addresses, and not otherwise', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const mum = someone(clock, table, 1, [2])
  mum.rendezvous.start()
  await pass(clock, 10 * MINUTE_MS)
  expect(table.puts).toBe(1)
  await pass(clock, RESOURCE.RENDEZVOUS_TERM_MS / 2 - HOUR_MS)
  expect(table.puts).toBe(1)
  await pass(clock, HOUR_MS)
  expect(table.puts).toBe(2)
  mum.told.payload = new TextEncoder().encode('moved')
  await pass(clock, MINUTE_MS)
  expect(table.puts).toBe(3)
  const keys = table.values.size
  await pass(clock, 12 * HOUR_MS)
  // Another day lies under another key.
  expect(table.values.size).toBe(keys + 1)
})

test('[RDV-8] a contact who stays away costs ever less, and many at once no more than the hour allows', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const mum = someone(clock, table, 1, [2])
  mum.rendezvous.start()
  await pass(clock, 12 * HOUR_MS)
  const before = table.gets
  await pass(clock, 12 * HOUR_MS)
  // The longest wait at most between two, half of it at least; every third asks three days.
  const waits = (12 * HOUR_MS) / RESOURCE.RENDEZVOUS_MAX_MS
  expect(table.gets - before).toBeLessThanOrEqual(waits * 4)
  expect(table.gets - before).toBeGreaterThanOrEqual(waits)
  await mum.rendezvous.stop()

  const crowd = new TableInMemory(clock)
  const many = someone(
    clock,
    crowd,
    1,
    Array.from({ length: 200 }, (_, index) => index + 2),
  )
  many.rendezvous.start()
  await pass(clock, HOUR_MS - MINUTE_MS)
  expect(crowd.puts).toBe(RESOURCE.RENDEZVOUS_PUBLISHES_PER_HOUR)
  expect(many.rendezvous.state().lookups).toBe(RESOURCE.RENDEZVOUS_LOOKUPS_PER_HOUR)
  // Nobody is forgotten over others who are just as far away.
  await pass(clock, 4 * HOUR_MS)
  expect(crowd.values.size).toBe(200)
})

test('[RDV-8] newest needs come first', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const order: string[] = []
  const mum = someone(clock, table, 1, [2, 3])
  mum.people[0] = { ...mum.people[0]!, since: START - 48 * HOUR_MS }
  mum.people[1] = { ...mum.people[1]!, since: START - 24 * HOUR_MS }
  const both = [someone(clock, table, 2, [1]), someone(clock, table, 3, [1])]
  for (const { rendezvous } of both) rendezvous.start()
  await pass(clock, 10 * MINUTE_MS)
  mum.rendezvous.start()
  for (let turn = 0; turn < 100; turn += 1) await Promise.resolve()
  order.push(...mum.found)
  expect(order).toEqual(['from 3', 'from 2'])
})

test('[RDV-9] without an entrance nothing is done and it says so; a table that does not answer is asked ever more seldom', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const mum = someone(clock, table, 1, [2])
  table.isOpen = false
  mum.rendezvous.start()
  await pass(clock, HOUR_MS)
  expect([table.puts, table.gets, mum.rendezvous.state().state]).toEqual([0, 0, 'no-entrance'])
  table.isOpen = true
  table.isDeaf = true
  await pass(clock, HOUR_MS)
  expect(mum.rendezvous.state()).toMatchObject({ state: 'no-answer', published: 0, found: 0 })
  expect(table.puts).toBeLessThanOrEqual(RESOURCE.RENDEZVOUS_PUBLISHES_PER_HOUR)
  table.isDeaf = false
  await pass(clock, 3 * MINUTE_MS)
  expect(mum.rendezvous.state().published).toBe(1)
})

test('[RDV-8] asked by a person, everything is tried now', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const [mum, dad] = [someone(clock, table, 1, [2]), someone(clock, table, 2, [1])]
  for (const { rendezvous } of [mum, dad]) {
    rendezvous.start()
    rendezvous.hurry()
    for (let turn = 0; turn < 60; turn += 1) await Promise.resolve()
  }
  expect(dad.found).toEqual(['from 1'])
})

test('[RDV-4] what somebody without the secret left under the pair’s key is never handed on', async () => {
  const clock = new FakeClock(START)
  const table = new TableInMemory(clock)
  const [mum, stranger] = [someone(clock, table, 1, [2]), someone(clock, table, 2, [1])]
  stranger.people[0] = { ...stranger.people[0]!, secrets: [new Uint8Array(32).fill(1)] }
  for (const { rendezvous } of [mum, stranger]) rendezvous.start()
  await pass(clock, HOUR_MS)
  expect(table.values.size).toBe(2)
  // Every value lies where it was left and also where Mum looks.
  const [value] = [...table.values.values()]
  table.get = () => Promise.resolve([value!, new Uint8Array(5), ...table.values.values()])
  await pass(clock, 2 * HOUR_MS)
  expect(mum.found).toEqual([])
})
