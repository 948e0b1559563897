/** What the engine says of a room beyond its line in the list: its settings and its open invitations. Kept fresh while it is shown. */
import { useEffect, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { InviteView, RoomDetails } from '../../../shared/messenger/index.ts'
import { call, onEvent } from '../engine/index.ts'

export interface RoomFacts {
  readonly details: RoomDetails | undefined
  readonly invites: readonly InviteView[]
}

const NOTHING_YET: RoomFacts = { details: undefined, invites: [] }
const GATHER_MS = 100

export function useRoomFacts(room: RoomId): RoomFacts {
  const [facts, setFacts] = useState(NOTHING_YET)
  useEffect(() => {
    let isHere = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      timer = undefined
      const [details, invites] = await Promise.all([call('rooms.details', { room }), call('rooms.invites', { room })])
      if (isHere && details.ok) setFacts({ details: details.value, invites: invites.ok ? invites.value : [] })
    }
    void read()
    const end = onEvent((event) => {
      const concerns = event.type === 'lagged' || (event.type === 'room' && event.room === room)
      if (concerns) timer ??= setTimeout(() => void read(), GATHER_MS)
    })
    return () => {
      isHere = false
      clearTimeout(timer)
      end()
    }
  }, [room])
  return facts
}
