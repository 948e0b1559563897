/**
 * Reads new messages of the open room aloud, at most one a second; what comes faster is counted. The list itself is not a live region: moving
 * through it must not be interrupted by what it says of itself.
 */
import { useEffect, useRef, useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { VisuallyHidden } from '../../ui/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { useFeed } from './context.ts'
import { previewOf } from './preview.ts'

const PAUSE_MS = 1_000
const KEPT = 5

export function NewsLog() {
  const say = useWords(timelineWords)
  const language = useLanguage()
  const came = useFeed((state) => state.came)
  const [lines, setLines] = useState<readonly { readonly key: string; readonly text: string }[]>([])
  const heard = useRef<ReadonlySet<MessageView['id']>>(new Set(came.map(({ id }) => id)))
  const waiting = useRef<readonly MessageView[]>([])
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    const fresh = came.filter(({ id }) => !heard.current.has(id))
    heard.current = new Set(came.map(({ id }) => id))
    if (fresh.length === 0) return
    waiting.current = [...waiting.current, ...fresh]
    const tell = () => {
      const [first] = waiting.current
      timer.current = undefined
      if (first === undefined) return
      const text =
        waiting.current.length === 1
          ? say('said', { name: first.author.name, text: previewOf(first, say, language) })
          : say('newMessages', { count: waiting.current.length })
      waiting.current = []
      setLines((before) => [...before, { key: first.id, text }].slice(-KEPT))
      timer.current = setTimeout(tell, PAUSE_MS)
    }
    if (timer.current === undefined) tell()
  }, [came, say, language])
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <VisuallyHidden role="log" aria-live="polite">
      {lines.map(({ key, text }) => (
        <span key={key}>{text}</span>
      ))}
    </VisuallyHidden>
  )
}
