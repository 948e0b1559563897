/** The feeds of the rooms that are open, for those beside the timeline who need a message of it: the composer edits the last own one. */
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import type { Feed } from './feed.ts'
import { isMessage } from './window.ts'

const feeds = new Map<RoomId, Feed>()

export const openFeeds = {
  add(room: RoomId, feed: Feed): () => void {
    feeds.set(room, feed)
    return () => {
      if (feeds.get(room) === feed) feeds.delete(room)
    }
  },
}

/** The newest own message that can still be edited, when the newest ones are held. */
export function lastOwnMessage(room: RoomId): MessageView | undefined {
  const window = feeds.get(room)?.store.getState().window
  if (window === undefined || window.hasNewer) return undefined
  return window.messages.findLast(
    (message) => isMessage(message) && message.delivery.state !== 'received' && !message.deleted && message.text !== undefined,
  )
}

/** False when the room is not open, or the message is not to be had. `mark`: the words it was found by. */
export async function jumpToMessage(room: RoomId, message: MessageId, mark?: string): Promise<boolean> {
  return (await feeds.get(room)?.jumpTo(message, mark)) ?? false
}

/** The first message of a day, or of the first day after it. */
export function jumpToTime(room: RoomId, at: number): void {
  void feeds.get(room)?.jumpToTime(at)
}
