/**
 * Tells the engine how far this person has read: only what really stood on the screen, and only while the window is in front of the person.
 * Somebody who looks away has not read.
 */
import { useCallback, useEffect, useRef } from 'react'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { call } from '../engine/index.ts'

const GATHER_MS = 250

export function isWatching(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus()
}

/** `newestSeen`: the newest message in sight. What is returned is to be called whenever that may have changed. */
export function useReading(room: RoomId, newestSeen: () => { readonly id: MessageId; readonly time: number } | undefined): () => void {
  const look = useRef(newestSeen)
  useEffect(() => {
    look.current = newestSeen
  })
  const told = useRef<{ readonly room: RoomId; readonly id: MessageId; readonly time: number }>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const tell = useCallback(() => {
    timer.current = undefined
    const seen = isWatching() ? look.current() : undefined
    const before = told.current?.room === room ? told.current : undefined
    // Several messages may be of one moment: which of them is newer the engine knows, and it never goes back.
    if (seen === undefined || (before !== undefined && (before.id === seen.id || before.time > seen.time))) return
    told.current = { room, ...seen }
    void call('messages.markRead', { room, upTo: seen.id }).then((answer) => {
      if (!answer.ok) told.current = undefined
    })
  }, [room])
  const soon = useCallback(() => {
    timer.current ??= setTimeout(tell, GATHER_MS)
  }, [tell])

  useEffect(() => {
    addEventListener('focus', soon)
    document.addEventListener('visibilitychange', soon)
    return () => {
      removeEventListener('focus', soon)
      document.removeEventListener('visibilitychange', soon)
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [soon])
  return soon
}
