/** Who is in a room, for whatever shows it: asked for once for all of them, and again when the engine says that somebody came, left or is reached. */
import { useEffect } from 'react'
import { create } from 'zustand'
import type { AccountId, RoomId } from '../../../shared/ids/index.ts'
import type { MemberView } from '../../../shared/messenger/index.ts'
import type { HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import { call, onEvent, onLocked } from '../engine/index.ts'

const NOBODY: readonly MemberView[] = []
const store = create<{ readonly members: ReadonlyMap<RoomId, readonly MemberView[]> }>(() => ({ members: new Map() }))
/** How many parts of the page look at each room. */
const watched = new Map<RoomId, number>()
const waiting = new Set<RoomId>()
const GATHER_MS = 150
const AGAIN_MS = 1_000

/** Empty until it is known. */
export function useMembers(room: RoomId): readonly MemberView[] {
  useEffect(() => watch(room), [room])
  return store(({ members }) => members.get(room) ?? NOBODY)
}

/** One of them, for the many rows of a room that something else looks after: costs nothing to come and go. */
export function useMember(room: RoomId, account: AccountId): MemberView | undefined {
  return store(({ members }) => members.get(room)?.find((member) => member.account === account))
}

function watch(room: RoomId): () => void {
  const others = watched.get(room) ?? 0
  watched.set(room, others + 1)
  // Whoever is not the first finds it known and fresh.
  if (others === 0) void read(room)
  return () => {
    const left = (watched.get(room) ?? 1) - 1
    if (left > 0) watched.set(room, left)
    else watched.delete(room)
  }
}

onEvent((event) => {
  for (const room of watched.keys()) if (concerns(event, room)) readSoon(room)
})

onLocked(() => store.setState({ members: new Map() }))

function concerns(event: HouseEvent | Lagged, room: RoomId): boolean {
  switch (event.type) {
    case 'room':
    case 'rewritten':
      return event.room === room
    case 'contact':
    case 'reach':
    case 'peer':
    case 'lagged':
      return true
    default:
      return false
  }
}

/** Events come in storms; one reading answers many. */
function readSoon(room: RoomId): void {
  if (waiting.has(room)) return
  waiting.add(room)
  setTimeout(() => {
    waiting.delete(room)
    void read(room)
  }, GATHER_MS)
}

async function read(room: RoomId): Promise<void> {
  const answer = await call('rooms.members', { room })
  if (!watched.has(room)) return
  if (!answer.ok) {
    // The engine is away: it will be back.
    if (answer.error.code === 'DISCONNECTED') setTimeout(() => void (watched.has(room) && read(room)), AGAIN_MS)
    return
  }
  const members = new Map(store.getState().members)
  members.set(room, answer.value)
  store.setState({ members })
}
