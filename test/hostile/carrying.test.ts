/** What a contact, a member, a former one and a fellow carrier can try at a carrier, and a carrier at those who ask it. */
import { beforeEach, describe, expect, it } from 'vitest'
import { carrierStatusCodec, signCarrierStatus } from '../../shared/custody/index.ts'
import type { DeviceId, RoomId } from '../../shared/ids/index.ts'
import type { PeerSession, RoomSync } from '../../shared/sync/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { HostileMember, sessionOf } from '../harness/hostile-member.ts'
import { Village, type Villager } from '../harness/village.ts'

const KEY = 50_000_001

describe('at a carrier', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let eve: Villager
  let shop: Villager
  let box: Villager
  let room: RoomId

  const deviceOf = (who: Villager): DeviceId => who.messenger.me().device
  const speaking = (who: Villager): PeerSession => ({ ...sessionOf(deviceOf(who), who), carry: () => undefined })
  const carried = (by: Villager): RoomSync => {
    const sync = by.messenger.carrying.sync(KEY)
    if (sync === undefined) throw new Error('not carried')
    return sync
  }
  const handleOf = () => carried(shop).handle
  const carriersOf = (who: Villager): readonly DeviceId[] => [
    ...(who.messenger.roomBook.get(who.messenger.roomBook.registry.byId(room) ?? 0)?.state.carriers ?? []),
  ]

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    eve = village.person('이브')
    shop = village.person('가게 컴퓨터')
    box = village.person('집 상자')
    for (const other of [dad, eve, shop, box]) await village.pair(mum, other)
    await village.pair(shop, eve)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, eve.account] }))
    for (const carrier of [shop, box]) {
      expectOk(carrier.messenger.carrying.allow(mum.account))
      expectOk(mum.messenger.carrying.ask(room, carrier.account))
    }
    await village.pass(20_000)
    expectOk(mum.messenger.send(room, ['하나']))
    await village.pass(10_000)
  })

  it('[CARR-1] [T37] strangers and removed members get nothing, whatever they say', async () => {
    const gone = new HostileMember(eve, room)
    const own = gone.gov([{ type: 'leave' }], { draft: { handle: handleOf() } })
    const wire = { header: own.headerBytes, signature: own.signature, body: own.body }
    const status = gone.status(new Uint8Array(40), 2 ** 50)
    expectOk(mum.messenger.act(room, { act: 'remove', account: eve.account }))
    await village.pass(20_000)
    expectOk(mum.messenger.send(room, ['이브는 못 봐요']))
    await village.pass(10_000)
    const sync = carried(shop)
    // She has the room's tag key still, and may be connected as a contact of the shop's person.
    expect(sync.standing(gone.device)).toBe('none')
    expect(sync.governanceBeyond([], 1_000_000, gone.device)).toEqual([])
    const { header, signature, body } = mum.store.blocks
      .range(gone.room.core.key, deviceOf(mum), 1, 1, Number.MAX_SAFE_INTEGER, 1_000_000)
      .slice(-1)
      .map((each) => each)[0] ?? { header: new Uint8Array(), signature: undefined, body: new Uint8Array() }
    expect(sync.acceptFeed(speaking(eve), [{ header, signature, body }])).toMatchObject({ done: 0 })
    expect(sync.acceptGovernance(speaking(eve), [wire])).toMatchObject({ done: 0, refused: [{ code: 'NOT_LIVE' }] })
    expect(sync.acceptStatus(speaking(eve), status)).toBe('NOT_LIVE')
    expect(sync.standing(deviceOf(dad))).toBe('live')
    expect(sync.standing(deviceOf(box))).toBe('carrier')
  })

  it('[CARR-1] only who asked may say that it is over, and only of his own', () => {
    const before = carried(shop).governanceRows()
    for (const liar of [eve, dad, box])
      shop.messenger.carrying.heard(speaking(liar), { type: 'carryWord', handle: handleOf(), state: 'ended' })
    expect(carried(shop).governanceRows()).toEqual(before)
    expect(before.length).toBeGreaterThan(0)
    shop.messenger.carrying.heard(speaking(mum), { type: 'carryWord', handle: handleOf(), state: 'ended' })
    expect(shop.messenger.carrying.sync(KEY)).toBeUndefined()
  })

  it('[CARR-1] nobody makes himself a carrier, or another one none, by saying so', () => {
    const before = carriersOf(mum)
    expect(before).toHaveLength(2)
    for (const state of ['agreed', 'waiting', 'declined', 'stopped', 'ended'] as const)
      mum.messenger.carrying.heard(speaking(eve), { type: 'carryWord', handle: handleOf(), state, quota: 2 ** 40 })
    expect(carriersOf(mum)).toEqual(before)
    expect(expectOk(mum.messenger.carrying.carriersOf(room))).toHaveLength(2)
    // What it says of itself is its own business.
    mum.messenger.carrying.heard(speaking(box), { type: 'carryWord', handle: handleOf(), state: 'stopped' })
    expect(carriersOf(mum)).toEqual([deviceOf(shop)])
  })

  it('[CARR-1] a fellow carrier that lies makes the others drop, serve or say nothing', () => {
    const sync = carried(shop)
    const rows = JSON.stringify(sync.feedRows())
    const session = speaking(box)
    const word = expectOk(carrierStatusCodec.decode(sync.status(deviceOf(box)) ?? new Uint8Array())).value
    const { seed } = box.messenger.people.identity().keys
    const crypto = nodeCrypto()
    const said = (more: object): Uint8Array => signCarrierStatus(crypto, seed, { ...word, n: word.n + 1, ...more })
    expect(sync.acceptStatus(session, said({ device: deviceOf(shop) }))).toBe('old')
    expect(sync.acceptStatus(session, said({ device: deviceOf(dad) }))).toBe('NOT_LIVE')
    expect(sync.acceptStatus(session, said({ n: word.n }))).toBe('old')
    const shopWord = expectOk(carrierStatusCodec.decode(sync.status(deviceOf(shop)) ?? new Uint8Array())).value
    expect(carried(box).acceptStatus(speaking(shop), signCarrierStatus(crypto, seed, { ...shopWord, n: shopWord.n + 5, rows: [] }))).toBe(
      'BAD_SIG',
    )
    // It may claim what it likes of itself; nothing here changes by it.
    expect(sync.acceptStatus(session, said({ rows: [{ device: deviceOf(mum), governance: 1, feed: [[1, 2 ** 50]] }] }))).toBeUndefined()
    sync.peerHolds(session, [])
    const block = shop.store.blocks.range(KEY, deviceOf(mum), 1, 1, Number.MAX_SAFE_INTEGER, 1_000_000)[0]
    if (block === undefined) throw new Error('a block is kept')
    const bent = { header: block.header, signature: block.signature, body: block.body.map((byte, at) => (at === 5 ? byte ^ 1 : byte)) }
    expect(sync.acceptFeed(session, [bent])).toMatchObject({ done: 0 })
    expect(JSON.stringify(sync.feedRows())).toBe(rows)
    expect(sync.serve(deviceOf(mum), [[1, 1000]], 1_000_000).blocks.length).toBeGreaterThan(0)
  })

  it('[CARR-1] whoever leads the room cannot make a carrier of somebody who never agreed', async () => {
    const club = expectOk(eve.messenger.createRoom({ name: '클럽' }))
    expectOk(eve.messenger.act(club, { act: 'carrier', device: deviceOf(shop), on: true }))
    await village.pass(20_000)
    expect(shop.messenger.carrying.asks()).toMatchObject([{ account: eve.account }])
    expect(shop.store.blocks.governance(KEY + 1)).toEqual([])
    expect(expectOk(eve.messenger.carrying.carriersOf(club))).toMatchObject([{ state: 'waiting' }])
  })
})
