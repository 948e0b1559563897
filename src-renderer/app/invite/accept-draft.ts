/** What stands in the field of the accept dialog: kept while the window is locked or somewhere else, so that nothing pasted is lost. */
import { create } from 'zustand'

interface AcceptDraft {
  readonly text: string
  /** Read by this computer's camera, right now. */
  readonly isScanned: boolean
}

const NOTHING: AcceptDraft = { text: '', isScanned: false }
const store = create<AcceptDraft>(() => NOTHING)

export function useAcceptDraft(): AcceptDraft {
  return store()
}

export function setAcceptDraft(text: string, isScanned = false): void {
  store.setState({ text, isScanned })
}

export function clearAcceptDraft(): void {
  store.setState(NOTHING)
}
