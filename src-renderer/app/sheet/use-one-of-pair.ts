/**
 * Two direct rooms with one person are one, and the list has it under one of two names. A link may bear the other, and a room that is open may
 * become that while two people meet: then one goes on where it is now.
 */
import { useEffect, useState } from 'react'
import type { MessageId, RoomId } from '../../../shared/ids/index.ts'
import { call, engineState } from '../engine/index.ts'
import { go } from '../route/index.ts'

/** `isMissing`: the list does not have it. True once it is certain that it is no other name either. */
export function useOneOfPair(room: RoomId, message: MessageId | undefined, isMissing: boolean): boolean {
  const [unknown, setUnknown] = useState<RoomId>()
  useEffect(() => {
    if (!isMissing) return undefined
    let isHere = true
    void shownAs(room).then((shown) => {
      if (!isHere) return
      if (shown === undefined) setUnknown(room)
      else go({ page: 'rooms', room: shown, ...(message !== undefined && { message }) }, { replace: true })
    })
    return () => {
      isHere = false
    }
  }, [room, message, isMissing])
  return unknown === room
}

async function shownAs(room: RoomId): Promise<RoomId | undefined> {
  const members = await call('rooms.members', { room })
  if (!members.ok) return undefined
  const others = members.value.filter(({ me }) => !me)
  const { rooms = [] } = engineState()
  return rooms.find(({ kind, peer }) => kind === 'direct' && others.some(({ account }) => account === peer))?.room
}
