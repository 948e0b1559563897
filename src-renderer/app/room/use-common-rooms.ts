/**
 * The rooms of several that somebody shares with me. The line of a small room names everybody; only of larger ones the engine is asked, since
 * that opens them.
 */
import { useEffect, useMemo, useState } from 'react'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { call, useEngine } from '../engine/index.ts'

const NONE: readonly RoomSummary[] = []

export function useCommonRooms(account: AccountId | undefined): readonly RoomSummary[] {
  const rooms = useEngine((state) => state.rooms) ?? NONE
  const [larger, setLarger] = useState<ReadonlySet<RoomId>>(new Set())
  const shared = rooms.filter(({ kind, state }) => kind !== 'direct' && kind !== 'self' && state === 'open')
  const toAsk = shared.filter((room) => !isNamed(room, account) && room.members > room.faces.length + 1).map(({ room }) => room)
  const asked = toAsk.join()
  useEffect(() => {
    let isHere = true
    const ask = async () => {
      const found = new Set<RoomId>()
      for (const room of toAsk) {
        const answer = await call('rooms.members', { room })
        if (answer.ok && answer.value.some((member) => member.account === account)) found.add(room)
      }
      if (isHere) setLarger(found)
    }
    if (account !== undefined && toAsk.length > 0) void ask()
    return () => {
      isHere = false
    }
    // The rooms themselves, not the array that is made anew with every event.
  }, [account, asked])
  return useMemo(
    () => shared.filter((room) => isNamed(room, account) || larger.has(room.room)),
    // `shared` follows from `rooms`.
    [rooms, account, larger],
  )
}

function isNamed({ faces }: RoomSummary, account: AccountId | undefined): boolean {
  return faces.some((face) => face.account === account)
}
