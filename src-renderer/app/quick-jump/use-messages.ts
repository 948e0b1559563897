/** Messages that hold the typed text, as the engine finds them; from two syllables on, and only for what is typed last. */
import { useEffect, useState } from 'react'
import type { SearchHit } from '../../../shared/messenger/index.ts'
import { call } from '../engine/index.ts'

const LEAST_CHARACTERS = 2
const MOST = 12

const NONE: readonly SearchHit[] = []

export function useMessages(text: string): readonly SearchHit[] {
  const [hits, setHits] = useState(NONE)
  const wanted = text.trim()
  useEffect(() => {
    if (wanted.length < LEAST_CHARACTERS) {
      setHits(NONE)
      return undefined
    }
    let isCurrent = true
    void call('messages.search', { text: wanted, limit: MOST }).then((answer) => {
      if (isCurrent && answer.ok) setHits(answer.value)
    })
    return () => {
      isCurrent = false
    }
  }, [wanted])
  return hits
}
