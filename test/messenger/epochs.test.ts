import { describe, expect, it } from 'vitest'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import type { StoredBlock } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOf } from '../harness/hostile-member.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

const ROOM_KEYS = [1, 2, 3, 4, 5, 6, 7, 8]

/** Feed blocks of a device in whatever room it wrote in. */
function feedOf(holder: Villager, writer: Villager): readonly StoredBlock[] {
  const { device } = writer.messenger.me()
  return ROOM_KEYS.flatMap((key) => holder.store.blocks.range(key, device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER))
}

describe('a segment whose epoch has ended', () => {
  it('[FEED-3] is compacted in its own epoch, so that nobody reads it by a later key', async () => {
    const village = new Village()
    const [mum, dad, shop, child] = [village.person('엄마'), village.person('아빠'), village.person('치킨집'), village.person('아이')]
    for (const each of [dad, shop, child]) await village.pair(mum, each)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, shop.account] }))
    await village.pass()
    for (const text of ['하나', '둘', '셋']) expectOk(mum.messenger.send(room, [text]))
    await village.pass()
    const before = new Set(feedOf(dad, mum).map(({ epoch }) => epoch))
    expect(before.size).toBe(1)
    expectOk(mum.messenger.act(room, { act: 'remove', account: shop.account }))
    expectOk(mum.messenger.send(room, ['넷']))
    await village.pass(10_000)
    const [snapshot, ...others] = feedOf(dad, mum).filter(({ kind }) => kind === 2)
    expect(others).toEqual([])
    expect(before.has(snapshot!.epoch)).toBe(true)
    const current = feedOf(dad, mum).filter(({ kind }) => kind === 1)
    expect(current.map(({ epoch }) => before.has(epoch))).toEqual([false])
    expectOk(mum.messenger.act(room, { act: 'add', account: child.account }))
    await village.pass(20_000)
    expect(textsOf(child, room)).toEqual(['넷'])
    expect(textsOf(dad, room)).toEqual(['하나', '둘', '셋', '넷'])
  })
})

describe('an epoch that was left', () => {
  it('[KEY-3] [KEY-4] is not gone back to, though all who were in it are here again: its key went on to others', async () => {
    const village = new Village()
    const [mum, dad, kim] = [village.person('엄마'), village.person('아빠'), village.person('옆집')]
    for (const each of [dad, kim]) await village.pair(mum, each)
    const id = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account] }))
    await village.pass()
    const room = roomOf(mum, id)
    room.govern(() => expectOk(room.acts.write([{ type: 'set', key: 'history', value: 'all' }])))
    const [first] = room.keyring.epochs()
    for (const [act, account] of [
      ['remove', dad.account],
      ['add', kim.account],
      ['add', dad.account],
    ] as const) {
      expectOk(mum.messenger.act(id, { act, account }))
      await village.pass()
    }
    expect(roomOf(kim, id).keyring.epochs()).toContain(first)
    expectOk(mum.messenger.act(id, { act: 'remove', account: kim.account }))
    expectOk(mum.messenger.send(id, ['이제 우리끼리']))
    await village.pass()
    expect(textsOf(dad, id)).toEqual(['이제 우리끼리'])
    expect(textsOf(kim, id)).toEqual([])
    const [block] = feedOf(mum, mum)
    expect(roomOf(kim, id).keyring.epochs()).not.toContain(block!.epoch)
  })
})

describe('a guest who is asked for a key', () => {
  it('[KEY-5] [GOV-15] hands out none: nobody would count it as out', async () => {
    const village = new Village()
    const [mum, dad, sis] = [village.person('엄마'), village.person('아빠'), village.person('언니')]
    for (const each of [dad, sis]) await village.pair(mum, each)
    const id = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, sis.account] }))
    await village.pass()
    const asked = (): boolean => {
      const { acts, keyring } = roomOf(dad, id)
      return roomOf(dad, id).govern(() => acts.grant(sis.messenger.me().device, keyring.epochs()))
    }
    for (const role of [1, 0] as const) {
      expectOk(mum.messenger.act(id, { act: 'role', account: dad.account, role }))
      await village.pass()
      const before = roomOf(dad, id).log.size
      expect(asked()).toBe(false)
      expect(roomOf(dad, id).log.size).toBe(before)
    }
    expectOk(mum.messenger.act(id, { act: 'role', account: dad.account, role: 2 }))
    await village.pass()
    expect(asked()).toBe(true)
  })
})

describe('an epoch', () => {
  it('[KEY-7] is written in for thirty days; a millisecond later the next writer makes another', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const id = expectOk(mum.messenger.createRoom({ name: '우리집', members: [dad.account] }))
    await village.pass()
    const epochs = () => mum.messenger.roomBook.byId(id)?.state.epochs ?? []
    const [first, ...none] = epochs()
    if (first === undefined) throw new Error('made with the room')
    expect(none).toEqual([])
    village.clock.skew(first.t + RESOURCE.EPOCH_AGE_MS - village.clock.now())
    expectOk(mum.messenger.send(id, ['하나']))
    expect(epochs()).toEqual([first])
    village.clock.skew(1)
    expectOk(dad.messenger.send(id, ['둘']))
    await village.pass(20_000)
    expect(epochs().map(({ n }) => n)).toEqual([first.n, first.n + 1])
    expectOk(mum.messenger.send(id, ['셋']))
    await village.pass()
    expect(epochs()).toHaveLength(2)
    for (const who of [mum, dad]) expect(textsOf(who, id)).toEqual(['하나', '둘', '셋'])
    expect(new Set(feedOf(dad, mum).map(({ epoch }) => epoch)).size).toBe(2)
  })
})

describe('a device that has written all the governance it may', () => {
  it('[GOV-12] is told so, and goes on talking; what it wrote before counts everywhere', async () => {
    const village = new Village()
    const [mum, dad, shop] = [village.person('엄마'), village.person('아빠'), village.person('치킨집')]
    for (const each of [dad, shop]) await village.pair(mum, each)
    const id = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account] }))
    await village.pass()
    const room = mum.messenger.roomBook.byId(id)
    if (room === undefined) throw new Error('made above')
    const device = mum.messenger.me().device
    const [epoch] = room.keyring.epochs()
    room.govern(() => {
      while (room.log.count(device) < INTRINSIC.GOV_OPS_PER_DEVICE - 2)
        room.log.write(epoch!, [{ type: 'set', key: 'colour', value: 'red' }])
    })
    expectOk(mum.messenger.renameRoom(id, '마지막 이름'))
    expect(mum.messenger.renameRoom(id, '한 번 더')).toEqual({ ok: false, code: 'TOO_MANY' })
    expect(mum.messenger.act(id, { act: 'add', account: shop.account })).toEqual({ ok: false, code: 'TOO_MANY' })
    expectOk(mum.messenger.send(id, ['그래도 말은 해요']))
    await village.pass(30_000)
    expect(dad.messenger.rooms().find((each) => each.room === id)?.name).toBe('마지막 이름')
    expect(textsOf(dad, id)).toEqual(['그래도 말은 해요'])
    expect(room.log.count(device)).toBeLessThanOrEqual(INTRINSIC.GOV_OPS_PER_DEVICE)
    // Nor does an old key silence it: others change it when they write (KEY-7).
    village.clock.skew(30 * 86_400_000)
    expectOk(mum.messenger.send(id, ['한 달 뒤에도']))
    await village.pass(1000)
    expectOk(dad.messenger.send(id, ['새 열쇠로']))
    await village.pass(30_000)
    expect(textsOf(dad, id)).toEqual(['그래도 말은 해요', '한 달 뒤에도', '새 열쇠로'])
    expect(room.state.epochs).toHaveLength(2)
  })
})
