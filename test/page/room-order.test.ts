/** Which rooms the list shows, and where the keys lead in it. */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import type { Messenger, RoomSummary } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'
import { archivedRooms, listedRooms, roomBeside } from '../../src-renderer/app/rooms/order.ts'

const summary = (messenger: Messenger, room: RoomId): readonly RoomSummary[] => messenger.rooms().filter((each) => each.room === room)

describe('a room with one person', () => {
  it('is listed once something was said, drafted or pinned, or while it is open', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    const { messenger } = mum
    const isListed = (here?: RoomId) => listedRooms(summary(messenger, room), here).length === 1
    expect(expectOk(messenger.directRoom(dad.account))).toBe(room)
    expect(isListed()).toBe(false)
    expect(isListed(room)).toBe(true)
    expectOk(messenger.saveDraft(room, { text: '아직' }))
    expect(isListed()).toBe(true)
    expectOk(messenger.saveDraft(room, null))
    expect(isListed()).toBe(false)
    expectOk(messenger.preferRoom(room, { pinned: true }))
    expect(isListed()).toBe(true)
    expectOk(messenger.preferRoom(room, { pinned: false }))
    expectOk(dad.messenger.send(expectOk(dad.messenger.directRoom(mum.account)), ['여보']))
    await village.pass()
    expect(isListed()).toBe(true)
    expectOk(messenger.preferRoom(room, { archived: true }))
    expect(isListed()).toBe(false)
    expect(archivedRooms(summary(messenger, room))).toHaveLength(1)
  })
})

it('a new group is listed before anything is said in it, pinned ones come first, and keys go from one to the next', () => {
  const { messenger } = new Village().person('엄마')
  const make = (name: string) => expectOk(messenger.createRoom({ name }))
  const [a, b, c] = [make('가'), make('나'), make('다')]
  expectOk(messenger.preferRoom(a, { pinned: true }))
  const listed = listedRooms(messenger.rooms())
  expect(listed[0]?.room).toBe(a)
  expect(new Set(listed.map(({ room }) => room))).toEqual(new Set([a, b, c]))
  expect(roomBeside(listed, a, 1, () => true)?.room).toBe(listed[1]?.room)
  expect(roomBeside(listed, a, -1, () => true)).toBeUndefined()
  expect(roomBeside(listed, undefined, -1, () => true)?.room).toBe(listed[2]?.room)
})
