/** The board, asked of the engine and kept fresh while it is shown; undefined until it has answered. */
import { useEffect, useState } from 'react'
import type { ReadinessView } from '../../../shared/messenger/index.ts'
import { call, onEvent } from '../engine/index.ts'

const GATHER_MS = 300
const CONCERNS: ReadonlySet<string> = new Set(['reach', 'peer', 'contact', 'carrying', 'room', 'drill', 'linking', 'settings', 'lagged'])

export function useReadiness(): ReadinessView | undefined {
  const [view, setView] = useState<ReadinessView>()
  useEffect(() => {
    let isHere = true
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = async () => {
      timer = undefined
      const answer = await call('readiness.view')
      if (isHere && answer.ok) setView(answer.value)
    }
    void look()
    const end = onEvent(({ type }) => {
      if (CONCERNS.has(type)) timer ??= setTimeout(() => void look(), GATHER_MS)
    })
    return () => {
      isHere = false
      clearTimeout(timer)
      end()
    }
  }, [])
  return view
}
