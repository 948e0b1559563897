/**
 * All that is on its way out of this page, by room. Messages with files are sealed side by side, but one that was begun later waits a little for
 * the one before: what was said first stands first, unless it takes long.
 */
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { RoomId } from '../../../shared/ids/index.ts'
import { platform } from '../../platform/index.ts'
import { onLocked } from '../engine/index.ts'
import type { TrayItem } from '../tray/index.ts'
import { Sending, type Words } from './sending.ts'

const ORDER_WAIT_MS = 1_000
const NONE: readonly Sending[] = []

const store = createStore<{ readonly rooms: ReadonlyMap<RoomId, readonly Sending[]> }>(() => ({ rooms: new Map() }))
/** The last one of a room; resolved once it is out, or took too long. */
const lasts = new Map<RoomId, Promise<unknown>>()
let count = 0

export interface Letter {
  readonly items: readonly TrayItem[]
  readonly words: Words
  /** Once, when it is out of the person's hands or back in them. */
  readonly ended: (outcome: 'posted' | 'given up') => void
}

export function useSendings(room: RoomId): readonly Sending[] {
  return useStore(store, ({ rooms }) => rooms.get(room) ?? NONE)
}

/** The files, with what is said along with them. Resolves when something said later may go out. */
export function sendFiles(room: RoomId, { items, words, ended }: Letter): Promise<unknown> {
  count += 1
  const sending = new Sending(`sending-${count}`, room, items, words, (outcome) => {
    change(room, (all) => all.filter((each) => each !== sending))
    ended(outcome)
  })
  change(room, (all) => [...all, sending])
  const before = lasts.get(room) ?? Promise.resolve()
  const out = Promise.race([sending.run(before), new Promise((resolve) => setTimeout(resolve, ORDER_WAIT_MS))])
  lasts.set(room, out)
  return out
}

function change(room: RoomId, next: (all: readonly Sending[]) => readonly Sending[]): void {
  const rooms = new Map(store.getState().rooms)
  const all = next(rooms.get(room) ?? NONE)
  if (all.length === 0) rooms.delete(room)
  else rooms.set(room, all)
  store.setState({ rooms })
}

onLocked(() => {
  for (const all of store.getState().rooms.values()) for (const sending of all) sending.forget()
  store.setState({ rooms: new Map() })
  lasts.clear()
})

// A tab that is closed takes with it what is not out yet; our own window lives on behind its tray.
if (platform.kind === 'browser') {
  addEventListener('beforeunload', (event) => {
    if (store.getState().rooms.size > 0) event.preventDefault()
  })
}
