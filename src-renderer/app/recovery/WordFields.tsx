/**
 * Twelve fields for words from paper. All twelve can be pasted into one field, a space leads to the next; a word that is in no list is marked
 * when its field is left. The check is the engine's.
 */
import { type ClipboardEvent, useId, useRef, useState } from 'react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { call } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { WORD_COUNT, wordsIn } from './typed-words.ts'
import { WordField } from './WordField.tsx'
import styles from './WordFields.module.css'

export interface WordFieldsProps {
  readonly words: readonly string[]
  readonly onChange: (words: readonly string[]) => void
}

export function WordFields({ words, onChange }: WordFieldsProps) {
  const say = useWords(recoveryWords)
  const noteId = useId()
  const list = useRef<HTMLOListElement>(null)
  const [wrong, setWrong] = useState<readonly number[]>([])
  const asked = useRef(0)
  // Leaving a field happens in the same moment as what was put into it.
  const newest = useRef(words)

  const focusField = (place: number) => list.current?.querySelectorAll('input')[Math.max(0, Math.min(place, WORD_COUNT - 1))]?.focus()
  const change = (next: readonly string[]) => {
    newest.current = next
    onChange(next)
  }
  const put = (place: number, word: string) => {
    change(newest.current.map((each, index) => (index === place ? word : each)))
    setWrong(wrong.filter((each) => each !== place))
  }
  const type = (place: number, text: string) => {
    const word = text.trim()
    put(place, word)
    if (word !== '' && /\s$/.test(text)) focusField(place + 1)
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>, place: number) => {
    const pasted = wordsIn(event.clipboardData.getData('text'))
    if (pasted.length < 2) return
    event.preventDefault()
    // A whole set fills all places wherever it is dropped.
    const from = pasted.length >= WORD_COUNT ? 0 : place
    change(newest.current.map((each, index) => pasted[index - from] ?? each))
    focusField(from + pasted.length)
    void mark()
  }
  /** Empty places are not wrong yet. */
  const mark = async () => {
    const turn = ++asked.current
    const filled = newest.current.flatMap((word, place) => (word === '' ? [] : [{ word, place }]))
    if (filled.length === 0) return setWrong([])
    const answer = await call('host.checkWords', { words: filled.map(({ word }) => word).join(' ') })
    if (turn !== asked.current) return
    setWrong(answer.ok ? answer.value.wrong.flatMap((index) => filled[index]?.place ?? []) : [])
  }

  return (
    <div>
      <ol className={styles.fields} ref={list}>
        {words.map((word, place) => (
          <li key={place}>
            <WordField
              place={place}
              word={word}
              isWrong={wrong.includes(place)}
              noteId={noteId}
              isFirst={place === 0}
              onType={(text) => type(place, text)}
              onChoose={(chosen) => {
                put(place, chosen)
                focusField(place + 1)
              }}
              onPaste={(event) => paste(event, place)}
              onBack={() => focusField(place - 1)}
              onLeave={() => void mark()}
            />
          </li>
        ))}
      </ol>
      <p id={noteId} className={styles.note} aria-live="polite">
        {wrong.map((place) => `${say('place', { place: place + 1 })}: ${say('unknown')}`).join(' · ')}
      </p>
    </div>
  )
}
