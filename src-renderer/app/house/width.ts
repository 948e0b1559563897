/** How much room there is (ui.md §5): one pane, two, or three. */
import { useSyncExternalStore } from 'react'

export type Width = 'narrow' | 'middle' | 'wide'

const middle = matchMedia('(min-width: 720px)')
const wide = matchMedia('(min-width: 1080px)')

export function useWidth(): Width {
  return useSyncExternalStore(subscribe, widthNow)
}

function widthNow(): Width {
  if (wide.matches) return 'wide'
  return middle.matches ? 'middle' : 'narrow'
}

function subscribe(changed: () => void): () => void {
  middle.addEventListener('change', changed)
  wide.addEventListener('change', changed)
  return () => {
    middle.removeEventListener('change', changed)
    wide.removeEventListener('change', changed)
  }
}
