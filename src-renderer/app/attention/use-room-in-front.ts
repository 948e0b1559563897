/** The room a person can be looking at: open, in a page that is visible and has the focus. About that one nobody needs to be told. */
import { useSyncExternalStore } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import { useRoute } from '../route/index.ts'

export function useRoomInFront(): RoomId | undefined {
  const route = useRoute()
  const isInFront = useSyncExternalStore(subscribe, isPageInFront)
  return isInFront && route.page === 'rooms' ? route.room : undefined
}

function isPageInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

function subscribe(changed: () => void): () => void {
  addEventListener('focus', changed)
  addEventListener('blur', changed)
  document.addEventListener('visibilitychange', changed)
  return () => {
    removeEventListener('focus', changed)
    removeEventListener('blur', changed)
    document.removeEventListener('visibilitychange', changed)
  }
}
