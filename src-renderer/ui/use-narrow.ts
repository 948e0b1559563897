/** Whether there is one pane: then what floats comes up from the bottom edge, and takes the whole attention while it is there. */
import { useSyncExternalStore } from 'react'

let query: MediaQueryList | undefined
const narrow = () => (query ??= matchMedia('(max-width: 719px)'))

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow().matches)
}

function subscribe(tell: () => void): () => void {
  narrow().addEventListener('change', tell)
  return () => narrow().removeEventListener('change', tell)
}
