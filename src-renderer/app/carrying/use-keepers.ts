/** Who keeps a room, asked of the engine and kept fresh while it is shown; undefined until it has answered. */
import { useEffect, useState } from 'react'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { CarriedFor, RoomCarrier } from '../../../shared/messenger/index.ts'
import { call, onEvent } from '../engine/index.ts'

const GATHER_MS = 100

export function useKeepers(room: RoomId): readonly RoomCarrier[] | undefined {
  return useFresh(room, async () => {
    const answer = await call('carrying.carriersOf', { room })
    return answer.ok ? answer.value : []
  })
}

/** For whom this computer keeps messages. */
export function useCarried(): readonly CarriedFor[] | undefined {
  return useFresh('', async () => {
    const answer = await call('carrying.carried')
    return answer.ok ? answer.value : []
  })
}

function useFresh<T>(key: string, read: () => Promise<T>): T | undefined {
  const [known, setKnown] = useState<{ readonly key: string; readonly value: T }>()
  useEffect(() => {
    let isHere = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      timer = undefined
      const value = await read()
      if (isHere) setKnown({ key, value })
    }
    void look()
    const end = onEvent((event) => {
      const concerns = event.type === 'lagged' || event.type === 'carrying' || (event.type === 'room' && event.room === key)
      if (concerns) timer ??= setTimeout(() => void look(), GATHER_MS)
    })
    return () => {
      isHere = false
      clearTimeout(timer)
      end()
    }
    // What is read depends on the key alone.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [key])
  return known?.key === key ? known.value : undefined
}
