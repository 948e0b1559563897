/** The feeds of the rooms that are open, for those beside the timeline: search, pins, the split. */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { Feed } from './feed.ts'

const feeds = new Map<RoomId, Feed>()
type Listener = (messages: readonly MessageView[]) => void
const listeners = new Map<RoomId, Set<Listener>>()

export const openFeeds = {
  add(room: RoomId, feed: Feed): () => void {
    feeds.set(room, feed)
    const tell = () => {
      for (const listener of listeners.get(room) ?? []) listener(feed.store.getState().window.messages)
    }
    const end = feed.store.subscribe(tell)
    tell()
    return () => {
      end()
      if (feeds.get(room) === feed) feeds.delete(room)
    }
  },
}

/** False when the room is not open, or the message is not to be had. `mark`: the words it was found by. */
export async function jumpToMessage(room: RoomId, message: MessageId, mark?: string): Promise<boolean> {
  return (await feeds.get(room)?.jumpTo(message, mark)) ?? false
}

/** The first message of a day, or of the first day after it. */
export function jumpToTime(room: RoomId, at: number): void {
  void feeds.get(room)?.jumpToTime(at)
}

/** Tells what is held of a room now, and with each change. Returns what ends it. */
export function whenMessagesChange(room: RoomId, listener: Listener): () => void {
  const those = listeners.get(room) ?? new Set()
  listeners.set(room, those.add(listener))
  const feed = feeds.get(room)
  if (feed !== undefined) listener(feed.store.getState().window.messages)
  return () => {
    those.delete(listener)
    if (those.size === 0) listeners.delete(room)
  }
}
