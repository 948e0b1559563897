/**
 * The pictures of a room around those that are at hand: older ones are fetched as one comes near the first, newer ones once where the
 * conversation that is held does not reach to its end.
 */
import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { call, onEvent } from '../engine/index.ts'
import { joined, type Viewable, viewablesFrom } from './viewable.ts'

/** Fetched at once; and so far before an end. */
const PAGE = 60
const NEAR = 5
/** Looked through for what is newer than the conversation that is held. */
const NEWER_PAGES = 10

export interface RoomPicturesOptions {
  /** There are newer ones than those at hand. */
  readonly hasNewer: boolean
  /** As in `attachments.shared`; empty: all of them. */
  readonly search: string
}

export interface RoomPictures {
  readonly files: readonly Viewable[]
  /** Somebody looks at this one. */
  readonly lookedAt: (index: number) => void
}

export function useRoomPictures(room: RoomId, seed: readonly Viewable[], { hasNewer, search }: RoomPicturesOptions): RoomPictures {
  const [older, setOlder] = useState<readonly Viewable[]>([])
  const [newer, setNewer] = useState<readonly Viewable[]>([])
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const isAtStart = useRef(false)
  const isAtEnd = useRef(!hasNewer)
  const isBusy = useRef(false)
  const files = useMemo(() => joined(joined(older, seed), newer).filter(({ message }) => !gone.has(message)), [older, seed, newer, gone])

  const fetch = async (before: MessageId | undefined) => {
    const answer = await call('attachments.shared', {
      ...{ room, sort: 'pictures', limit: PAGE },
      ...(search !== '' && { search }),
      ...(before !== undefined && { before }),
    })
    return answer.ok ? { found: viewablesFrom(room, answer.value), isLast: answer.value.length < PAGE } : undefined
  }
  const fetchOlder = useEffectEvent(async () => {
    const page = await fetch(files[0]?.message)
    isAtStart.current = page === undefined || page.isLast
    if (page !== undefined) setOlder((before) => joined(page.found, before))
  })
  /** From the newest back until they meet those at hand; where that is too far they stay apart, and these end where they end. */
  const fetchNewer = useEffectEvent(async () => {
    isAtEnd.current = true
    const last = seed.at(-1)
    let found: readonly Viewable[] = []
    for (let turn = 0; turn < NEWER_PAGES && last !== undefined; turn++) {
      const page = await fetch(found[0]?.message)
      if (page === undefined) return
      found = joined(page.found, found)
      if (page.isLast || (found[0]?.at ?? 0) <= last.at) return setNewer(found.filter(({ at }) => at > last.at))
    }
  })
  const settle = useEffectEvent(async (index: number) => {
    if (isBusy.current) return
    isBusy.current = true
    if (index < NEAR && !isAtStart.current) await fetchOlder()
    if (index >= files.length - NEAR && !isAtEnd.current) await fetchNewer()
    isBusy.current = false
  })
  const [near, setNear] = useState<number>()
  useEffect(() => {
    if (near !== undefined) void settle(near)
  }, [near])
  const lookedAt = useCallback((index: number) => setNear(index), [])

  // What is deleted while it is looked at is gone from here as from everywhere.
  useEffect(
    () =>
      onEvent((event) => {
        if (event.type !== 'message-changed' || event.room !== room) return
        const { message } = event
        void call('messages.get', { message }).then((answer) => {
          if (!answer.ok || answer.value.deleted || answer.value.hidden) setGone((before) => new Set([...before, message]))
        })
      }),
    [room],
  )
  return { files, lookedAt }
}
