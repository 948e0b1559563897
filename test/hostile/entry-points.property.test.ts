/** P4, T5: whatever is handed to a room, in whatever order, ends in a code or in bounds: never a throw, never partial state. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { HostileMember, Victim, rawEntry, saltOf, wireOf } from '../harness/hostile-member.ts'
import { Village, type Villager, seenBy } from '../harness/village.ts'
import type { Block } from '../../shared/feeds/block/index.ts'
import { type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import { FeedChain } from '../../shared/messenger/room/feed-chain.ts'
import type { WireBlock } from '../../shared/sync/index.ts'

const ANY_ID = idFromBytes('block', new Uint8Array(32).fill(9))

describe('the entry points of a room', () => {
  let village: Village
  let people: readonly Villager[]
  let room: RoomId
  let hostile: HostileMember
  let feed: readonly Block[]
  let governance: readonly Block[]

  beforeAll(async () => {
    village = new Village()
    const mum = village.person('엄마')
    const others = ['아빠', '이브', '가게', '아이'].map((name) => village.person(name))
    for (const each of others) await village.pair(mum, each)
    room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: others.map(({ account }) => account) }))
    await village.pass()
    people = [mum, ...others]
    village.partition(...people.map((one) => [one]))
    const eve = others[1]
    if (eve === undefined) throw new Error('no Eve')
    hostile = new HostileMember(eve, room)
    const { epoch, secret } = hostile.madeUpEpoch(1)
    const message = '0'.repeat(32)
    const first = hostile.feed(hostile.update([hostile.entries([rawEntry(1), rawEntry(2)])]))
    feed = [
      first,
      hostile.feed(hostile.update([hostile.entries([rawEntry(3, { t: [2 ** 50, 0] })], 2)], 2)),
      hostile.feed(hostile.update([hostile.slot('m', `${message}:+x`, { t: [1, 0], on: true })], 3)),
      hostile.feed(hostile.update([hostile.slot('a', message, { t: [1, 0], i: saltOf(1), a: [1, 0], del: true })], 4)),
      hostile.feed(new Uint8Array(64)),
      hostile.feed(hostile.update([hostile.entries([rawEntry(4)], 5)], 5)),
      hostile.feed(new Uint8Array(64), { epoch }, secret),
      hostile.feed(hostile.update([hostile.entries([rawEntry(5)], 0, 1)], 0, 1), { index: 1 }),
      hostile.feed(hostile.snapshotPlain([hostile.entries([rawEntry(1)])], 1), {
        supersede: [{ device: hostile.device, ranges: [[1, 2]], last: ANY_ID }],
      }),
      hostile.feed(hostile.update([hostile.entries([rawEntry(6)])]), { seq: 2 ** 50, prev: first.id }),
    ]
    governance = [
      hostile.gov([{ type: 'leave' }], { draft: { epoch }, secret }),
      hostile.gov([{ type: 'set', key: 'title', value: 'x' }]),
      hostile.gov([{ type: 'raise', account: eve.account, role: 4 }], { plain: { parents: [ANY_ID] } }),
      hostile.gov([{ type: 'epoch', id: epoch, commit: new Uint8Array(32), n: 2 ** 31, prevs: [] }]),
    ]
  })

  function victimOf(who: Villager | undefined): Victim {
    if (who === undefined) throw new Error('nobody')
    return new Victim(who, room, hostile)
  }

  it('[SYNC-9] [P4] take mutated and junk blocks in any order', () => {
    const dad = victimOf(people[1])
    const wires = [...feed, ...governance].map(wireOf)
    fc.assert(
      fc.property(fc.array(mutated(wires), { maxLength: 8 }), (blocks) => {
        for (const accepted of [dad.sync.acceptFeed(dad.session, blocks), dad.sync.acceptGovernance(dad.session, blocks)])
          expect(accepted.done + accepted.repeats + accepted.refused.length).toBeLessThanOrEqual(blocks.length)
        expect(dad.who.messenger.roomBook.failures).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  it('[DLV-5] [FORK-1] [P4] take junk statuses, proofs, rows and wishes', () => {
    const dad = victimOf(people[1])
    const junk = fc.uint8Array({ maxLength: 300 })
    const status = hostile.status(new Uint8Array(50), 9)
    const bytes = fc.oneof(
      junk,
      fc.tuple(fc.nat(status.length - 1), fc.nat(255)).map(([at, byte]) => status.with(at, byte)),
    )
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(2 ** 31), { maxLength: 6 }), (one, seqs) => {
        dad.sync.acceptStatus(dad.session, one)
        dad.sync.acceptProof(dad.session, one)
        const ranges = [...new Set(seqs)].toSorted((a, b) => a - b).map((seq) => [seq * 3 + 1, seq * 3 + 2] as const)
        dad.sync.peerHolds(dad.session, [{ device: hostile.device, ranges, head: ANY_ID }])
        dad.sync.serve(hostile.device, ranges, 1000)
        dad.sync.grantWanted(dad.session, [hostile.madeUpEpoch(seqs.length).epoch])
        expect(dad.who.messenger.roomBook.failures).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  /** What three people see of the same blocks, each in an order of his own; what came too early is offered again, as sync would. */
  function seenIn(blocks: readonly Block[], orders: number): readonly unknown[] {
    const [mum, , , shop, child] = people
    const shuffled = fc.sample(fc.shuffledSubarray([...blocks], { minLength: blocks.length }), { numRuns: 2, seed: orders })
    return [mum, shop, child].map((who, at) => {
      const victim = victimOf(who)
      for (let round = 0; round < blocks.length; round++) for (const block of shuffled[at] ?? blocks) victim.feed(block)
      if (who === undefined) throw new Error('nobody')
      return seenBy(who, room).map(({ id, text, deleted, time }) => ({ id, text, deleted, time }))
    })
  }

  it('[FEED-9] [P1] [P2] show the same of a chain, legal or stalled, in whatever order it came', () => {
    const [first, second, third] = seenIn(feed.slice(0, -2), 7)
    expect(first).toHaveLength(4)
    expect(second).toEqual(first)
    expect(third).toEqual(first)
  })
})

describe('[SNAP-5] a chain', () => {
  it('covers many ranges at once as it does one by one', () => {
    const pairs = fc
      .uniqueArray(fc.nat(60), { minLength: 1, maxLength: 12 })
      .map((seqs) => seqs.toSorted((a, b) => a - b).map((seq) => [4 * seq + 1, 4 * seq + 1 + (seq % 3)] as const))
    fc.assert(
      fc.property(pairs, pairs, fc.nat(3), (held, more, shift) => {
        const moved = more.map(([first, last]) => [first + shift, last + shift] as const)
        const [one, all] = [new FeedChain(), new FeedChain()]
        for (const chain of [one, all]) for (const [first, last] of held) chain.cover(first, last, ANY_ID)
        for (const [at, [first, last]] of moved.entries()) one.cover(first, last, at === moved.length - 1 ? ANY_ID : undefined)
        all.coverAll(moved, ANY_ID)
        expect(all.spans).toEqual(one.spans)
      }),
    )
  })
})

function mutated(wires: readonly WireBlock[]): fc.Arbitrary<WireBlock> {
  const one = fc.constantFrom(...wires)
  const flip = (bytes: Uint8Array, at: number, by: number): Uint8Array =>
    bytes.length === 0 ? bytes : bytes.with(at % bytes.length, (bytes[at % bytes.length] ?? 0) ^ by)
  const damaged = fc
    .tuple(one, fc.constantFrom('header', 'body', 'signature', 'cut', 'swap', 'bare'), fc.nat(5000), fc.integer({ min: 1, max: 255 }), one)
    .map(([wire, how, at, by, other]): WireBlock => {
      if (how === 'header') return { ...wire, header: flip(wire.header, at, by) }
      if (how === 'body') return { ...wire, body: flip(wire.body, at, by) }
      if (how === 'signature') return { ...wire, signature: wire.signature === undefined ? undefined : flip(wire.signature, at, by) }
      if (how === 'cut') return { ...wire, header: wire.header.slice(0, at % (wire.header.length + 1)) }
      return how === 'swap' ? { ...wire, body: other.body } : { ...wire, signature: undefined }
    })
  const bytes = fc.uint8Array({ maxLength: 200 })
  const junk = fc.record({ header: bytes, signature: fc.option(bytes, { nil: undefined }), body: bytes })
  return fc.oneof(one, damaged, junk)
}
