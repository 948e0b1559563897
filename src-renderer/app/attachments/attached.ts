/** A file of a message, named as the engine wants it named: by the message that lets somebody have it, and its place there. */
import { type MessageId, parseId, type RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'

export interface Attached {
  readonly room: RoomId
  readonly message: MessageId
  readonly index: number
  readonly view: MessageView['attachments'][number]
}

/** The same wherever that file of that message is shown. */
export function keyOfFile({ message, index }: Pick<Attached, 'message' | 'index'>): string {
  return `${message}/${index}`
}

/** None of what was deleted or put out of sight, nor of a line of the room itself. */
export function filesOf({ id, room, attachments, deleted, hidden, system }: MessageView): readonly Attached[] {
  const message = system === undefined && !deleted && !hidden ? parseId('message', id) : undefined
  return message === undefined ? [] : attachments.map((view, index) => ({ room, message, index, view }))
}

/** Pictures and films stand together in one frame. */
export function isPictured({ view: { sort } }: Attached): boolean {
  return sort === 'photo' || sort === 'video'
}
