/**
 * A place for one word, with words of the lists that may be meant: arrows choose one, Enter or a press takes it, Esc puts them away. What is
 * typed stays as it is until somebody chooses.
 */
import { type ClipboardEvent, type KeyboardEvent, type PointerEvent, useEffect, useId, useState } from 'react'
import { recoveryWords } from '../../../shared/i18n/index.ts'
import { classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import { suggestWords } from './suggestions.ts'
import styles from './WordField.module.css'

export interface WordFieldProps {
  readonly place: number
  readonly word: string
  readonly isWrong: boolean
  /** Says what is wrong. */
  readonly noteId: string
  readonly isFirst: boolean
  /** As typed, spaces and all. */
  readonly onType: (text: string) => void
  /** A word was chosen: the next place is due. */
  readonly onChoose: (word: string) => void
  readonly onPaste: (event: ClipboardEvent<HTMLInputElement>) => void
  /** Backspace in an empty place. */
  readonly onBack: () => void
  readonly onLeave: () => void
}

export function WordField(props: WordFieldProps) {
  const { place, word, isWrong, noteId, isFirst, onType, onChoose, onPaste, onBack, onLeave } = props
  const say = useWords(recoveryWords)
  const listId = useId()
  const [isHere, setHere] = useState(false)
  const [at, setAt] = useState<number>()
  const suggestions = useSuggestions(isHere ? word : '')
  const isOpen = isHere && suggestions.length > 0
  const choose = (chosen: string) => {
    setAt(undefined)
    onChoose(chosen)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const chosen = at === undefined ? undefined : suggestions[at]
    if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setAt(at === undefined ? (step === 1 ? 0 : suggestions.length - 1) : (at + step + suggestions.length) % suggestions.length)
    } else if (isOpen && event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      choose(chosen)
    } else if (isOpen && event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setHere(false)
    } else if (event.key === 'Backspace' && word === '') {
      event.preventDefault()
      onBack()
    }
  }
  return (
    <div className={classNames(styles.field, isWrong && styles.wrong)}>
      <span aria-hidden="true" className={styles.place}>
        {place + 1}
      </span>
      <input
        role="combobox"
        aria-label={say('place', { place: place + 1 })}
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && at !== undefined ? `${listId}-${at}` : undefined}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? noteId : undefined}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        autoFocus={isFirst}
        value={word}
        onFocus={() => setHere(true)}
        onChange={({ currentTarget }) => {
          setHere(true)
          setAt(undefined)
          onType(currentTarget.value)
        }}
        onPaste={onPaste}
        onKeyDown={press}
        onBlur={() => {
          setHere(false)
          setAt(undefined)
          onLeave()
        }}
      />
      {isOpen && (
        <ul id={listId} role="listbox" aria-label={say('suggestions')} className={styles.list}>
          {suggestions.map((suggested, index) => (
            <li
              key={suggested}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              // The field keeps the focus.
              onPointerDown={(event: PointerEvent) => event.preventDefault()}
              onClick={() => choose(suggested)}
            >
              {suggested}
            </li>
          ))}
        </ul>
      )}
    </div>
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
