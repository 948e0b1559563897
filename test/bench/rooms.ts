/** Looking at what is there: a long room at its end, a word in all messages; and whether that stays the same as a room grows. */
import type { RoomId } from '../../shared/ids/index.ts'
import { RARE_WORD, fillRoom, settle, textOf, valueOf } from './fill.ts'
import { median } from './measure.ts'
import { openPeer } from './peer.ts'

const SENDS = 40
const SEARCHES = 9

/** Milliseconds. */
export interface RoomTimes {
  /** From a closed database to a list of rooms, in a process that runs already. */
  readonly startMs: number
  /** The newest page of a room not opened before. */
  readonly openMs: number
  readonly sendMs: number
  /** A word in one of a thousand messages, the first time and after. */
  readonly firstSearchMs: number
  readonly searchMs: number
}

/** A device in `dir` alone in one room, with that many messages in it. */
export async function fillAlone(dir: string, from: number, until: number): Promise<void> {
  const peer = openPeer(dir, '엄마')
  const held = peer.messenger.rooms()[0]?.room
  const room: RoomId = held ?? valueOf(peer.messenger.createRoom({ name: '긴 방' }))
  fillRoom(peer, room, until - from, from)
  await settle()
  peer.store.indexNow()
  await peer.close()
}

export async function measureRooms(dir: string): Promise<RoomTimes> {
  const beforeStart = performance.now()
  const peer = openPeer(dir, '')
  const [room] = peer.messenger.rooms()
  const startMs = performance.now() - beforeStart
  if (room === undefined) throw new Error('no room')
  const beforeOpen = performance.now()
  valueOf(peer.messenger.messages(room.room, { limit: 50 }))
  const openMs = performance.now() - beforeOpen
  const searches = Array.from({ length: SEARCHES }, () => timed(() => peer.messenger.search(RARE_WORD)))
  const sends: number[] = []
  for (let at = 0; at < SENDS; at++) {
    sends.push(timed(() => valueOf(peer.messenger.send(room.room, [textOf(at)]))))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await peer.close()
  return { startMs, openMs, sendMs: median(sends), firstSearchMs: searches[0] ?? Number.NaN, searchMs: median(searches.slice(1)) }
}

function timed(work: () => unknown): number {
  const started = performance.now()
  work()
  return performance.now() - started
}
