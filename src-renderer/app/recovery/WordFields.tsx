/**
 * Twelve fields for words from paper. All twelve can be pasted into one field; a word that is in no list is marked when its field is left; the
 * check is the engine's, so the lists need not travel with the page.
 */
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { call } from '../engine/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { suggestWords } from './suggestions.ts'
import styles from './WordFields.module.css'

export const WORD_COUNT = 12

export interface WordFieldsProps {
  readonly words: readonly string[]
  readonly onChange: (words: readonly string[]) => void
}

export function WordFields({ words, onChange }: WordFieldsProps) {
  const say = useWords(recoveryWords)
  const noteId = useId()
  const list = useRef<HTMLOListElement>(null)
  const listId = useId()
  const [wrong, setWrong] = useState<readonly number[]>([])
  const [active, setActive] = useState(0)
  const suggestions = useSuggestions(words[active] ?? '')

  const focusField = (place: number) => list.current?.querySelectorAll('input')[Math.min(place, WORD_COUNT - 1)]?.focus()
  const put = (place: number, word: string) => {
    onChange(words.map((each, index) => (index === place ? word : each)))
    setWrong(wrong.filter((each) => each !== place))
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>, place: number) => {
    const pasted = event.clipboardData
      .getData('text')
      .split(/[\s,.]+|\d+[.)]/)
      .filter((word) => word !== '')
    if (pasted.length < 2) return
    event.preventDefault()
    const next = words.map((each, index) => pasted[index - place] ?? each)
    onChange(next)
    focusField(place + pasted.length)
    void mark(next)
  }
  const step = (event: KeyboardEvent<HTMLInputElement>, place: number) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === ' ') {
      event.preventDefault()
      focusField(place + 1)
    } else if (event.key === 'Backspace' && words[place] === '' && place > 0) {
      event.preventDefault()
      focusField(place - 1)
    }
  }
  /** Empty places are not wrong yet. */
  const mark = async (current: readonly string[]) => {
    const filled = current.flatMap((word, place) => (word.trim() === '' ? [] : [{ word: word.trim(), place }]))
    if (filled.length === 0) return setWrong([])
    const answer = await call('host.checkWords', { words: filled.map(({ word }) => word).join(' ') })
    if (answer.ok) setWrong(answer.value.wrong.flatMap((index) => filled[index]?.place ?? []))
  }

  return (
    <>
      <ol className={styles.fields} ref={list}>
        {words.map((word, place) => (
          <li key={place} className={classNames(styles.field, wrong.includes(place) && styles.wrong)}>
            <span aria-hidden="true" className={styles.place}>
              {place + 1}
            </span>
            <input
              aria-label={say('place', { place: place + 1 })}
              aria-invalid={wrong.includes(place) || undefined}
              aria-describedby={wrong.includes(place) ? noteId : undefined}
              autoCapitalize="none"
              autoComplete="off"
              spellCheck={false}
              autoFocus={place === 0}
              list={active === place ? listId : undefined}
              value={word}
              onFocus={() => setActive(place)}
              onChange={({ currentTarget }) => put(place, currentTarget.value)}
              onPaste={(event) => paste(event, place)}
              onKeyDown={(event) => step(event, place)}
              onBlur={() => void mark(words)}
            />
          </li>
        ))}
      </ol>
      <datalist id={listId} aria-label={say('suggestions')}>
        {suggestions.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
      <p id={noteId} className={styles.note} aria-live="polite">
        {wrong.map((place) => `${say('place', { place: place + 1 })}: ${say('unknown')}`).join(' · ')}
      </p>
    </>
  )
}

function useSuggestions(typed: string): readonly string[] {
  const [found, setFound] = useState<readonly string[]>([])
  useEffect(() => {
    let isCurrent = true
    void suggestWords(typed).then((words) => {
      if (isCurrent) setFound(words)
    })
    return () => {
      isCurrent = false
    }
  }, [typed])
  return found
}
