/**
 * Naming people: `@` and a few letters (initial consonants will do) offer members of the room; arrows and Enter choose, Esc lets it be. The
 * focus stays in the field, as with every list that helps while one types.
 */
import { type KeyboardEvent, type RefObject, useId, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MemberView } from '../../../shared/messenger/index.ts'
import { engineState } from '../engine/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'
import { useMembers } from '../room/index.ts'
import { insertText } from './insert-text.ts'
import { type MentionQuery, mentionQuery } from './mentions.ts'
import type { RoomField } from './room-field.ts'

export interface MentionChoice {
  readonly listId: string
  /** Empty: nothing to choose. */
  readonly people: readonly MemberView[]
  readonly current: MemberView | undefined
  point(member: MemberView): void
  pick(member: MemberView): void
}

/** What they call themselves: what I call somebody is nobody else's business. */
function announcedName(account: MemberView['account']): string | undefined {
  return engineState().contacts?.find((contact) => contact.account === account)?.announcedName
}

const MOST = 20
const NOBODY: readonly MemberView[] = []

export function useMentions(field: RoomField, room: RoomId, text: string, caret: number, area: RefObject<HTMLTextAreaElement | null>) {
  const listId = useId()
  const members = useMembers(room)
  const mentions = useStore(field.store, (state) => state.mentions)
  const [chosen, setChosen] = useState<string>()
  /** Where Esc was pressed. */
  const [refused, setRefused] = useState<number>()
  const query = caret === -1 ? undefined : mentionQuery(text, caret, mentions)
  // Another @ is another question.
  if (query === undefined && refused !== undefined) setRefused(undefined)
  const at = query?.at
  const typed = query?.typed
  const people = useMemo(() => (typed === undefined || at === refused ? NOBODY : offered(members, typed)), [members, typed, at, refused])
  const index = Math.max(
    0,
    people.findIndex(({ account }) => account === chosen),
  )
  const current = people[index]

  const pick = ({ account, name: known }: MemberView) => {
    const element = area.current
    if (element === null || query === undefined) return
    const name = announcedName(account) ?? known
    putName(element, query, name)
    field.addMention({ account, from: query.at, to: query.at + 1 + name.length })
    setChosen(undefined)
  }
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (current === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        setChosen(people[(index + (event.key === 'ArrowDown' ? 1 : people.length - 1)) % people.length]?.account)
        break
      case 'Enter':
      case 'Tab':
        pick(current)
        break
      case 'Escape':
        setRefused(at)
        break
      default:
        return false
    }
    event.preventDefault()
    return true
  }
  const choice: MentionChoice = { listId, people, current, point: ({ account }) => setChosen(account), pick }
  return {
    ...choice,
    press,
    area: current === undefined ? {} : { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${current.account}` },
  }
}

/** Those whose name begins so first; everybody but me when nothing is typed yet. */
function offered(members: readonly MemberView[], typed: string): readonly MemberView[] {
  const others = members.filter(({ me }) => !me)
  if (typed === '') return others.slice(0, MOST)
  const found = others.flatMap((member) => {
    const match = matchesName(member.name, typed)
    return match === undefined ? [] : [{ member, isStart: match.isWordStart }]
  })
  return [...found.filter(({ isStart }) => isStart), ...found.filter(({ isStart }) => !isStart)].map(({ member }) => member).slice(0, MOST)
}

/** The name in place of what was typed of it, and one space behind. */
function putName(element: HTMLTextAreaElement, { at, typed }: MentionQuery, name: string): void {
  const end = at + 1 + typed.length
  const hasSpace = element.value.charAt(end) === ' '
  // A syllable that is still being made would stay beside the name.
  element.blur()
  element.focus()
  element.setSelectionRange(at, end)
  insertText(element, `@${name}${hasSpace ? '' : ' '}`)
  if (hasSpace) element.setSelectionRange(at + 2 + name.length, at + 2 + name.length)
}
