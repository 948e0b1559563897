/**
 * Whether this browser lets the page show notifications. Asked for only when a person presses the button in the settings. Undefined where
 * there is nothing to ask for: in our own window, which shows its own, and in a page that came over an address browsers do not trust.
 */
import { useSyncExternalStore } from 'react'
import { platform } from '../../platform/index.ts'

const isUsable = platform.kind === 'browser' && isSecureContext && 'Notification' in window
const listeners = new Set<() => void>()

export function noticePermission(): NotificationPermission | undefined {
  return isUsable ? Notification.permission : undefined
}

export function useNoticePermission(): NotificationPermission | undefined {
  return useSyncExternalStore(subscribe, noticePermission)
}

export async function askForNotices(): Promise<void> {
  if (!isUsable) return
  await Notification.requestPermission()
  for (const listener of listeners) listener()
}

/** Also hears of what is changed in the browser's own settings. */
function subscribe(changed: () => void): () => void {
  listeners.add(changed)
  const watching = new AbortController()
  if (isUsable) void listen(changed, watching.signal)
  return () => {
    listeners.delete(changed)
    watching.abort()
  }
}

async function listen(changed: () => void, signal: AbortSignal): Promise<void> {
  try {
    const status = await navigator.permissions.query({ name: 'notifications' })
    status.addEventListener('change', changed, { signal })
  } catch {
    // A browser that cannot be asked tells nothing of changes; what is true now is shown all the same.
  }
}
