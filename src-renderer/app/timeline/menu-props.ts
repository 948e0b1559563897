/** What the menu of a message is about. */
import type { MessageView } from '../../../shared/messenger/index.ts'

export interface MessageMenuProps {
  readonly message: MessageView
  /** Words that were marked, and the link that was pressed. */
  readonly marked?: string | undefined
  readonly link?: string | undefined
  /** The place of the file that was pressed. */
  readonly file?: number | undefined
  /** Where a surface that is opened from here points to. */
  readonly anchor: Element | undefined
}
