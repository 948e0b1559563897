/** When the door of an open house is locked: by its key, or after so long without a touch in any page of this browser or window. */
import { useEffect } from 'react'
import { platform } from '../../platform/index.ts'
import { closeToast } from '../../ui/index.ts'
import { lockHouse, onLocked, useEngine } from '../engine/index.ts'
import { useKeys } from '../keys/index.ts'
import { go } from '../route/index.ts'
import { watchIdleness } from './idle-watch.ts'

const MINUTE_MS = 60_000
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
/** Pages of one house in one browser tell each other that somebody is there, at most so often. */
const CHANNEL = 'sarangbang-touched'
const TELL_MS = 5_000
const TRY_AGAIN_MS = 2_000

// What was said in passing may name somebody.
onLocked(() => closeToast())

export function useLock(): void {
  const isProtected = useEngine(({ status }) => status?.protection === 'passphrase')
  const minutes = useEngine(({ settings }) => (isProtected ? (settings?.lockAfterMinutes ?? 0) : 0))
  // A browser keeps its key for the address bar until there is something to lock.
  useKeys(isProtected || platform.kind === 'desktop' ? { lock: () => void lockNow() } : {})
  useEffect(() => (minutes > 0 ? lockWhenIdle(minutes * MINUTE_MS) : undefined), [minutes])
}

/** Until the engine has heard of it, also when it cannot be reached just now. */
async function lockSurely(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await lockHouse()
    if (answer.ok || answer.error.code === 'NOT_READY') return
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
  }
}

/** Without a passphrase there is nothing to lock with; the settings are where one is made. */
export async function lockNow(): Promise<void> {
  const answer = await lockHouse()
  if (!answer.ok && answer.error.code === 'NOT_READY') go({ page: 'settings', section: 'lock' })
}

function lockWhenIdle(limitMs: number): () => void {
  const ended = new AbortController()
  const watch = watchIdleness(limitMs, {
    now: Date.now,
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    idle: () => void lockSurely(ended.signal),
  })
  const channel = new BroadcastChannel(CHANNEL)
  let toldAt = 0
  const touched = () => {
    watch.touched()
    if (Date.now() - toldAt < TELL_MS) return
    toldAt = Date.now()
    channel.postMessage(null)
  }
  channel.addEventListener('message', watch.touched)
  for (const touch of TOUCHES) addEventListener(touch, touched, { capture: true, passive: true, signal: ended.signal })
  document.addEventListener('visibilitychange', watch.look, { signal: ended.signal })
  addEventListener('focus', watch.look, { signal: ended.signal })
  return () => {
    ended.abort()
    channel.close()
    watch.stop()
  }
}
