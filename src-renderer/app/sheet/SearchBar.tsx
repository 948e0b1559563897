/** Search in the open room: the newest hit first, then back in time. Each hit is shown where it was said. */
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { roomWords } from '../../../shared/i18n/index.ts'
import { type MessageId, parseId, type RoomId } from '../../../shared/ids/index.ts'
import { IconButton, SearchField } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { jumpToMessage } from '../timeline/index.ts'
import { useWords } from '../words/index.ts'
import styles from './SearchBar.module.css'

const REST_MS = 200
const HITS = 200

interface Found {
  readonly text: string
  /** Newest first. */
  readonly hits: readonly MessageId[]
}

export function SearchBar({ room, name, onClose }: { readonly room: RoomId; readonly name: string; readonly onClose: () => void }) {
  const say = useWords(roomWords)
  const [text, setText] = useState('')
  const [found, setFound] = useState<Found>()
  const [at, setAt] = useState(0)
  const field = useRef<HTMLDivElement>(null)
  const wanted = text.trim()

  useEffect(() => field.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    let isHere = true
    const timer = setTimeout(() => {
      if (wanted === '') return setFound(undefined)
      void call('messages.search', { text: wanted, room, limit: HITS }).then((answer) => {
        if (!isHere) return
        const hits = answer.ok ? answer.value.toSorted((a, b) => b.message.time - a.message.time) : []
        const ids = hits.flatMap(({ message }) => parseId('message', message.id) ?? [])
        setFound({ text: wanted, hits: ids })
        setAt(0)
        if (ids[0] !== undefined) void jumpToMessage(room, ids[0], wanted)
      })
    }, REST_MS)
    return () => {
      isHere = false
      clearTimeout(timer)
    }
  }, [wanted, room])

  const go = (step: 1 | -1) => {
    const count = found?.hits.length ?? 0
    if (found === undefined || count === 0) return
    const next = (at + step + count) % count
    const hit = found.hits[next]
    setAt(next)
    if (hit !== undefined) void jumpToMessage(room, hit, found.text)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' || event.key === 'ArrowUp') go(event.shiftKey ? -1 : 1)
    else if (event.key === 'ArrowDown') go(-1)
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
  }
  const count = found?.hits.length ?? 0
  return (
    <div className={styles.bar} ref={field}>
      <SearchField
        label={say('searchLabel', { room: name })}
        value={text}
        onChange={setText}
        onKeyDown={onKeyDown}
        className={styles.field}
      />
      <span role="status" className={styles.count}>
        {found !== undefined && (count === 0 ? say('searchNone', { text: found.text }) : say('searchCount', { index: at + 1, count }))}
      </span>
      <IconButton icon={ChevronUp} label={say('searchOlder')} shortcut="Enter" onClick={() => go(1)} />
      <IconButton icon={ChevronDown} label={say('searchNewer')} onClick={() => go(-1)} />
      <IconButton icon={X} label={say('searchClose')} shortcut="Esc" onClick={onClose} />
    </div>
  )
}
