/** The one dialog that is open about files: who has one, removing or saving some, what is in a folder, in which map a place opens. */
import { create } from 'zustand'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { onLocked } from '../engine/index.ts'
import type { Attached } from './attached.ts'

export type FileSurface =
  | { readonly what: 'holders'; readonly file: Attached }
  | { readonly what: 'remove'; readonly files: readonly Attached[] }
  | { readonly what: 'folder'; readonly file: Attached }
  | { readonly what: 'save'; readonly files: readonly Attached[] }
  /** `name`: of the one that could run. */
  | { readonly what: 'risky'; readonly name: string; readonly onSave: () => void }
  | { readonly what: 'map'; readonly place: NonNullable<MessageView['place']> }

export const useFileSurface = create<{ readonly surface: FileSurface | undefined }>(() => ({ surface: undefined }))

export function openFileSurface(surface: FileSurface): void {
  useFileSurface.setState({ surface })
}

export function closeFileSurface(): void {
  useFileSurface.setState({ surface: undefined })
}

onLocked(closeFileSurface)
