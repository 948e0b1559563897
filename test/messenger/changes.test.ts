/** Edits and deletions have a way of their own to go: "erased on 3 of 4" (DLV-2). */
import { beforeEach, describe, expect, it } from 'vitest'
import { parseHeader } from '../../shared/feeds/block/index.ts'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { MessengerEvent } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, seenBy, textsOf } from '../harness/village.ts'

let village: Village
let mum: Villager
let others: readonly Villager[]
let room: RoomId
/** Hers, delivered to everybody. */
let message: MessageId

beforeEach(async () => {
  village = new Village()
  mum = village.person('엄마')
  others = ['아빠', '아이', '할머니', '치킨집'].map((name) => village.person(name))
  for (const each of others) await village.pair(mum, each)
  room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: others.map(({ account }) => account) }))
  await village.pass(10_000)
  message = send('여섯 시에 먹어요')
  await village.pass(10_000)
})

function send(text: string): MessageId {
  const [sent] = expectOk(mum.messenger.send(room, [text]))
  if (sent === undefined) throw new Error('one was sent')
  return sent
}

const viewOf = (id: MessageId) => expectOk(mum.messenger.message(id))
const [first, last] = [0, 3]
const other = (at: number): Villager => {
  const found = others[at]
  if (found === undefined) throw new Error('four were made')
  return found
}
/** The one who is away. */
const away = (): Villager => other(last)
const present = (): readonly Villager[] => [mum, ...others.slice(first, last)]

function listen(): readonly MessengerEvent[] {
  const told: MessengerEvent[] = []
  mum.messenger.subscribe((event) => {
    if (event.type === 'change' || event.type === 'delivery') told.push(event)
  })
  return told
}

describe('a message that was deleted for everyone', () => {
  it('[DLV-2] tells on how many it is erased, and whom that waits for, and why', async () => {
    expect(viewOf(message)).toMatchObject({ change: undefined, delivery: { state: 'delivered', delivered: 4 } })
    village.partition(present(), [away()])
    await village.pass(60_000)
    const told = listen()
    expectOk(mum.messenger.delete(message))
    expect(viewOf(message).change).toEqual({ kind: 'erased', state: 'queued', holders: 0, delivered: 0, of: 4 })
    await village.pass(10_000)
    expect(viewOf(message).change).toEqual({ kind: 'erased', state: 'delivered', holders: 3, delivered: 3, of: 4 })
    const trail = expectOk(mum.messenger.trail(message))
    expect(trail.waiting).toEqual([])
    const { code } = mum.messenger.status().contacts.find(({ account }) => account === away().account) ?? {}
    expect(code).toBeDefined()
    expect(trail.change).toMatchObject({ kind: 'erased', state: 'delivered', delivered: 3, of: 4 })
    expect(trail.change?.waiting).toMatchObject([{ account: away().account, name: '치킨집', code }])
    expect(trail.change?.holders.map(({ account }) => account).toSorted()).toEqual(
      others
        .slice(first, last)
        .map(({ account }) => account)
        .toSorted(),
    )

    village.network.heal()
    await village.pass(60_000)
    expect(textsOf(away(), room)).toEqual([undefined])
    expect(viewOf(message).change).toEqual({ kind: 'erased', state: 'delivered', holders: 4, delivered: 4, of: 4 })
    expect(told.at(-1)).toEqual({
      type: 'change',
      room,
      message,
      kind: 'erased',
      state: 'delivered',
      before: 'delivered',
      delivered: 4,
      of: 4,
    })
    expect(told.filter(({ type }) => type === 'delivery')).toEqual([])
  })

  it('[DLV-2] [DEL-1] is erased where the words are gone, not where they are only out of sight', async () => {
    // Another key: the deletion stands in another segment than the words.
    expectOk(mum.messenger.act(room, { act: 'remove', account: away().account }))
    send('할 말이 더 있어요')
    await village.pass(10_000)
    village.partition([mum], others)
    await village.pass(1000)
    expectOk(mum.messenger.delete(message))
    const device = mum.messenger.me().device
    const at = other(first).messenger.roomBook.byId(room)
    const mine = mum.messenger.roomBook.byId(room)
    if (at === undefined || mine === undefined) throw new Error('made above')
    const feed = mum.store.blocks.range(mine.core.key, device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    const [told, erasing] = feed.slice(-2)
    expect([told?.kind, erasing?.kind, told?.epoch === erasing?.epoch]).toEqual([1, 2, false])
    const say = (upTo: number): unknown => {
      mine.custody.acknowledge(other(first).messenger.me().device, [{ device, ranges: [[1, upTo]], head: told!.id }])
      return viewOf(message).change
    }
    expect(say(told!.seq)).toMatchObject({ kind: 'erased', state: 'queued', delivered: 0, of: 3 })
    expect(say(erasing!.seq)).toMatchObject({ kind: 'erased', state: 'delivered', delivered: 1, of: 3 })
  })

  it('[DLV-2] [SNAP-6] counts as erased with whoever comes back after the blocks of it were compacted away', async () => {
    village.partition(present(), [away()])
    expectOk(mum.messenger.delete(message))
    for (let at = 0; at < 250; at++) send(`${at}`)
    await village.pass(10_000)
    const key = mum.messenger.roomBook.byId(room)!.core.key
    const left = mum.store.blocks.range(key, mum.messenger.me().device, 1, 1, 100, Number.MAX_SAFE_INTEGER)
    expect(left).toEqual([])
    expect(viewOf(message).change).toMatchObject({ state: 'delivered', delivered: 3, of: 4 })
    expectOk(mum.messenger.rebuild())
    expect(viewOf(message).change).toMatchObject({ kind: 'erased', state: 'delivered', delivered: 3, of: 4 })
    village.network.heal()
    await village.pass(60_000)
    expect(seenBy(away(), room)).toMatchObject(seenBy(mum, room).map(({ id }) => ({ id })))
    expect(viewOf(message).change).toMatchObject({ kind: 'erased', state: 'delivered', delivered: 4, of: 4 })
  })
})

describe('a message that was edited', () => {
  it('[DLV-2] tells how far the newest edit is, while its own way stays as it was', async () => {
    expectOk(other(first).messenger.markRead(room, message))
    await village.pass(10_000)
    village.partition([mum], others)
    const told = listen()
    expectOk(mum.messenger.edit(message, '일곱 시에 먹어요'))
    await village.pass(10_000)
    expect(viewOf(message)).toMatchObject({
      delivery: { state: 'read', delivered: 4, read: 1 },
      change: { kind: 'edited', state: 'queued', holders: 0, delivered: 0, of: 4 },
    })
    expect(told).toEqual([])
    village.network.heal()
    await village.pass(60_000)
    expect(viewOf(message)).toMatchObject({
      delivery: { state: 'read', delivered: 4, read: 1 },
      change: { kind: 'edited', state: 'delivered', delivered: 4 },
    })
    expect(told[0]).toMatchObject({ type: 'change', message, kind: 'edited', state: 'delivered', before: 'queued' })
    village.partition([mum], others)
    expectOk(mum.messenger.edit(message, '여덟 시에 먹어요'))
    expect(viewOf(message).change).toMatchObject({ kind: 'edited', state: 'queued', delivered: 0 })
    expectOk(mum.messenger.delete(message))
    expect(viewOf(message).change).toMatchObject({ kind: 'erased', state: 'queued', delivered: 0 })
  })

  it('[DLV-2] is told of to its author alone', async () => {
    expectOk(mum.messenger.edit(message, '일곱 시에 먹어요'))
    await village.pass(10_000)
    const seen = expectOk(other(first).messenger.message(message))
    expect(seen).toMatchObject({ text: '일곱 시에 먹어요', change: undefined, delivery: { state: 'received' } })
    expect(expectOk(other(first).messenger.trail(message)).change).toBeUndefined()
  })

  it('[DLV-2] is watched again when the room is opened anew', async () => {
    village.partition([mum], others)
    expectOk(mum.messenger.edit(message, '일곱 시에 먹어요'))
    const deleted = send('이건 지워요')
    expectOk(mum.messenger.delete(deleted))
    mum.messenger.roomBook.reopen(mum.messenger.roomBook.byId(room)!.core.key)
    await village.pass(1000)
    const told = listen()
    village.network.heal()
    await village.pass(60_000)
    const arrived = told.flatMap((event) =>
      event.type === 'change' && event.delivered === 4 ? [[event.message, event.kind] as const] : [],
    )
    expect(new Map(arrived)).toEqual(
      new Map([
        [message, 'edited'],
        [deleted, 'erased'],
      ]),
    )
  })
})

describe('the snapshots that erase what an edit replaced', () => {
  it('[DLV-2] are noted up to a number, and the last of them still counts', () => {
    expectOk(mum.messenger.edit(message, '일곱 시에 먹어요'))
    const held = mum.messenger.roomBook.byId(room)
    const row = held?.core.store.messages.get(held.core.key, message)
    const end = held?.chains.of(mum.messenger.me().device).height ?? 0
    const [own] = held?.core.store.blocks.at(held.core.key, mum.messenger.me().device, 1, end) ?? []
    const header = own === undefined ? undefined : parseHeader(own.header)
    if (held === undefined || row === undefined || header?.ok !== true) throw new Error('she wrote there')
    const before = held.changes.of(row)?.erasing.length ?? 0
    for (let more = 1; more <= RESOURCE.ERASING_SNAPSHOTS; more++) {
      held.changes.erased(mum.account, { ...header.value, seq: end + more })
      expect(held.changes.of(row)?.erasing.length).toBe(Math.min(before + more, RESOURCE.ERASING_SNAPSHOTS))
    }
    expect(held.changes.of(row)?.erasing.at(-1)?.seq).toBe(end + RESOURCE.ERASING_SNAPSHOTS - before)
  })
})
