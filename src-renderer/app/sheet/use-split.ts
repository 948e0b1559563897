/**
 * The split of a room as it is shown: after it has been known for 8 seconds, and for 4 seconds more once it healed, with how many of my
 * messages got through.
 */
import { useEffect, useMemo, useState } from 'react'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { onEvent } from '../engine/index.ts'
import { useMembers } from '../room/index.ts'
import { type Split, splitOf } from './split.ts'

const SHOWN_AFTER_MS = 8_000
const HEALED_MS = 4_000

export type ShownSplit =
  | { readonly phase: 'none' }
  | { readonly phase: 'split'; readonly split: Split }
  | { readonly phase: 'healed'; readonly split: Split; readonly delivered: number }

const NONE: ShownSplit = { phase: 'none' }

export function useSplit(room: RoomId): ShownSplit {
  const members = useMembers(room)
  const split = useMemo(() => splitOf(members, Date.now()), [members])
  const isSplit = split !== undefined
  const since = split?.since
  const [phase, setPhase] = useState<ShownSplit['phase']>('none')
  const [last, setLast] = useState<Split>()
  const [delivered, setDelivered] = useState<ReadonlySet<MessageId>>(new Set())

  useEffect(() => {
    if (split !== undefined) setLast(split)
  }, [split])
  useEffect(() => {
    if (isSplit && phase === 'healed') setPhase('split')
    if (!isSplit && phase === 'split') setPhase('healed')
    if (isSplit && phase === 'none') {
      const show = () => {
        setDelivered(new Set())
        setPhase('split')
      }
      // Known for long enough before the room was opened.
      const left = SHOWN_AFTER_MS - (Date.now() - (since ?? 0))
      if (left <= 0) return show()
      const timer = setTimeout(show, Math.min(left, SHOWN_AFTER_MS))
      return () => clearTimeout(timer)
    }
    if (!isSplit && phase === 'healed') {
      const timer = setTimeout(() => setPhase('none'), HEALED_MS)
      return () => clearTimeout(timer)
    }
    return undefined
  }, [isSplit, phase, since])
  useEffect(() => {
    if (phase === 'none') return undefined
    return onEvent((event) => {
      if (event.type !== 'delivery' || event.room !== room || !isThrough(event.state) || isThrough(event.before)) return
      setDelivered((before) => new Set(before).add(event.message))
    })
  }, [room, phase])

  if (phase === 'none' || last === undefined) return NONE
  return phase === 'split' ? { phase, split: split ?? last } : { phase, split: last, delivered: delivered.size }
}

function isThrough(state: string): boolean {
  return state === 'delivered' || state === 'read'
}
