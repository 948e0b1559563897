import type { RoomId } from '../../../shared/ids/index.ts'
import type { Attached } from '../attachments/index.ts'
import type { FileItem } from './shared-item.ts'

/** As the conversation has it. */
export function attachedOf(room: RoomId, { message, index, attachment }: FileItem): Attached {
  return { room, message, index, view: attachment }
}
