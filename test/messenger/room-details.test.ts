/** What is said of a room itself: title, description, picture, and who is let in how; and how it is listed. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import type { Picture, RoomDetails, RoomSummary } from '../../shared/messenger/index.ts'
import { RoomRegistry } from '../../shared/messenger/room/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { dataUrlOf, pngOf } from '../harness/pictures.ts'
import { Village, type Villager } from '../harness/village.ts'

const PICTURE: Picture = dataUrlOf(pngOf(600))

let village: Village
let mum: Villager
let dad: Villager
let room: RoomId

beforeEach(async () => {
  village = new Village()
  mum = village.person('엄마')
  dad = village.person('아빠')
  await village.pair(mum, dad)
  room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
  await village.pass()
})

function listed(who: Villager, id: RoomId = room): RoomSummary {
  const found = who.messenger.rooms().find((each) => each.room === id)
  if (found === undefined) throw new Error('it is listed')
  return found
}

function detailsOf(who: Villager): RoomDetails {
  return expectOk(who.messenger.roomDetails(room))
}

describe('the details of a room', () => {
  it('are those of a new one until somebody changes them', () => {
    const usual = { title: '우리 집', description: '', picture: undefined, history: 'epoch', door: 'open', inviters: 2 }
    expect(detailsOf(dad)).toEqual(usual)
  })

  it('[GOV-19] reach everybody, in one act, and stand in the list and the timeline', async () => {
    const changes = { title: ' 큰집 ', description: '명절에 모여요', picture: PICTURE, history: 'all', door: 'ask', inviters: 3 } as const
    expectOk(mum.messenger.changeRoom(room, changes))
    await village.pass()
    expect(detailsOf(dad)).toEqual({ ...changes, title: '큰집' })
    expect(listed(dad)).toMatchObject({ name: '큰집', description: '명절에 모여요', picture: PICTURE })
    const lines = expectOk(dad.messenger.messages(room, { system: true })).map(({ system }) => system?.act)
    expect(lines).toEqual(['create', 'admit', 'rename', 'describe', 'picture', 'set', 'set', 'set'])
    expect(listed(dad).last).toMatchObject({ kind: 'system', own: false, name: '엄마', system: { act: 'set', by: { name: '엄마' } } })
  })

  it('[GOV-19] a picture is taken away again', async () => {
    expectOk(mum.messenger.changeRoom(room, { picture: PICTURE }))
    expectOk(mum.messenger.changeRoom(room, { picture: null }))
    await village.pass()
    expect(detailsOf(dad).picture).toBeUndefined()
    expect(listed(dad).picture).toBeUndefined()
  })

  it('[GOV-12] what is so already is not written again', () => {
    expectOk(mum.messenger.changeRoom(room, { description: '하나', picture: PICTURE }))
    const { size } = mum.messenger.roomBook.byId(room)!.log
    expectOk(mum.messenger.changeRoom(room, { title: '우리 집', description: '하나', picture: PICTURE }))
    expectOk(mum.messenger.changeRoom(room, {}))
    expect(mum.messenger.roomBook.byId(room)!.log.size).toBe(size)
  })

  it('what is no picture, or too much of something, is refused and nothing is written', () => {
    const { size } = mum.messenger.roomBook.byId(room)!.log
    const largest = dataUrlOf(pngOf(INTRINSIC.PICTURE_BYTES))
    const refused = [
      [{ picture: dataUrlOf(pngOf(INTRINSIC.PICTURE_BYTES + 1)) }, 'PICTURE_TOO_LARGE'],
      [{ picture: dataUrlOf(pngOf(600, INTRINSIC.PICTURE_SIDE_PIXELS + 1)) }, 'PICTURE_TOO_LARGE'],
      [{ picture: dataUrlOf(new Uint8Array(64)) }, 'BAD_PICTURE'],
      [{ picture: 'https://example.org/a.png' }, 'BAD_PICTURE'],
      [{ title: ' ' }, 'EMPTY'],
      [{ title: 'ㄱ'.repeat(INTRINSIC.TITLE_CHARACTERS + 1) }, 'TOO_LONG'],
      [{ title: '새 이름', description: 'ㄱ'.repeat(INTRINSIC.DESCRIPTION_CHARACTERS + 1) }, 'TOO_LONG'],
      [{ inviters: 1 }, 'OUT_OF_RANGE'],
    ] as const
    for (const [changes, code] of refused) expect(mum.messenger.changeRoom(room, changes)).toEqual({ ok: false, code })
    expect(mum.messenger.roomBook.byId(room)!.log.size).toBe(size)
    expectOk(mum.messenger.changeRoom(room, { picture: largest }))
    expect(detailsOf(mum).picture).toBe(largest)
  })

  it('[GOV-2] are for admins to change, and not of a room of two', () => {
    expect(dad.messenger.changeRoom(room, { description: '아빠 방' })).toEqual({ ok: false, code: 'FORBIDDEN' })
    const direct = expectOk(mum.messenger.directRoom(dad.account))
    expect(mum.messenger.changeRoom(direct, { description: '둘' })).toEqual({ ok: false, code: 'FORBIDDEN' })
  })

  it('[GOV-19] whatever else an admin of another version sets as picture shows none, and hurts nobody', async () => {
    for (const value of [pngOf(INTRINSIC.PICTURE_BYTES + 1), new Uint8Array(9), 'text', 7, new Map([['a', 1]])])
      expectOk(mum.messenger.roomBook.byId(room)!.act([{ type: 'set', key: 'picture', value }]))
    await village.pass()
    expect(dad.messenger.roomBook.byId(room)!.state.voided).toEqual([])
    expect(detailsOf(dad).picture).toBeUndefined()
    expectOk(mum.messenger.changeRoom(room, { picture: PICTURE }))
    await village.pass()
    expect(detailsOf(dad).picture).toBe(PICTURE)
  })
})

describe('the list of rooms', () => {
  it('shows as many faces as RESOURCE.FACES, the longest here first, oneself never', async () => {
    const others = ['첫째', '둘째', '셋째', '넷째'].map((name) => village.person(name))
    for (const other of others) {
      await village.pair(mum, other)
      expectOk(mum.messenger.act(room, { act: 'add', account: other.account }))
      await village.pass()
    }
    expect(listed(mum).faces.map(({ name }) => name)).toEqual(['아빠', '첫째', '둘째', '셋째'])
    expect(listed(mum).faces).toHaveLength(RESOURCE.FACES)
    // No contacts of his: their certificates call them so.
    expect(listed(dad).faces.map(({ name }) => name)).toEqual(['엄마', '첫째', '둘째', '셋째'])
  })

  it('says how many of the others are connected, and how the one of two is', async () => {
    const child = village.person('아이')
    await village.pair(mum, child)
    expectOk(mum.messenger.act(room, { act: 'add', account: child.account }))
    await village.pass(60_000)
    expect(listed(mum).reach).toEqual({ reached: 2, of: 2 })
    const direct = expectOk(mum.messenger.directRoom(dad.account))
    expect(listed(mum, direct)).toMatchObject({
      peer: dad.account,
      reach: { reached: 1, of: 1, peer: { reach: 'connected', name: '아빠' } },
    })
    village.partition([mum, child], [dad])
    await village.pass()
    expect(listed(mum).reach).toEqual({ reached: 1, of: 2 })
    expect(listed(dad).reach).toEqual({ reached: 0, of: 2 })
    expect(listed(mum, direct).reach).toMatchObject({ reached: 0, of: 1, peer: { account: dad.account } })
    expect(listed(mum, direct).reach.peer?.reach).not.toBe('connected')
    const members = expectOk(mum.messenger.members(room))
    expect(members.map(({ name, me, contact, reach }) => [name, me, contact, reach.reach === 'connected'])).toEqual([
      ['엄마', true, false, true],
      ['아빠', false, true, false],
      ['아이', false, true, true],
    ])
  })

  it('says of an own last message how far it has got, and of others’ whose it is', async () => {
    const [message] = expectOk(mum.messenger.send(room, ['밥 먹자']))
    expect(listed(mum).last).toMatchObject({ id: message, own: true, delivery: { state: 'queued', of: 1 }, system: undefined })
    await village.pass()
    expect(listed(mum).last).toMatchObject({ own: true, delivery: { state: 'delivered', delivered: 1 } })
    expect(listed(dad).last).toMatchObject({ id: message, own: false, name: '엄마', text: '밥 먹자', delivery: { state: 'received' } })
  })

  it('counts the unread messages that name this person, until they are read', async () => {
    const mentions = [{ account: dad.account, from: 0, to: 3 }]
    expectOk(mum.messenger.send(room, ['@아빠 저녁?'], { mentions }))
    expectOk(mum.messenger.send(room, ['다들 와요']))
    await village.pass()
    expect(listed(dad)).toMatchObject({ unread: 2, mentions: 1 })
    expect(listed(mum)).toMatchObject({ unread: 0, mentions: 0 })
    expectOk(dad.messenger.markRead(room))
    expect(listed(dad)).toMatchObject({ unread: 0, mentions: 0 })
  })

  it('bears the faces people gave themselves, where the room has no picture of its own', async () => {
    expectOk(mum.messenger.setPicture(PICTURE))
    await village.pass()
    const direct = expectOk(dad.messenger.directRoom(mum.account))
    expect(listed(dad, direct)).toMatchObject({ picture: PICTURE, faces: [{ name: '엄마', picture: undefined }] })
    expect(listed(dad)).toMatchObject({ picture: undefined, faces: [{ name: '엄마', picture: PICTURE }] })
    expect(expectOk(dad.messenger.members(room))[0]).toMatchObject({ name: '엄마', picture: PICTURE })
  })

  it('opens no room for it, and needs none opened to show faces, picture and description', async () => {
    expectOk(mum.messenger.changeRoom(room, { picture: PICTURE, description: '모여요' }))
    expectOk(dad.messenger.send(room, ['네']))
    await village.pass()
    const before = listed(mum)
    mum.messenger.stop()
    const again = village.personOn(mum.name, mum.store)
    expect(again.messenger.rooms().find((each) => each.room === room)).toEqual({ ...before, reach: { reached: 0, of: 1 } })
    expect(again.messenger.roomBook.opened()).toEqual([])
  })

  it('a room recorded by an earlier version is there, and filled when it opens', async () => {
    expectOk(mum.messenger.changeRoom(room, { picture: PICTURE, description: '모여요' }))
    const key = mum.messenger.roomBook.registry.byId(room)!
    mum.messenger.stop()
    const { description: _, picture: __, faces: ___, news: ____, ...earlier } = mum.messenger.roomBook.registry.get(key)!
    const name = String(key).padStart(8, '0')
    mum.store.values.delete('rooms', name)
    mum.store.values.delete('room-pictures', name)
    const registry = new RoomRegistry(mum.store)
    while (registry.add(earlier) !== key) registry.remove(key)
    expect(new RoomRegistry(mum.store).get(key)).toEqual(earlier)
    const again = village.personOn(mum.name, mum.store)
    expect(listed(again)).toMatchObject({ name: '우리 집', description: '', picture: undefined, faces: [] })
    await village.pass()
    expect(listed(again)).toMatchObject({ description: '모여요', picture: PICTURE, faces: [{ name: '아빠' }] })
  })
})
