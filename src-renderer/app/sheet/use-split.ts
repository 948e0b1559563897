/**
 * The split of a room as it is shown: after it has been known for 8 seconds, and for 4 seconds more once it healed, with how many of my
 * messages got through.
 */
import { useEffect, useMemo, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { Delivery, MessageView } from '../../../shared/messenger/index.ts'
import { useMembers } from '../room/index.ts'
import { whenMessagesChange } from '../timeline/index.ts'
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
  const [delivered, setDelivered] = useState(0)

  useEffect(() => {
    if (split !== undefined) setLast(split)
  }, [split])
  useEffect(() => {
    if (isSplit && phase === 'healed') setPhase('split')
    if (!isSplit && phase === 'split') setPhase('healed')
    if (isSplit && phase === 'none') {
      const show = () => {
        setDelivered(0)
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
  const isShown = phase !== 'none'
  useEffect(() => {
    if (!isShown) return undefined
    // What waited while it was split, and is with everybody now, got through.
    const waited = new Set<MessageView['id']>()
    return whenMessagesChange(room, (messages) => {
      for (const { id, delivery } of messages) if (isWaiting(delivery)) waited.add(id)
      setDelivered(messages.filter(({ id, delivery }) => waited.has(id) && !isWaiting(delivery)).length)
    })
  }, [room, isShown])

  if (phase === 'none' || last === undefined) return NONE
  return phase === 'split' ? { phase, split: split ?? last } : { phase, split: last, delivered }
}

function isWaiting(delivery: Delivery): boolean {
  return delivery.state !== 'received' && delivery.delivered < delivery.of
}
