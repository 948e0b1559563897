/** How far the first minutes have come. Kept outside the components: with the second step the profile is there, and the door would open. */
import { create } from 'zustand'

export type Stage = 'language' | 'name' | 'words' | 'check' | 'done' | 'restore' | 'backup' | 'link'

interface FirstRunState {
  /** Undefined: nobody is being settled in. */
  readonly stage: Stage | undefined
  readonly words: readonly string[]
}

const store = create<FirstRunState>(() => ({ stage: undefined, words: [] }))

export function useFirstRun<T>(select: (state: FirstRunState) => T): T {
  return store(select)
}

export function toStage(stage: Stage | undefined): void {
  // The words leave the page's memory with the steps that show them.
  const isShown = stage === 'words' || stage === 'check'
  store.setState(isShown ? { stage } : { stage, words: [] })
}

export function showWords(words: readonly string[]): void {
  store.setState({ stage: 'words', words })
}
