/** What a room has been given, read page by page as somebody scrolls, and kept fresh while it is shown. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { SharedFile } from '../../../shared/messenger/index.ts'
import { call, onEvent } from '../engine/index.ts'
import type { SharedSort } from '../route/index.ts'
import { joined } from './shared-item.ts'

const PAGE = 100
/** Somebody types; many messages come together. */
const REST_MS = 200

export interface SharedList {
  /** undefined: not read yet. */
  readonly items: readonly SharedFile[] | undefined
  readonly isReading: boolean
  readonly hasMore: boolean
  /** Code of what went wrong last. */
  readonly failure: string | undefined
  readonly more: () => void
  readonly again: () => void
  /** Reads on to the end. What there is then. */
  readonly everything: () => Promise<readonly SharedFile[]>
}

type Held = Omit<SharedList, 'more' | 'again' | 'everything'>
const NOTHING: Held = { items: undefined, isReading: true, hasMore: true, failure: undefined }

export function useShared(room: RoomId, sort: SharedSort, search: string): SharedList {
  const [held, setHeld] = useState(NOTHING)
  const now = useRef(held)
  const turn = useRef(0)
  const put = useCallback((next: Held) => {
    now.current = next
    setHeld(next)
  }, [])
  /** From the first on until there are so many, or on from where it ends. */
  const read = useCallback(
    async (before: readonly SharedFile[], wanted: number) => {
      const mine = ++turn.current
      put({ ...now.current, isReading: true, failure: undefined })
      let items = before
      for (let hasMore = true; hasMore && items.length < wanted;) {
        const last = items.at(-1)?.message
        const answer = await call('attachments.shared', {
          ...{ room, sort, limit: PAGE },
          ...(search !== '' && { search }),
          ...(last !== undefined && { before: last }),
        })
        if (mine !== turn.current) return
        if (!answer.ok) return put({ ...now.current, isReading: false, failure: answer.error.code })
        const all = joined(items, answer.value)
        hasMore = answer.value.length >= PAGE && all.length > items.length
        items = all
        if (!hasMore || items.length >= wanted) put({ items, isReading: false, hasMore, failure: undefined })
      }
    },
    [room, sort, search, put],
  )
  const again = useCallback(() => void read([], Math.max(1, now.current.items?.length ?? 0)), [read])
  const more = useCallback(() => {
    const { items = [], isReading, hasMore } = now.current
    if (!isReading && hasMore) void read(items, items.length + 1)
  }, [read])
  const everything = useCallback(async () => {
    if (now.current.hasMore) await read(now.current.items ?? [], Number.POSITIVE_INFINITY)
    return now.current.items ?? []
  }, [read])

  // What is shown stays until the answer to other words is there; of another kind it is of no use.
  useEffect(() => {
    const timer = setTimeout(() => void read([], 1), search === '' ? 0 : REST_MS)
    return () => {
      clearTimeout(timer)
      turn.current++
    }
  }, [read, search])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = onEvent((event) => {
      const concerns = event.type === 'lagged' || ((event.type === 'message' || event.type === 'message-changed') && event.room === room)
      if (concerns) timer ??= setTimeout(() => ((timer = undefined), again()), REST_MS)
    })
    return () => {
      clearTimeout(timer)
      end()
    }
  }, [room, again])
  return { ...held, more, again, everything }
}
