/**
 * The list of people: who is near and not known yet, who knocks, whom I know. Being found nearby and being knocked at come by themselves,
 * without a sound; whoever is blocked is in the settings.
 */
import { ScanLine, UserPlus } from 'lucide-react'
import { type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { peopleWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState, GhostRows, IconButton, SearchField } from '../../ui/index.ts'
import { fitting, outside, useBook } from '../address-book/index.ts'
import { CarryAsks } from '../carrying/index.ts'
import { useEngine } from '../engine/index.ts'
import { ListPane, useWidth } from '../house/index.ts'
import { go } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import { ContactRows } from './ContactRows.tsx'
import { EntryRows } from './EntryRows.tsx'
import { KnockRows } from './KnockRows.tsx'
import { knownPeople } from './known-people.ts'
import { askedToReturn, knocksIn, nearbyRows } from './nearby.ts'
import { NearbyRows } from './NearbyRows.tsx'
import { PeopleDialogs } from './PeopleDialogs.tsx'
import { Returning } from './Returning.tsx'

export function PeopleList() {
  const say = useWords(peopleWords)
  const language = useLanguage()
  const contacts = useEngine((state) => state.contacts)
  const knocks = useEngine((state) => state.knocks)
  const nearby = useEngine((state) => state.nearby)
  const carryAsks = useEngine((state) => state.carryAsks)
  const isReturning = useEngine(({ status }) => status?.recoveringUntil !== undefined)
  const [typed, setTyped] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const known = useMemo(() => knownPeople(contacts ?? [], typed, new Intl.Collator(language)), [contacts, typed, language])
  const entries = useBook((book) => book.entries)
  const absent = useMemo(() => fitting(outside(entries ?? []), typed), [entries, typed])
  const around = useMemo(() => nearbyRows(nearby, knocks), [nearby, knocks])
  const asked = useMemo(() => askedToReturn(knocks), [knocks])
  const knocking = useMemo(() => knocksIn(knocks), [knocks])
  const isSearching = typed.trim() !== ''
  const toList = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return
    const [contact] = known
    const [entry] = absent
    if (contact === undefined && entry === undefined) return
    event.preventDefault()
    if (event.key === 'Enter') {
      if (contact !== undefined) go({ page: 'people', contact: contact.account })
      else if (entry !== undefined) go({ page: 'people', part: 'entry', id: entry.entry })
    } else list.current?.querySelector<HTMLElement>('[data-person]')?.focus()
  }
  return (
    <>
      <ListPane
        title={say('title')}
        tools={
          <>
            <IconButton icon={ScanLine} label={say('accept')} onClick={() => go({ page: 'people', part: 'accept' })} />
            <IconButton icon={UserPlus} label={say('invite')} onClick={() => go({ page: 'people', part: 'invite' })} />
          </>
        }
        top={<SearchField label={say('search')} value={typed} onChange={setTyped} onKeyDown={toList} />}
      >
        <div ref={list}>
          {!isSearching && <Returning asked={asked} />}
          {!isSearching && <NearbyRows rows={around} />}
          {!isSearching && <KnockRows knocks={knocking} />}
          {!isSearching && <CarryAsks asks={carryAsks} />}
          {contacts === undefined ? (
            <GhostRows />
          ) : isSearching && known.length + absent.length === 0 ? (
            <EmptyState title={say('nothingFound', { text: typed.trim() })} />
          ) : known.length > 0 ? (
            <ContactRows people={known} isFiltered={isSearching} />
          ) : (
            !isSearching && absent.length + around.length + knocking.length + asked.length === 0 && !isReturning && <NobodyYet />
          )}
          {entries !== undefined && <EntryRows entries={absent} isFiltered={isSearching} isBookEmpty={entries.length === 0} />}
        </div>
      </ListPane>
      <PeopleDialogs />
    </>
  )
}

function NobodyYet() {
  const say = useWords(peopleWords)
  // Beside the list, the sheet already says what to do.
  const isAlone = useWidth() === 'narrow'
  return (
    <EmptyState drawing="maru" title={say('emptyTitle')} text={say('emptyText')}>
      {isAlone ? (
        <Button kind="main" icon={UserPlus} onClick={() => go({ page: 'people', part: 'invite' })}>
          {say('invite')}
        </Button>
      ) : undefined}
    </EmptyState>
  )
}
