/**
 * When the draft of the open room is kept and taken over: kept at once when the field, the room or the page is left, and as soon as the engine
 * is back; taken over when another page wrote it, but never in the middle of a syllable.
 */
import { type RefObject, useEffect, useRef } from 'react'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { useEngine } from '../engine/index.ts'
import type { RoomField } from './room-field.ts'

export function useKeeping(field: RoomField, { draft }: RoomSummary, area: RefObject<HTMLTextAreaElement | null>) {
  const isComposing = useRef(false)
  const isThere = useEngine(({ connection, host }) => connection.phase === 'open' && host?.phase === 'ready')

  useEffect(() => {
    if (!isComposing.current) field.heard(draft)
  }, [field, draft])

  useEffect(() => {
    if (isThere) void field.flush()
  }, [field, isThere])

  useEffect(() => {
    const leave = () => void field.flush()
    addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      field.stoppedTyping()
      void field.flush()
    }
  }, [field])

  useEffect(() => {
    // A finger would bring up the keyboard of the screen, and whoever is in a dialog stays there.
    if (!matchMedia('(pointer: coarse)').matches && document.querySelector('[role="dialog"]') === null) area.current?.focus()
  }, [area])

  return {
    onCompositionStart: () => {
      isComposing.current = true
    },
    onCompositionEnd: () => {
      isComposing.current = false
    },
    onBlur: () => {
      isComposing.current = false
      field.stoppedTyping()
      void field.flush()
    },
  }
}
