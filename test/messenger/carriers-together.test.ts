import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

const KEY = 50_000_001

describe('several carriers of one room', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let box: Villager
  let room: RoomId

  const deviceOf = (who: Villager) => who.messenger.me().device
  const held = (who: Villager, by: Villager): number =>
    who.store.blocks.range(KEY, deviceOf(by), 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER).length

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    shop = village.person('가게 컴퓨터')
    box = village.person('집 상자')
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    await village.pair(mum, box)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    for (const carrier of [shop, box]) {
      expectOk(carrier.messenger.carrying.allow(mum.account))
      expectOk(mum.messenger.carrying.ask(room, carrier.account))
    }
    await village.pass(20_000)
  })

  it('[CARR-1] give each other what one of them has, without any member there, and learn nothing by it', async () => {
    village.partition([mum, shop], [box], [dad])
    expectOk(mum.messenger.send(room, ['여기저기 맡겨요']))
    await village.pass(10_000)
    expect(held(shop, mum)).toBeGreaterThan(held(box, mum))
    village.partition([shop, box], [mum], [dad])
    await village.pass(20_000)
    expect(held(box, mum)).toBe(held(shop, mum))
    village.partition([box, dad], [mum], [shop])
    await village.pass(20_000)
    expect(textsOf(dad, room)).toEqual(['여기저기 맡겨요'])
    // The shop's word came along with the box.
    expect(expectOk(dad.messenger.carrying.carriersOf(room)).map(({ state }) => state)).toEqual(['carrying', 'carrying'])
    for (const carrier of [shop, box]) {
      expect(carrier.messenger.contacts().map(({ account }) => account)).toEqual([mum.account])
      expect(carrier.store.values.list(`keys/${KEY}`)).toEqual([])
    }
  })

  it('[CARR-1] whoever is no longer listed gets nothing from them', async () => {
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    await village.pass(20_000)
    village.partition([mum, shop, box], [dad])
    expectOk(mum.messenger.send(room, ['아빠는 못 봐요']))
    await village.pass(10_000)
    village.partition([shop, box, dad], [mum])
    await village.pass(20_000)
    expect(textsOf(dad, room)).toEqual([])
    const rows = dad.messenger.roomBook.sync(dad.messenger.roomBook.registry.byId(room) ?? 0)?.feedRows() ?? []
    expect(rows.find(({ device }) => device === deviceOf(mum))).toBeUndefined()
  })

  it('[CARR-1] a carrier that is dropped by the room is one to the others no more', async () => {
    expectOk(mum.messenger.carrying.end(room, deviceOf(box)))
    await village.pass(20_000)
    village.partition([mum, shop], [box], [dad])
    expectOk(mum.messenger.send(room, ['상자는 빼고']))
    await village.pass(10_000)
    village.partition([shop, box], [mum], [dad])
    await village.pass(20_000)
    expect(held(shop, mum)).toBeGreaterThan(0)
    expect(held(box, mum)).toBe(0)
  })

  it('[CARR-2] [SYNC-6] from one that keeps back what it says to have, members get nothing, and get it from the other', async () => {
    village.partition([mum, shop, box], [dad])
    expectOk(mum.messenger.send(room, ['하나', '둘']))
    await village.pass(20_000)
    // The shop keeps its word and loses its blocks.
    for (const block of shop.store.blocks.range(KEY, deviceOf(mum), 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
      shop.store.blocks.remove(KEY, block.id)
    village.partition([shop, dad], [mum], [box])
    await village.pass(20_000)
    expect(textsOf(dad, room)).toEqual([])
    village.partition([shop, box, dad], [mum])
    await village.pass(60_000)
    expect(textsOf(dad, room)).toEqual(['하나', '둘'])
  })
})
