/** What the person did with conversations: how far he read, how they are listed, what he typed and did not send. */
import { tuple, uint, id } from '../../codec/index.ts'
import { type AccountId, type RoomId, parseId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { compareCursor } from '../../rooms/timeline/index.ts'
import type { RoomKey } from '../../store/index.ts'
import type { NotedRoom, RoomNotes } from '../room-notes.ts'
import type { Rooms } from '../rooms.ts'
import type { OwnSource } from './own-state.ts'

const NOTHING = new Uint8Array(0)
/** A conversation with somebody is his, whichever of two rooms it is in (GOV-17). */
const WITH = '@'

const position = tuple(uint(), uint({ max: INTRINSIC.TIME_COUNTER }), id('message'))

export type RoomItem = 'read' | 'prefs' | 'draft'

/** The items of a room of these sorts. */
export function roomItems(rooms: Rooms, key: RoomKey, sorts: readonly RoomItem[]): readonly string[] {
  const record = rooms.registry.get(key)
  if (record?.room === undefined || record.kind === 'self') return []
  const noted = record.kind === 'direct' && record.peer !== undefined ? `${WITH}${record.peer}` : record.room
  return sorts.map((sort) => (sort === 'read' ? `read/${record.room}` : `${sort}/${noted}`))
}

export function roomSource(rooms: Rooms, notes: RoomNotes): OwnSource {
  return {
    owns: (item) => item.startsWith('read/') || item.startsWith('prefs/') || item.startsWith('draft/'),
    // Reading only ever moves on.
    isJoined: (item) => item.startsWith('read/'),
    names: () => rooms.registry.keys().flatMap((key) => roomItems(rooms, key, ['read', 'prefs', 'draft'])),
    read(item) {
      if (item.startsWith('read/')) {
        const read = recordOf(rooms, item)?.read
        return read === undefined ? NOTHING : position.encode(read)
      }
      const noted = notedIn(rooms, item)
      return noted === undefined ? NOTHING : notes.encoded(item.startsWith('draft/') ? 'draft' : 'preferences', noted)
    },
    write(item, value) {
      if (item.startsWith('read/')) return moveOn(rooms, item, value)
      const noted = notedIn(rooms, item)
      if (noted !== undefined) notes.adopt(item.startsWith('draft/') ? 'draft' : 'preferences', noted, value)
      return noted !== undefined
    },
  }
}

function moveOn(rooms: Rooms, item: string, value: Uint8Array): boolean {
  const room = roomIn(item)
  const key = room === undefined ? undefined : rooms.registry.byId(room)
  const read = position.decode(value)
  if (!read.ok) return true
  if (key === undefined) return false
  const [t, c, message] = read.value
  const before = rooms.registry.get(key)?.read
  const isNews = before === undefined || compareCursor({ t: before[0], c: before[1], id: before[2] }, { t, c, id: message }) < 0
  if (isNews) rooms.get(key)?.markRead({ t, c, id: message })
  return true
}

function recordOf(rooms: Rooms, item: string) {
  const room = roomIn(item)
  const key = room === undefined ? undefined : rooms.registry.byId(room)
  return key === undefined ? undefined : rooms.registry.get(key)
}

function roomIn(item: string): RoomId | undefined {
  return parseId('room', item.slice(item.indexOf('/') + 1))
}

function notedIn(rooms: Rooms, item: string): NotedRoom | undefined {
  const of = item.slice(item.indexOf('/') + 1)
  if (of.startsWith(WITH)) {
    const peer: AccountId | undefined = parseId('account', of.slice(WITH.length))
    return peer === undefined ? undefined : { key: 0, peer }
  }
  const room = roomIn(item)
  const key = room === undefined ? undefined : rooms.registry.byId(room)
  return key === undefined ? undefined : { key, peer: undefined }
}
