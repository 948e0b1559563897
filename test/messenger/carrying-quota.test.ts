import { beforeEach, describe, expect, it } from 'vitest'
import { includes } from '../../shared/custody/index.ts'
import { type DeviceId, type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { issueCarry } from '../../shared/messenger/carrying/carry-token.ts'
import { Keeper } from '../../shared/messenger/carrying/keeper.ts'
import type { RoomSync, WireBlock } from '../../shared/sync/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { sessionOf } from '../harness/hostile-member.ts'
import { roomOfTwo } from '../harness/room-of-two.ts'
import type { Village, Villager } from '../harness/village.ts'

const DAY = 24 * 60 * 60 * 1000

/** A carrier by hand: its keeper, and real blocks of real members to give to it. */
describe('a carrier’s disk', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let room: RoomId
  let keeper: Keeper

  const deviceOf = (who: Villager): DeviceId => who.messenger.me().device
  const keeperOf = (): Keeper => {
    const { people, roomBook: rooms } = shop.messenger
    const none = (): undefined => undefined
    const { clock } = village
    return new Keeper({
      store: shop.store,
      crypto: core().crypto,
      clock,
      identity: people.identity(),
      rooms,
      people,
      hub: none,
      changed: none,
    })
  }
  const core = () => {
    const { roomBook } = mum.messenger
    const found = roomBook.get(roomBook.registry.byId(room) ?? 0)?.core
    if (found === undefined) throw new Error('no room')
    return found
  }
  const token = (quota: number, more: object = {}) =>
    issueCarry(core().crypto, mum.messenger.people.identity().keys.seed, {
      handle: core().handle,
      carrier: deviceOf(shop),
      issuer: deviceOf(mum),
      n: village.clock.now(),
      expires: village.clock.now() + RESOURCE.CARRY_TERM_MS,
      quota,
      devices: [deviceOf(mum), deviceOf(dad)],
      tagKey: new Uint8Array(32),
      ...more,
    })
  const carry = (quota: number, more: object = {}): RoomSync => {
    const key = keeper.asked(sessionOf(deviceOf(mum), mum), token(quota, more))?.key
    const sync = key === undefined ? undefined : keeper.sync(key)
    if (sync === undefined) throw new Error('not carried')
    return sync
  }
  const say = (who: Villager, count: number, length = 600): void => {
    for (let at = 0; at < count; at++) expectOk(who.messenger.send(room, ['가'.repeat(length)]))
  }
  /** A member's own blocks, oldest first. */
  const blocksOf = (who: Villager): readonly WireBlock[] =>
    mum.store.blocks
      .range(core().key, deviceOf(who), 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
      .map(({ header, signature, body }) => ({ header, signature, body }))
  const used = (): number => keeper.used(mum.account)
  const seqs = (sync: RoomSync, who: Villager) => sync.feedRows().find(({ device }) => device === deviceOf(who))?.ranges ?? []

  beforeEach(async () => {
    ;({ village, mum, dad, shop, room } = await roomOfTwo('우리 집'))
    await village.pass(10_000)
    village.partition([mum, dad], [shop])
    keeper = keeperOf()
    keeper.allow(mum.account, RESOURCE.CARRY_ACCOUNT_BYTES)
  })

  it('[CARR-2] full, it lets go of the oldest for what is new, says so, and does not ask for it again', async () => {
    say(mum, 30)
    await village.pass(10_000)
    const quota = 20_000
    const sync = carry(quota)
    const session = sessionOf(deviceOf(mum), mum)
    const blocks = blocksOf(mum)
    for (const block of blocks) {
      sync.acceptFeed(session, [block])
      expect(used()).toBeLessThanOrEqual(quota)
    }
    const held = seqs(sync, mum)
    expect(held).toHaveLength(1)
    const [first = 0, last = 0] = held[0] ?? []
    expect(last).toBe(blocks.length)
    expect(first).toBeGreaterThan(1)
    expect(sync.declined?.get(deviceOf(mum))).toEqual([[1, first - 1]])
    expect(sync.acceptFeed(session, blocks.slice(0, 3))).toMatchObject({ done: 0, repeats: 3, refused: [] })
    expect(seqs(sync, mum)).toEqual(held)
    // What it serves is what it says.
    expect(sync.serve(deviceOf(mum), [[1, last]], 1_000_000).blocks).toHaveLength(last - first + 1)
  })

  it('[CARR-2] history comes last: what is older is not taken in place of what is newer', async () => {
    say(mum, 30)
    await village.pass(10_000)
    const sync = carry(20_000)
    const session = sessionOf(deviceOf(mum), mum)
    for (const block of blocksOf(mum).toReversed()) sync.acceptFeed(session, [block])
    const held = seqs(sync, mum)
    expect(includes(held, blocksOf(mum).length)).toBe(true)
    expect(includes(held, 1)).toBe(false)
    expect(includes(sync.declined?.get(deviceOf(mum)) ?? [], 1)).toBe(true)
    expect(used()).toBeLessThanOrEqual(20_000)
  })

  it('[CARR-2] one member’s flood makes his own blocks go, not another’s', async () => {
    say(dad, 3)
    await village.pass(10_000)
    say(mum, 40)
    await village.pass(10_000)
    const sync = carry(20_000)
    const fromDad = blocksOf(dad)
    sync.acceptFeed(sessionOf(deviceOf(dad), dad), fromDad)
    for (const block of blocksOf(mum)) sync.acceptFeed(sessionOf(deviceOf(mum), mum), [block])
    expect(seqs(sync, dad)).toEqual([[1, fromDad.length]])
  })

  it('[CARR-2] CARRY_QUOTA_BYTES, and a block larger than all of it is refused', async () => {
    expect(keeper.asked(sessionOf(deviceOf(mum), mum), token(RESOURCE.CARRY_QUOTA_BYTES + 1))).toBeUndefined()
    say(mum, 1, 5000)
    await village.pass(10_000)
    const sync = carry(2000)
    const codes = sync.acceptFeed(sessionOf(deviceOf(mum), mum), blocksOf(mum)).refused.map(({ code }) => code)
    expect(codes).toContain('QUOTA')
    expect(used()).toBeLessThanOrEqual(2000)
  })

  it('[CARR-2] all rooms of one contact share what its person agreed to; a smaller quota is kept at once', async () => {
    say(mum, 30)
    await village.pass(10_000)
    const sync = carry(RESOURCE.CARRY_QUOTA_BYTES)
    for (const block of blocksOf(mum)) sync.acceptFeed(sessionOf(deviceOf(mum), mum), [block])
    const before = used()
    keeper.allow(mum.account, 15_000)
    expect(used()).toBeLessThanOrEqual(15_000)
    expect(used()).toBeLessThan(before)
    say(mum, 10)
    await village.pass(10_000)
    for (const block of blocksOf(mum).slice(-10)) sync.acceptFeed(sessionOf(deviceOf(mum), mum), [block])
    expect(used()).toBeLessThanOrEqual(15_000)
    expect(includes(seqs(sync, mum), blocksOf(mum).length)).toBe(true)
  })

  it('[CARR-2] CARRY_FEED_AGE_MS: what came longer ago goes in upkeep, a day less stays, and both survive a restart', async () => {
    say(mum, 5)
    await village.pass(10_000)
    const old = blocksOf(mum)
    const sync = carry(RESOURCE.CARRY_QUOTA_BYTES, { expires: village.clock.now() + RESOURCE.CARRY_TERM_MS })
    sync.acceptFeed(sessionOf(deviceOf(mum), mum), old)
    village.clock.skew(RESOURCE.CARRY_FEED_AGE_MS - DAY)
    say(mum, 2)
    await village.pass(10_000)
    const fresh = blocksOf(mum).slice(old.length)
    sync.acceptFeed(sessionOf(deviceOf(mum), mum), fresh)
    expect(keeper.upkeep()).toMatchObject({ blocks: 0 })
    village.clock.skew(2 * DAY)
    keeper.stop()
    keeper = keeperOf()
    expect(keeper.upkeep()).toMatchObject({ rooms: 0, blocks: old.length })
    const again = keeper.sync(50_000_001)
    if (again === undefined) throw new Error('not carried')
    expect(seqs(again, mum)).toEqual([[old.length + 1, old.length + fresh.length]])
    expect(again.declined?.get(deviceOf(mum))).toEqual([[1, old.length]])
    expect(again.governanceRows()).toEqual(sync.governanceRows())
  })

  it('[CARR-1] CARRIERS_PER_ROOM: a token names that many others and no more', () => {
    const fellows = (count: number) => Array.from({ length: count }, (_, at) => idFromBytes('device', new Uint8Array(32).fill(at + 1)))
    const fellowKey = new Uint8Array(32)
    expect(() => carry(1000, { fellows: fellows(RESOURCE.CARRIERS_PER_ROOM), fellowKey })).not.toThrow()
    expect(() => token(1000, { fellows: fellows(RESOURCE.CARRIERS_PER_ROOM + 1), fellowKey })).toThrow(RangeError)
  })
})
