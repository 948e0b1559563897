/** What is pinned in a room, the newest first; kept fresh while it is shown. */
import { useEffect, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { call, onEvent } from '../engine/index.ts'

const GATHER_MS = 200
const NONE: readonly MessageView[] = []

export function usePins(room: RoomId): readonly MessageView[] {
  const [pins, setPins] = useState(NONE)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isHere = true
    const read = async () => {
      timer = undefined
      const answer = await call('messages.pins', { room })
      if (isHere && answer.ok) setPins((before) => (before.length === 0 && answer.value.length === 0 ? before : answer.value))
    }
    void read()
    const end = onEvent((event) => {
      const concerns = event.type === 'lagged' || (event.type === 'message-changed' && event.room === room)
      if (concerns) timer ??= setTimeout(() => void read(), GATHER_MS)
    })
    return () => {
      isHere = false
      clearTimeout(timer)
      end()
    }
  }, [room])
  return pins
}
