/** Whether what happened meanwhile is open, from wherever it was asked for, and since when it is to be told. */
import { createStore } from 'zustand/vanilla'

export const digestOpen = createStore<{ readonly open: { readonly began: number | undefined } | undefined }>(() => ({ open: undefined }))

/** `began`: wall ms, when an outage began; absent: nobody knows of one. */
export function openDigest(began?: number): void {
  digestOpen.setState({ open: { began } })
}

export function closeDigest(): void {
  digestOpen.setState({ open: undefined })
}
