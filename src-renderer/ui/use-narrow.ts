/** Whether there is one pane: then what floats comes up from the bottom edge, and takes the whole attention while it is there. */
import { useSyncExternalStore } from 'react'

const narrow = '(max-width: 719px)'

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(narrow).matches)
}

function subscribe(tell: () => void): () => void {
  const query = matchMedia(narrow)
  query.addEventListener('change', tell)
  return () => query.removeEventListener('change', tell)
}
