/** What every row and picture of the page needs and none of them makes. */
import { createContext, useContext } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import type { FileItem } from './shared-item.ts'
import type { SelectionActs } from './use-selection.ts'

export interface SharedFrame {
  readonly room: RoomId
  /** Over the whole window. */
  readonly show: (item: FileItem) => void
  readonly toMessage: (item: SharedFile) => void
  /** Keys of the cell that Tab leads to. */
  readonly stop: string | undefined
  readonly selection: SelectionActs
  /** The voice that is heard after one. */
  readonly nextVoice: (after: FileItem) => FileItem | undefined
}

const Frame = createContext<SharedFrame | undefined>(undefined)
export const SharedProvider = Frame.Provider

export function useSharedFrame(): SharedFrame {
  const frame = useContext(Frame)
  if (frame === undefined) throw new Error('outside of the page of shared files')
  return frame
}
