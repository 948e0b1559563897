/** What every row and picture of the page needs and none of them makes. */
import { createContext, useContext } from 'react'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import type { FileActs } from './use-file-acts.ts'

export interface SharedFrame {
  readonly acts: Pick<FileActs, 'get' | 'pause' | 'save' | 'remove'>
  /** Over the whole window. */
  readonly show: (item: SharedFile) => void
  readonly toMessage: (item: SharedFile) => void
  /** Keys of the cell that Tab leads to. */
  readonly stop: string | undefined
}

const Frame = createContext<SharedFrame | undefined>(undefined)
export const SharedProvider = Frame.Provider

export function useSharedFrame(): SharedFrame {
  const frame = useContext(Frame)
  if (frame === undefined) throw new Error('outside of the page of shared files')
  return frame
}
