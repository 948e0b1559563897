/** Ctrl+K: one field from which every room, person and message is a few letters away (ui.md §6, Quick jump). */
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { quickJumpWords } from '../../../shared/i18n/index.ts'
import type { Contact, ContactReach, RoomSummary } from '../../../shared/messenger/index.ts'
import { parseId } from '../../../shared/ids/index.ts'
import { classNames, Dialog, Kbd, SearchField, VisuallyHidden } from '../../ui/index.ts'
import { engineState, useEngine } from '../engine/index.ts'
import { useKeys } from '../keys/index.ts'
import { go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './QuickJump.module.css'
import { ResultRow, useResultName } from './ResultRow.tsx'
import { actResults, messageResults, peopleResults, type Result, roomResults, routeOf } from './results.ts'
import { closeQuickJump, openQuickJump, useQuickJumpText } from './state.ts'
import { useMessages } from './use-messages.ts'

const ACTS = ['newRoom', 'invite', 'accept', 'reach', 'settings', 'keys'] as const

export function QuickJump({ onKeys }: { readonly onKeys: () => void }) {
  const text = useQuickJumpText()
  useKeys({ quickJump: () => (text === undefined ? openQuickJump() : closeQuickJump()) })
  return text === undefined ? null : <Opened first={text} onKeys={onKeys} />
}

function Opened({ first, onKeys }: { readonly first: string; readonly onKeys: () => void }) {
  const say = useWords(quickJumpWords)
  const nameOf = useResultName()
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState(first)
  const [chosen, setChosen] = useState<string>()
  const groups = useGroups(text)
  const results = groups.flatMap(({ results: each }) => each)
  const at = Math.max(
    0,
    results.findIndex(({ key }) => key === chosen),
  )
  const current = results[at]
  const isEmpty = current === undefined
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const open = (result: Result) => {
    closeQuickJump()
    const route = routeOf(result, ({ message }) => parseId('message', message.id))
    if (route === undefined) onKeys()
    else go(route)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || results.length === 0) return
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 6, PageUp: at - 6 }[event.key]
    if (next !== undefined) {
      event.preventDefault()
      setChosen(results[(next + results.length) % results.length]?.key)
    } else if (event.key === 'Enter' && current !== undefined) {
      event.preventDefault()
      open(current)
    }
  }

  return (
    <Dialog isOpen isBare isTitleHidden title={say('title')} className={styles.dialog} onClose={closeQuickJump} initialFocus={field}>
      <div onKeyDown={press}>
        <SearchField
          ref={field}
          isBig
          className={styles.field}
          label={say('field')}
          value={text}
          onChange={(typed) => {
            setText(typed)
            setChosen(undefined)
          }}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={!isEmpty}
          aria-controls={isEmpty ? undefined : listId}
          aria-activedescendant={current === undefined ? undefined : `${listId}-${current.key}`}
        />
        {isEmpty ? (
          <p className={styles.none}>{say('none', { text })}</p>
        ) : (
          <div ref={list} id={listId} role="listbox" aria-label={say('title')} className={styles.results}>
            {groups.map(({ name, results: each }) => (
              <div key={name} role="group" aria-label={say(name)}>
                <p aria-hidden="true" className={styles.label}>
                  {say(name)}
                </p>
                {each.map((result) => (
                  <div
                    key={result.key}
                    id={`${listId}-${result.key}`}
                    role="option"
                    aria-selected={result === current}
                    className={classNames(styles.result, result === current && styles.current)}
                    onPointerMove={() => setChosen(result.key)}
                    onClick={() => open(result)}
                  >
                    <ResultRow result={result} />
                  </div>
                ))}
              </div>
            ))}
          </div>
        )}
        <VisuallyHidden role="status">
          {isEmpty ? say('none', { text }) : say('count', { count: results.length, name: nameOf(current) })}
        </VisuallyHidden>
        <footer className={styles.keys} aria-hidden="true">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd>
          {say('move')}
          <Kbd>Enter</Kbd>
          {say('open')}
          <Kbd>Esc</Kbd>
          {say('close')}
        </footer>
      </div>
    </Dialog>
  )
}

const NO_ROOMS: readonly RoomSummary[] = []
const NO_CONTACTS: readonly Contact[] = []
const NOBODY: readonly ContactReach[] = []

function useGroups(text: string) {
  const say = useWords(quickJumpWords)
  // As it was when the field opened: what is looked at does not change places.
  const [atFirst] = useState(engineState)
  const laterRooms = useEngine((state) => state.rooms)
  const laterContacts = useEngine((state) => state.contacts)
  const reach = useEngine((state) => state.status?.contacts) ?? NOBODY
  const rooms = atFirst.rooms ?? laterRooms ?? NO_ROOMS
  const contacts = atFirst.contacts ?? laterContacts ?? NO_CONTACTS
  const hits = useMessages(text)
  return useMemo(() => {
    const acts = ACTS.map((name) => ({ name, label: say(name) }))
    const groups = [
      { name: 'rooms', results: roomResults(rooms, contacts, text) },
      { name: 'people', results: peopleResults(contacts, rooms, reach, text) },
      { name: 'messages', results: messageResults(hits) },
      { name: 'acts', results: actResults(acts, text) },
    ] as const
    return groups.filter(({ results }) => results.length > 0)
  }, [say, rooms, contacts, reach, hits, text])
}
