/** How many things of each kind a room has been given, as far as one page tells. */
import { useEffect, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import { call, onEvent } from '../engine/index.ts'
import { SHARED_SORTS, type SharedSort } from '../route/index.ts'

/** More than this are said as so many and more. */
export const COUNTED = 99
const REST_MS = 1_000

export type Counts = Readonly<Record<SharedSort, number>>

/** undefined: not known yet. COUNTED + 1 and more: more than COUNTED. */
export function useCounts(room: RoomId): Counts | undefined {
  const [known, setKnown] = useState<{ readonly room: RoomId; readonly counts: Counts }>()
  useEffect(() => {
    let isShown = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      timer = undefined
      const counts = { pictures: 0, files: 0, links: 0, voices: 0 }
      for (const sort of SHARED_SORTS) {
        const answer = await call('attachments.shared', { room, sort, limit: COUNTED + 1 })
        if (!isShown || !answer.ok) return
        counts[sort] = answer.value.length
      }
      setKnown({ room, counts })
    }
    void read()
    const end = onEvent((event) => {
      const concerns = event.type === 'lagged' || ((event.type === 'message' || event.type === 'message-changed') && event.room === room)
      if (concerns) timer ??= setTimeout(() => void read(), REST_MS)
    })
    return () => {
      isShown = false
      clearTimeout(timer)
      end()
    }
  }, [room])
  return known?.room === room ? known.counts : undefined
}
