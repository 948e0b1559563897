/** What was moved in so far, one import after the other: asked of the engine and kept fresh while it is shown; undefined until it has answered. */
import { useEffect, useState } from 'react'
import type { ImportBatch } from '../../../shared/messenger/index.ts'
import { call, onEvent } from '../engine/index.ts'

export function useBatches(): readonly ImportBatch[] | undefined {
  const [batches, setBatches] = useState<readonly ImportBatch[]>()
  useEffect(() => {
    let isHere = true
    const look = async () => {
      const answer = await call('imports.batches')
      if (isHere && answer.ok) setBatches(answer.value)
    }
    void look()
    const end = onEvent(({ type }) => {
      if (type === 'lagged' || type === 'imports') void look()
    })
    return () => {
      isHere = false
      end()
    }
  }, [])
  return batches
}
