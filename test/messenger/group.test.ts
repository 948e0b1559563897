import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOfTwo } from '../harness/room-of-two.ts'
import { type Village, type Villager, seenBy, textsOf } from '../harness/village.ts'

describe('a group', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let room: RoomId

  beforeEach(async () => {
    ;({ village, mum, dad, shop, room } = await roomOfTwo('우리 동네'))
  })

  it('reaches everybody who was in it from the start', async () => {
    expectOk(mum.messenger.send(room, ['여기 모여요']))
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['여기 모여요'])
    expect(dad.messenger.rooms().find((each) => each.room === room)).toMatchObject({ name: '우리 동네', unread: 1, members: 2 })
    expect(shop.messenger.rooms().some((each) => each.room === room)).toBe(false)
  })

  it('[GOV-13] lets an invited stranger in through any member, inviter or not', async () => {
    const { link } = expectOk(mum.messenger.inviteToRoom(room))
    await village.pass()
    village.partition([mum], [dad, shop])
    const accepting = shop.messenger.accept(link)
    await village.pass(60_000)
    village.network.heal()
    await village.pass()
    expectOk(await accepting)
    expectOk(shop.messenger.send(room, ['반반 되나요?']))
    await village.pass()
    expect(textsOf(mum, room)).toEqual(['반반 되나요?'])
    expect(textsOf(dad, room)).toEqual(['반반 되나요?'])
    expect(expectOk(dad.messenger.members(room)).map(({ name }) => name)).toContain('치킨집')
  })

  it('[KEY-3] a removed member cannot read on, and what he writes is refused', async () => {
    expectOk(mum.messenger.act(room, { act: 'add', account: shop.account }))
    await village.pass()
    expectOk(shop.messenger.send(room, ['안녕하세요']))
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['안녕하세요'])
    expectOk(mum.messenger.act(room, { act: 'remove', account: shop.account }))
    await village.pass()
    expectOk(mum.messenger.send(room, ['이제 우리끼리']))
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['안녕하세요', '이제 우리끼리'])
    expect(textsOf(shop, room)).toEqual(['안녕하세요'])
    expect(shop.messenger.send(room, ['저 아직 있어요']).ok).toBe(false)
    expect(shop.messenger.rooms().find((each) => each.room === room)).toMatchObject({ state: 'removed' })
  })

  it('[FEED-10] whoever was removed and is let in again writes on', async () => {
    expectOk(dad.messenger.send(room, ['하나']))
    await village.pass()
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    await village.pass()
    expect(dad.messenger.send(room, ['둘']).ok).toBe(false)
    expectOk(mum.messenger.act(room, { act: 'add', account: dad.account }))
    await village.pass()
    expectOk(dad.messenger.send(room, ['셋']))
    await village.pass()
    expect(textsOf(mum, room)).toEqual(['하나', '셋'])
    expect(textsOf(dad, room)).toEqual(['하나', '셋'])
  })

  it('[DEL-1] deletes for everyone, [MSG-3] edits, [MSG-4] reacts', async () => {
    const [first, second] = expectOk(mum.messenger.send(room, ['첫째 비밀', '김치찌개 끓였어']))
    if (first === undefined || second === undefined) throw new Error('two were sent')
    await village.pass()
    expectOk(dad.messenger.react(second, '👍', true))
    expectOk(mum.messenger.edit(second, '된장찌개 끓였어'))
    expectOk(mum.messenger.delete(first))
    await village.pass()
    for (const who of [mum, dad]) {
      expect(seenBy(who, room)).toMatchObject([
        { id: first, deleted: true, text: undefined },
        { id: second, text: '된장찌개 끓였어', reactions: [{ emoji: '👍', accounts: [dad.account] }] },
      ])
      expect(seenBy(who, room)[1]?.edited).toBeGreaterThan(0)
      expect(who.messenger.search('비밀')).toEqual([])
      expect(who.messenger.search('김치찌개')).toEqual([])
    }
    expect(dad.messenger.edit(second, '남의 말').ok).toBe(false)
    expect(dad.messenger.delete(second).ok).toBe(false)
  })

  it('[MSG-3] tells of a message once, and of what is done to it as changes', async () => {
    const told = new Map([mum, dad].map((who) => [who, [] as string[]]))
    for (const [who, events] of told) who.messenger.subscribe((event) => void (event.type.startsWith('message') && events.push(event.type)))
    const [id] = expectOk(dad.messenger.send(room, ['하나']))
    if (id === undefined) throw new Error('one was sent')
    await village.pass()
    for (const act of [() => dad.messenger.edit(id, '둘'), () => dad.messenger.edit(id, '셋'), () => dad.messenger.delete(id)]) {
      expectOk(act())
      await village.pass()
    }
    for (const events of told.values()) {
      expect(events[0]).toBe('message')
      expect(new Set(events.slice(1))).toEqual(new Set(['message-changed']))
    }
  })

  it('[SNAP-1] rolls over and compacts a long feed; a newcomer with all history reads it whole', async () => {
    for (let batch = 0; batch < 23; batch++) {
      expectOk(
        mum.messenger.send(
          room,
          Array.from({ length: 100 }, (_, at) => `글 ${batch * 100 + at}`),
        ),
      )
      expectOk(dad.messenger.send(room, [`아빠 ${batch}`]))
      await village.pass(1000)
    }
    await village.pass()
    expect(dad.messenger.search('글 2299')).toHaveLength(1)
    const key = mum.messenger.roomBook.registry.byId(room) ?? 0
    const kept = mum.store.blocks.range(key, mum.messenger.me().device, 1, 1, 1000, Number.MAX_SAFE_INTEGER)
    // 23 updates, of which the first two segments' are folded into their closing snapshots.
    expect(kept.filter(({ kind }) => kind === 2)).toHaveLength(2)
    expect(kept.length).toBeLessThan(10)
    expectOk(dad.messenger.rebuild())
    expect(dad.messenger.search('글 2299')).toHaveLength(1)
    expect(textsOf(dad, room).at(-1)).toBe(textsOf(mum, room).at(-1))
  })
})
