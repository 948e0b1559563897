import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOfTwo } from '../harness/room-of-two.ts'
import { type Village, type Villager, textsOf } from '../harness/village.ts'

describe('a device in the carrier list only', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let room: RoomId

  beforeEach(async () => {
    ;({ village, mum, dad, shop, room } = await roomOfTwo('우리 집'))
    expectOk(shop.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.act(room, { act: 'carrier', device: shop.messenger.me().device, on: true }))
    await village.pass(10_000)
  })

  it('[CARR-1] forwards between members who never meet, and reads nothing', async () => {
    village.partition([mum, shop], [dad])
    expectOk(mum.messenger.send(room, ['아빠한테 전해 줘요']))
    await village.pass(10_000)
    village.partition([mum], [shop, dad])
    await village.pass(10_000)
    expect(textsOf(dad, room)).toEqual(['아빠한테 전해 줘요'])
    expectOk(dad.messenger.send(room, ['받았어']))
    await village.pass(10_000)
    village.partition([mum, shop], [dad])
    await village.pass(10_000)
    expect(textsOf(mum, room)).toEqual(['아빠한테 전해 줘요', '받았어'])
    expect(shop.messenger.rooms().some((each) => each.room === room)).toBe(false)
    expect(shop.messenger.search('전해')).toEqual([])
    expect(shop.store.values.list(`keys/50000001`)).toEqual([])
  })

  it('[DLV-1] counts as holding a message that nobody else has', async () => {
    village.partition([mum, shop], [dad])
    const [message] = expectOk(mum.messenger.send(room, ['맡겨요']))
    if (message === undefined) throw new Error('one was sent')
    await village.pass(10_000)
    expect(expectOk(mum.messenger.message(message)).delivery).toMatchObject({ state: 'held', holders: 1, delivered: 0 })
    expect(expectOk(mum.messenger.trail(message)).holders).toMatchObject([{ name: '치킨집', device: shop.messenger.me().device }])
  })

  it('[CARR-1] keeps nothing for somebody its person did not agree to, and forgets what it kept when told to stop', async () => {
    expectOk(mum.messenger.send(room, ['하나']))
    await village.pass(10_000)
    expect(shop.store.blocks.governance(50_000_001).length).toBeGreaterThan(0)
    expectOk(shop.messenger.carrying.stop(mum.account))
    expect(shop.store.blocks.governance(50_000_001)).toEqual([])
    await village.pass(10_000)
    expectOk(mum.messenger.send(room, ['둘']))
    await village.pass(10_000)
    expect(shop.store.blocks.governance(50_000_001)).toEqual([])
  })
})
