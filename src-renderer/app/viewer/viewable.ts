/** A picture or a film of a room, with who sent it and when. */
import type { MessageView, SharedFile } from '../../../shared/messenger/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { type Attached, filesOf, isPictured, keyOfFile } from '../attachments/index.ts'

export interface Viewable extends Attached {
  readonly who: string
  readonly at: number
}

/** Oldest first, as the messages are. */
export function viewablesOf(messages: readonly MessageView[]): readonly Viewable[] {
  return messages.flatMap((message) =>
    filesOf(message)
      .filter(isPictured)
      .map((file) => ({ ...file, who: message.author.name, at: message.time })),
  )
}

/** As the engine finds them, newest first; given back oldest first, those of one message in their own order. */
export function viewablesFrom(room: RoomId, shared: readonly SharedFile[]): readonly Viewable[] {
  const found = shared.flatMap(({ message, index, attachment, author, time }): readonly Viewable[] =>
    index === undefined || attachment === undefined ? [] : [{ room, message, index, view: attachment, who: author.name, at: time }],
  )
  return found.toSorted((a, b) => a.at - b.at || (a.message === b.message ? a.index - b.index : 0))
}

/** One after another without a gap; what both have stands once. */
export function joined(older: readonly Viewable[], newer: readonly Viewable[]): readonly Viewable[] {
  const known = new Set(newer.map(keyOfFile))
  return [...older.filter((each) => !known.has(keyOfFile(each))), ...newer]
}
