/** What the details of a room are given. */
import type { ReactNode } from 'react'
import type { RoomSummary } from '../../../shared/messenger/index.ts'

export interface DetailsProps {
  readonly room: RoomSummary
  readonly onClose: () => void
  /** Opens the search in this room. */
  readonly onSearch: () => void
  /** The dialog that makes invitations into this room. */
  readonly invite: ((close: () => void) => ReactNode) | undefined
}
