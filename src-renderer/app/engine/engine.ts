/**
 * The live state of the engine in this page, and the way to ask it for more. Screens read it by `useEngine`, act by `call`, and hear single
 * events by `onEvent` where the state is not enough (a timeline adds one message instead of reading itself anew).
 */
import { create } from 'zustand'
import type { HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import { platform } from '../../platform/index.ts'
import { connect, type Connection, type ConnectionState } from './connection.ts'
import { keepSame } from './keep-same.ts'
import { FIRST_SLICES, readSlice, type Slice, SLICES, staleAfter } from './slices.ts'
import { type EngineState, NOTHING_YET } from './state.ts'

const store = create<EngineState>(() => NOTHING_YET)
const listeners = new Set<(event: HouseEvent | Lagged) => void>()
const lockListeners = new Set<() => void>()
const beforeLock = new Set<() => Promise<unknown>>()
const stale = new Set<Slice>()
let reading = false
let laterRead: ReturnType<typeof setTimeout> | undefined
/** Parts that events made stale within this time are asked for together. */
const GATHER_MS = 20
/** The connection was away while the profile was open: events went past this page. */
let hasMissedEvents = false

/** Longer than this nobody stays behind an open door. */
const KEEPING_MS = 1_000

const connection = connect(platform, { state: (state) => void entered(state), event: heard })

/** A part of the state; the component draws itself anew when that part is another. */
export function useEngine<T>(select: (state: EngineState) => T): T {
  return store(select)
}

/** The state now, for handlers. */
export function engineState(): EngineState {
  return store.getState()
}

/** For what is worked out once for many parts. Returns what ends it. */
export function watchEngineState(listener: (state: EngineState) => void): () => void {
  return store.subscribe(listener)
}

/** Never rejects: a failure is an answer with a code. */
export const call: Connection['call'] = (method, input, timeoutMs) => connection.call(method, input, timeoutMs)

/** Returns what ends it. After `lagged` events are missing: read anew what is shown. */
export function onEvent(listener: (event: HouseEvent | Lagged) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** For whoever keeps something of the profile outside the state: lets go of it, because the profile was locked or closed. */
export function onLocked(handler: () => void): () => void {
  lockListeners.add(handler)
  return () => lockListeners.delete(handler)
}

/** For whoever keeps something of the person that the engine does not have yet: the door waits for it, though not for long. */
export function onLocking(handler: () => Promise<unknown>): () => void {
  beforeLock.add(handler)
  return () => beforeLock.delete(handler)
}

/** NOT_READY where there is no passphrase to lock with. */
export async function lockHouse(): ReturnType<typeof connection.call<'host.lock'>> {
  const kept = Promise.allSettled([...beforeLock].map((handler) => handler()))
  await Promise.race([kept, new Promise((resolve) => setTimeout(resolve, KEEPING_MS))])
  return connection.call('host.lock')
}

/** The engine is starting again, or on its way back: what is shown stays, and what is asked waits for nobody. */
export function useIsRestarting(): boolean {
  return useEngine(({ connection, host }) => connection.phase === 'lost' || host?.phase === 'opening')
}

/** Asks for parts of the state again, for whoever changed them and does not want to wait for the event. */
export function refresh(...slices: readonly Slice[]): void {
  for (const slice of slices) stale.add(slice)
  void readStale()
}

async function entered(state: ConnectionState): Promise<void> {
  if (state.phase === 'lost') hasMissedEvents ||= store.getState().host?.phase === 'ready'
  store.setState({ connection: state })
  if (state.phase !== 'open') return
  const host = await connection.call('host.state')
  if (host.ok) becameHost(host.value)
}

function heard(event: HouseEvent | Lagged): void {
  if (event.type === 'host') becameHost(event.state)
  if (event.type === 'typing') noteTyping(event)
  // Whoever shows the very thing asks first; the lists around it may come a moment later.
  for (const listener of listeners) listener(event)
  for (const slice of staleAfter(event)) stale.add(slice)
  if (stale.size > 0) laterRead ??= setTimeout(readLater, GATHER_MS)
}

function readLater(): void {
  laterRead = undefined
  void readStale()
}

/** What was known of a locked or closed profile leaves the page's memory with it. */
function becameHost(host: NonNullable<EngineState['host']>): void {
  if (host.phase === 'ready') {
    store.setState({ host })
    refresh(...SLICES)
    if (hasMissedEvents) for (const listener of listeners) listener({ type: 'lagged', dropped: 0 })
    hasMissedEvents = false
    return
  }
  if (host.phase === 'opening') return store.setState({ host })
  hasMissedEvents = false
  store.setState({ ...NOTHING_YET, connection: store.getState().connection, host })
  for (const handler of lockListeners) handler()
}

function noteTyping({ room, account, isTyping }: Extract<HouseEvent, { type: 'typing' }>): void {
  const typing = new Map(store.getState().typing)
  const others = (typing.get(room) ?? []).filter((each) => each !== account)
  typing.set(room, isTyping ? [...others, account] : others)
  store.setState({ typing })
}

/** Rooms are many, and each is a row that draws itself anew when it is another. */
function settled(read: Partial<EngineState>): Partial<EngineState> {
  return read.rooms === undefined ? read : { ...read, rooms: keepSame(store.getState().rooms, read.rooms, ({ room }) => room) }
}

/** Together, so that it is one question of time and one drawing; first what the first screen is made of. */
async function readStale(): Promise<void> {
  if (reading) return
  reading = true
  try {
    while (stale.size > 0 && store.getState().host?.phase === 'ready') {
      const first = FIRST_SLICES.filter((slice) => stale.has(slice))
      const slices = first.length > 0 ? first : [...stale]
      for (const slice of slices) stale.delete(slice)
      const read = await Promise.all(slices.map((slice) => readSlice(connection, slice)))
      // An answer that comes after the lock fell stays outside.
      if (store.getState().host?.phase === 'ready') store.setState(settled(Object.assign({}, ...read)))
    }
  } finally {
    reading = false
  }
}
