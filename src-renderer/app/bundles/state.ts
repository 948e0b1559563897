/** Which of the two tasks by hand is open, from wherever it was asked for: putting messages into a file, or reading files. */
import { createStore } from 'zustand/vanilla'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'

export type PutTarget =
  | { readonly to: 'room'; readonly room: RoomId; readonly name: string }
  | { readonly to: 'contact'; readonly account: AccountId; readonly name: string }
  | { readonly to: 'all' }

export type ByHand =
  | { readonly task: 'write'; readonly target: PutTarget }
  | { readonly task: 'read'; readonly files: readonly File[] }
  | undefined

export const byHand = createStore<{ readonly open: ByHand }>(() => ({ open: undefined }))

export function putOnUsb(target: PutTarget): void {
  byHand.setState({ open: { task: 'write', target } })
}

/** Of a file dialog or a drop; none: nothing happens. */
export function readFiles(files: Iterable<File>): void {
  const chosen = [...files]
  if (chosen.length > 0) byHand.setState({ open: { task: 'read', files: chosen } })
}

export function closeByHand(): void {
  byHand.setState({ open: undefined })
}
