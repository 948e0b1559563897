/**
 * The address book as the engine has it, kept while any screen shows it: read when the first one opens, and again after each change. A file of
 * thousands changes it thousands of times; what changes while it is read is read once more, and no oftener.
 */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { BookEntry, BookGuess } from '../../../shared/messenger/index.ts'
import { call, onEvent, onLocked } from '../engine/index.ts'

export interface Book {
  /** undefined: not told yet. */
  readonly entries: readonly BookEntry[] | undefined
  readonly guesses: readonly BookGuess[]
  /** Invited some days ago, and silent since. */
  readonly reminders: readonly BookEntry[]
}

const EMPTY: Book = { entries: undefined, guesses: [], reminders: [] }
const store = create<Book>(() => EMPTY)
let shown = 0
let reading: Promise<void> | undefined
let isStale = true

export function useBook<T>(select: (book: Book) => T): T {
  useEffect(() => {
    shown += 1
    if (isStale) void refreshBook()
    return () => {
      shown -= 1
    }
  }, [])
  return store(select)
}

/** For whoever changed it and does not want to wait for the event. */
export function refreshBook(): Promise<void> {
  isStale = true
  reading ??= read().finally(() => {
    reading = undefined
  })
  return reading
}

async function read(): Promise<void> {
  while (isStale) {
    isStale = false
    const [entries, guesses, reminders] = await Promise.all([call('book.entries'), call('book.guesses'), call('book.reminders')])
    if (!entries.ok) return
    store.setState({
      entries: entries.value,
      ...(guesses.ok && { guesses: guesses.value }),
      ...(reminders.ok && { reminders: reminders.value }),
    })
  }
}

onEvent(({ type }) => {
  if (type !== 'address-book' && type !== 'contact' && type !== 'imports' && type !== 'lagged') return
  isStale = true
  if (shown > 0) void refreshBook()
})

onLocked(() => {
  isStale = true
  store.setState(EMPTY)
})
