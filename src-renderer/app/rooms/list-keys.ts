/**
 * Moving through a list of rooms by keys (ui.md §6): arrows, Home and End move the one stop; letters and initial consonants go to the next name
 * that begins so; Del archives, Ctrl+Shift+M mutes. The focus is on links, so Enter opens by itself.
 */
import { type KeyboardEvent, useRef } from 'react'
import type { RoomSummary } from '../../../shared/messenger/index.ts'
import { matchesName } from '../../../shared/matching/index.ts'
import { isMuted } from './order.ts'
import { FOREVER, type RoomActs } from './preferences.ts'

/** How long letters belong together, ms. */
const TYPING_MS = 900

export function useListKeys(rooms: readonly RoomSummary[], acts: RoomActs): (event: KeyboardEvent<HTMLElement>) => void {
  const typed = useRef({ text: '', at: 0 })

  const typeAhead = (event: KeyboardEvent<HTMLElement>, here: number) => {
    const now = event.timeStamp
    const text = (now - typed.current.at < TYPING_MS ? typed.current.text : '') + event.key
    typed.current = { text, at: now }
    const from = text.length === 1 ? here + 1 : Math.max(0, here)
    const ordered = [...rooms.slice(from), ...rooms.slice(0, from)]
    const found = ordered.find(({ name }) => matchesName(name, text) !== undefined)
    if (found !== undefined) focusRoom(event.currentTarget, found.room)
  }

  return (event) => {
    if (event.nativeEvent.isComposing) return
    const focused = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-room]')?.dataset.room : undefined
    const here = rooms.findIndex(({ room }) => room === focused)
    const room = rooms[here]
    if (event.key === 'M' && event.shiftKey && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      if (room !== undefined) void acts.prefer(room, isMuted(room, Date.now()) ? { mutedUntil: 0, notify: 'all' } : { mutedUntil: FOREVER })
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: rooms.length - 1 }[event.key]
    if (target !== undefined) {
      event.preventDefault()
      focusRoom(event.currentTarget, rooms[Math.min(rooms.length - 1, Math.max(0, target))]?.room)
    } else if (event.key === 'Delete' && room !== undefined) {
      event.preventDefault()
      focusRoom(event.currentTarget, (rooms[here + 1] ?? rooms[here - 1])?.room)
      void acts.archive(room, !room.preferences.archived)
    } else if (event.key.length === 1 && event.key !== ' ' && event.key !== '?') {
      typeAhead(event, here)
    }
  }
}

function focusRoom(list: HTMLElement, room: string | undefined): void {
  if (room !== undefined) list.querySelector<HTMLElement>(`[data-room="${CSS.escape(room)}"]`)?.focus()
}
