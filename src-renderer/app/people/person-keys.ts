/**
 * Moving through the list of people by keys: arrows, Home and End move the one stop; letters and initial consonants go to the next name that
 * begins so. The focus is on links, so Enter opens by itself.
 */
import { type KeyboardEvent, useRef } from 'react'
import { matchesName } from '../../../shared/matching/index.ts'

export interface Listed {
  /** Of the row: its `data-person`. */
  readonly id: string
  readonly name: string
}

/** How long letters belong together, ms. */
const TYPING_MS = 900

export function usePersonKeys(people: readonly Listed[]): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef({ text: '', at: 0 })

  const typeAhead = (event: KeyboardEvent<HTMLElement>, here: number) => {
    const text = (event.timeStamp - typed.current.at < TYPING_MS ? typed.current.text : '') + event.key
    typed.current = { text, at: event.timeStamp }
    const from = text.length === 1 ? here + 1 : Math.max(0, here)
    const found = [...people.slice(from), ...people.slice(0, from)].find(({ name }) => matchesName(name, text) !== undefined)
    if (found !== undefined) focusPerson(event.currentTarget, found.id)
  }

  return (event) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-person]')?.dataset.person : undefined
    const here = people.findIndex(({ id }) => id === focused)
    const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: people.length - 1 }[event.key]
    if (target !== undefined) {
      event.preventDefault()
      focusPerson(event.currentTarget, people[Math.min(people.length - 1, Math.max(0, target))]?.id)
    } else if (event.key.length === 1 && event.key !== ' ' && event.key !== '?') {
      typeAhead(event, here)
    }
  }
}

function focusPerson(list: HTMLElement, id: string | undefined): void {
  if (id !== undefined) list.querySelector<HTMLElement>(`[data-person="${CSS.escape(id)}"]`)?.focus()
}
