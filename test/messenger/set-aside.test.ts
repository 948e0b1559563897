import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

const roomOf = ({ messenger }: Villager, room: RoomId) => messenger.roomBook.byId(room)

describe('words beyond a cut, and keys one does not have', () => {
  it('[FEED-10] [P2] who was made a reader, and may write again, is heard by all', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const room = expectOk(mum.messenger.createRoom({ name: '우리집', members: [dad.account] }))
    await village.pass()
    expectOk(dad.messenger.send(room, ['들려요']))
    await village.pass()
    village.partition([mum], [dad])
    expectOk(dad.messenger.send(room, ['안 들려요']))
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 0 }))
    village.network.heal()
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['들려요'])
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 2 }))
    await village.pass()
    expectOk(dad.messenger.send(room, ['다시 왔어요']))
    await village.pass()
    for (const each of [mum, dad]) {
      expect(textsOf(each, room)).toEqual(['들려요', '다시 왔어요'])
      each.messenger.rebuild()
      expect(textsOf(each, room)).toEqual(['들려요', '다시 왔어요'])
      // His device is the one that everybody knew.
      const acts = expectOk(each.messenger.messages(room, { system: true })).flatMap(({ system }) => system?.act ?? [])
      expect(acts).toEqual(['create', 'admit', 'limit', 'raise'])
    }
  })

  it('[SNAP-5] [GOV-14] a snapshot one cannot read tells what it stands for all the same, so nothing after it is missed', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const room = expectOk(mum.messenger.createRoom({ name: '우리집' }))
    roomOf(mum, room)?.act([{ type: 'set', key: 'history', value: 'none' }])
    const before = expectOk(mum.messenger.send(room, ['아빠 오기 전', '그때 이야기']))
    expectOk(mum.messenger.act(room, { act: 'add', account: dad.account }))
    // Each erasure is a snapshot in the segment of the old key, and the second one replaces the first: a seq that nobody has any more.
    for (const message of before) {
      expectOk(mum.messenger.send(room, ['어서 와']))
      expectOk(mum.messenger.delete(message))
      expectOk(mum.messenger.send(room, ['밥 먹자']))
    }
    await village.pass()
    const said = ['어서 와', '밥 먹자', '어서 와', '밥 먹자']
    expect(textsOf(dad, room).filter((text) => text !== undefined)).toEqual(said)
    expect(textsOf(mum, room).filter((text) => text !== undefined)).toEqual(said)
  })

  it('[GOV-11] [P1] [P2] what somebody wrote whose admission came to nothing is seen by nobody', async () => {
    const village = new Village()
    const [mum, dad, kim, shop] = [village.person('엄마'), village.person('아빠'), village.person('옆집'), village.person('가게')]
    for (const each of [dad, kim]) await village.pair(mum, each)
    for (const each of [kim, shop]) await village.pair(dad, each)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, kim.account] }))
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 3 }))
    await village.pass()
    village.partition([mum], [dad, kim, shop])
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    expectOk(dad.messenger.act(room, { act: 'add', account: shop.account }))
    await village.pass()
    expectOk(shop.messenger.send(room, ['어서 오세요']))
    await village.pass()
    expect(textsOf(kim, room)).toEqual(['어서 오세요'])
    village.network.heal()
    await village.pass(20_000)
    for (const each of [mum, kim]) {
      expect(textsOf(each, room)).toEqual([])
      each.messenger.rebuild()
      expect(textsOf(each, room)).toEqual([])
    }
  })
})
