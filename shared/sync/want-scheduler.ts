/**
 * What to ask of whom (SYNC-5, SYNC-6): one WANT per device chain over all sessions, the newest segment of every feed of every room
 * first, then history; rooms by priority, then in turns. A session is asked once its rooms are open, or blocks would stand before the rows
 * of later rooms. Pure but for the clock: facts come in, WANTs go out through `ask`. A window is widened when half of it has arrived, so
 * throughput does not wait for round trips.
 */
import type { Clock } from '../crypto/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { RoomKey } from '../store/index.ts'
import type { Ranges } from './host.ts'
import { countOf, isEqual } from './ranges.ts'
import { Chain, FIRST_WINDOW_BYTES, NEWEST_BYTES, STAGE_ONE_BYTES, type SessionNumber, type Want } from './want-chain.ts'

/** A WANT to send; `max` 0 takes it back. */
export interface WantOrder {
  readonly session: SessionNumber
  readonly room: RoomKey
  readonly number: number
  readonly device: DeviceId
  readonly ranges: Ranges
  readonly max: number
  /** The newest segment of them alone. */
  readonly newest?: boolean
}

const WANTS_PER_SESSION = 64
/** Below what a server keeps open for one session. */
const WANTS_WITH_RESTING = 120
/** Asked for and not arrived, per session, over all chains. */
const IN_FLIGHT_BYTES = 4 * RESOURCE.WANT_BYTES
const HALF_WINDOW = RESOURCE.WANT_BYTES / 2
const TICK_MS = RESOURCE.WANT_STALL_MS / 5
/**
 * A session that works, but not on this WANT, may have a long queue. A line that was cut for a moment is silent: where nobody else could give it,
 * what was asked for comes when the line is back. Past this it is neither.
 */
const STARVED_MS = 6 * RESOURCE.WANT_STALL_MS
const LIAR_MS = 60_000
/** How long first windows wait for the next room of a session to open; blocks on their way would stand before its rows. */
const OPENING_MS = 300

interface Peer {
  readonly wants: Set<Want>
  readonly chains: Set<Chain>
  /** Rooms whose governance is still on its way. */
  readonly opening: Set<RoomKey>
  openedAt: number
  stalls: number
  lastAt: number
}
interface Room {
  priority: number
  readonly chains: Map<DeviceId, Chain>
  readonly waiting: Set<Chain>
}

export class WantScheduler {
  readonly #clock: Clock
  readonly #ask: (order: WantOrder) => void
  readonly #peers = new Map<SessionNumber, Peer>()
  readonly #rooms = new Map<RoomKey, Room>()
  #lastNumber = 0
  #stopTick: (() => void) | undefined
  #stopOpening: (() => void) | undefined

  constructor(clock: Clock, ask: (order: WantOrder) => void) {
    this.#clock = clock
    this.#ask = ask
  }

  /** WANTs that are open now. */
  get open(): number {
    let open = 0
    for (const peer of this.#peers.values()) open += peer.wants.size
    return open
  }

  /** Blocks of a room that somebody says to hold and that are not here. */
  missing(room: RoomKey): number {
    let count = 0
    for (const chain of this.#rooms.get(room)?.chains.values() ?? []) count += countOf(chain.missing())
    return count
  }

  setPriority(room: RoomKey, priority: number): void {
    this.#room(room).priority = priority
  }

  /** A room of the session opens: nothing is asked of that session until all its rooms have, or one takes too long. */
  opening(session: SessionNumber, room: RoomKey): void {
    const peer = this.#peer(session)
    peer.opening.add(room)
    peer.openedAt = this.#clock.now()
    this.#awaitOpening()
  }

  /** Its governance is here. True when it was the last one waited for. */
  opened(session: SessionNumber, room: RoomKey): boolean {
    const peer = this.#peers.get(session)
    if (peer?.opening.delete(room) !== true) return false
    peer.openedAt = this.#clock.now()
    return peer.opening.size === 0
  }

  /** What is durable here. */
  setOwn(room: RoomKey, device: DeviceId, ranges: Ranges): void {
    const chain = this.#chain(room, device)
    chain.own = ranges
    this.#room(room).waiting.add(chain)
  }

  /** What a session says is durable at its end. */
  announced(session: SessionNumber, room: RoomKey, device: DeviceId, ranges: Ranges): void {
    const chain = this.#chain(room, device)
    chain.hold(session, ranges)
    this.#peer(session).chains.add(chain)
    this.#room(room).waiting.add(chain)
  }

  /** Asks that session for these seqs although rows say they are here (FORK-1: another branch). */
  refetch(session: SessionNumber, room: RoomKey, device: DeviceId, ranges: Ranges): void {
    const chain = this.#chain(room, device)
    this.#peer(session).chains.add(chain)
    this.#start(session, chain, ranges.slice(-RESOURCE.RANGES_PER_ROW), true)
  }

  /** The session ended, or lost that room. */
  leave(session: SessionNumber, room?: RoomKey): void {
    const peer = this.#peers.get(session)
    if (peer === undefined) return
    if (room !== undefined) peer.opening.delete(room)
    for (const chain of peer.chains) {
      if (room !== undefined && chain.room !== room) continue
      for (const want of chain.wants.filter((held) => held.session === session)) this.#finish(want)
      chain.forget(session)
      peer.chains.delete(chain)
      const { chains, waiting } = this.#room(chain.room)
      waiting.add(chain)
      if (!chain.isForgotten) continue
      // What nobody holds and nobody claims any more: claims must not outlive who made them.
      chains.delete(chain.device)
      waiting.delete(chain)
    }
    if (room === undefined) this.#peers.delete(session)
  }

  /** Bytes for a WANT were taken in; `isProgress` when they were worth something. False when it sent far more than asked for. */
  received(session: SessionNumber, room: RoomKey, number: number, bytes: number, isProgress: boolean): boolean {
    const want = this.#find(session, room, number)
    if (want === undefined) return true
    want.received += bytes
    if (isProgress) this.touched(session, room, number)
    if (want.isNewest) want.chain.newestBytes += bytes
    if (want.received >= STAGE_ONE_BYTES) want.chain.stage = 2
    return want.received <= want.granted + 2 * IN_FLIGHT_BYTES
  }

  /** Part of a large block came. */
  touched(session: SessionNumber, room: RoomKey, number: number): void {
    const want = this.#find(session, room, number)
    const peer = this.#peers.get(session)
    if (want === undefined || peer === undefined) return
    want.lastAt = this.#clock.now()
    peer.lastAt = want.lastAt
    peer.stalls = 0
  }

  /** WANT-END; own rows are up to date. */
  ended(session: SessionNumber, room: RoomKey, number: number, complete: boolean): void {
    const want = this.#find(session, room, number)
    if (want === undefined) return
    this.#finish(want)
    const missing = want.chain.undelivered(want)
    if (missing.length === 0) want.chain.forgive(session)
    else if (want.isNewest && !complete) {
      // What is newest may be of no use without what comes before it.
      const isUseless = isEqual(missing, want.ranges)
      if (isUseless || want.chain.newestBytes >= NEWEST_BYTES) want.chain.stage = 2
    } else if (!want.isRefetch) {
      const isLie = complete && !want.chain.hangs(want)
      want.chain.refuse(session, missing, this.#clock.now(), isLie ? LIAR_MS : RESOURCE.WANT_STALL_MS)
    }
  }

  /** Asks for what can be asked for now. */
  run(): void {
    const now = this.#clock.now()
    for (const [stage, priority] of ORDER) {
      if (!this.#assign(now, stage, priority)) break
    }
    this.#widen(now)
    this.#arm()
  }

  stop(): void {
    this.#stopTick?.()
    this.#stopTick = undefined
    this.#stopOpening?.()
    this.#stopOpening = undefined
    this.#peers.clear()
    this.#rooms.clear()
  }

  /** One chain of each room in turn; false when no session takes any more. */
  #assign(now: number, stage: 1 | 2, priority: number): boolean {
    const circles = [...this.#rooms.values()]
      .filter((room) => room.priority === priority && room.waiting.size > 0)
      .map((room) => ({ room, chains: [...room.waiting].filter((chain) => chain.stage === stage) }))
    for (let turn = 0; circles.some(({ chains }) => turn < chains.length); turn++) {
      for (const { room, chains } of circles) {
        const chain = chains[turn]
        if (chain === undefined) continue
        if (!this.#hasCapacity(now)) return false
        if (this.#assignChain(chain, now)) room.waiting.delete(chain)
      }
    }
    return true
  }

  /** False when all who could be asked are busy. */
  #assignChain(chain: Chain, now: number): boolean {
    let best: { readonly session: SessionNumber; readonly peer: Peer; readonly ranges: Ranges } | undefined
    let isMissing = false
    for (const session of chain.holders()) {
      const ranges = chain.askable(session, now)
      const peer = this.#peers.get(session)
      if (ranges.length === 0 || peer === undefined) continue
      isMissing = true
      if (isOpening(peer, now) || !hasCapacity(peer) || (chain.stage === 2 && fetchesNewest(peer))) continue
      if (best === undefined || isBetter(peer, best.peer)) best = { session, peer, ranges }
    }
    if (!isMissing && chain.wants.length === 0) chain.startAnew()
    if (best === undefined) return !isMissing
    this.#start(best.session, chain, best.ranges, false)
    return true
  }

  #start(session: SessionNumber, chain: Chain, ranges: Ranges, isRefetch: boolean): void {
    const now = this.#clock.now()
    const number = ++this.#lastNumber
    const isNewest = chain.stage === 1 && !isRefetch
    const max = chain.stage === 1 ? FIRST_WINDOW_BYTES : HALF_WINDOW
    const want: Want = { session, chain, number, ranges, isNewest, isRefetch, granted: max, received: 0, lastAt: now }
    const peer = this.#peer(session)
    if (peer.wants.size === 0) peer.lastAt = now
    peer.wants.add(want)
    chain.wants.push(want)
    chain.lastAsked = session
    this.#ask({ session, room: chain.room, number, device: chain.device, ranges, max, ...(isNewest && { newest: true }) })
    this.#arm()
  }

  /** Lets open WANTs go on: first windows before second ones, then in turns by room priority. */
  #widen(now: number): void {
    for (const peer of this.#peers.values()) {
      const thin = [...peer.wants].filter(isHalfway)
      const isNewestOpen = [...peer.wants].some((want) => want.chain.stage === 1 && !isHalfway(want))
      if (thin.length === 0 || isNewestOpen || isOpening(peer, now)) continue
      const newest = thin.filter((want) => want.chain.stage === 1)
      for (const want of newest) this.#grant(want, want.granted)
      if (newest.length > 0) continue
      let inFlight = 0
      for (const want of peer.wants) inFlight += Math.max(0, want.granted - want.received)
      const byTurn = thin.toSorted((a, b) => this.#room(a.chain.room).priority - this.#room(b.chain.room).priority || a.granted - b.granted)
      for (const want of byTurn) {
        if (inFlight >= IN_FLIGHT_BYTES) break
        if (want.granted <= want.received && this.#moves(want, peer, now)) continue
        while (want.granted - want.received <= HALF_WINDOW) {
          const max = Math.min(RESOURCE.WANT_BYTES, RESOURCE.WANT_BYTES - (want.granted - want.received))
          inFlight += max
          this.#grant(want, max)
        }
      }
    }
  }

  #grant(want: Want, max: number): void {
    want.granted += max
    const { session, chain, number, ranges } = want
    this.#ask({ session, room: chain.room, number, device: chain.device, ranges, max })
  }

  /** Nothing is on its way for this WANT: an idler session that holds the rest may go on with it. */
  #moves(want: Want, peer: Peer, now: number): boolean {
    if (want.isRefetch) return false
    for (const session of want.chain.holders()) {
      const other = this.#peers.get(session)
      if (other === undefined || session === want.session || other.stalls > 0 || other.wants.size + 1 >= peer.wants.size) continue
      this.#cancel(want)
      if (want.chain.askable(session, now).length === 0) return true
      this.#start(session, want.chain, want.chain.askable(session, now), false)
      return true
    }
    return false
  }

  #tick(): void {
    this.#stopTick = undefined
    const now = this.#clock.now()
    for (const [session, peer] of this.#peers) {
      for (const want of [...peer.wants]) {
        if (want.granted <= want.received || !isStalled(want, peer, now)) continue
        peer.stalls += 1
        this.#cancel(want)
        want.chain.refuse(session, want.chain.undelivered(want), now, RESOURCE.WANT_STALL_MS)
      }
    }
    for (const room of this.#rooms.values()) {
      for (const chain of room.chains.values()) if (chain.hasRefusals && chain.lapse(now)) room.waiting.add(chain)
    }
    this.run()
  }

  #cancel(want: Want): void {
    this.#finish(want)
    const { session, number, chain, ranges } = want
    this.#ask({ session, room: chain.room, number, device: chain.device, ranges, max: 0 })
  }

  #finish(want: Want): void {
    this.#peers.get(want.session)?.wants.delete(want)
    const at = want.chain.wants.indexOf(want)
    if (at >= 0) want.chain.wants.splice(at, 1)
    this.#room(want.chain.room).waiting.add(want.chain)
  }

  /** A room that never opens is waited for only so long. */
  #awaitOpening(): void {
    this.#stopOpening ??= this.#clock.after(OPENING_MS, () => {
      this.#stopOpening = undefined
      const now = this.#clock.now()
      if ([...this.#peers.values()].some((peer) => isOpening(peer, now))) this.#awaitOpening()
      this.run()
    })
  }

  /** The clock is looked at only while something is open or put off. */
  #arm(): void {
    if (this.#stopTick !== undefined) return
    const isPutOff = (room: Room): boolean => [...room.chains.values()].some((chain) => chain.hasRefusals)
    if (this.open === 0 && ![...this.#rooms.values()].some(isPutOff)) return
    this.#stopTick = this.#clock.after(TICK_MS, () => this.#tick())
  }

  #hasCapacity(now: number): boolean {
    for (const peer of this.#peers.values()) if (!isOpening(peer, now) && hasCapacity(peer)) return true
    return false
  }

  #find(session: SessionNumber, room: RoomKey, number: number): Want | undefined {
    for (const want of this.#peers.get(session)?.wants ?? []) if (want.number === number && want.chain.room === room) return want
    return undefined
  }

  #peer(session: SessionNumber): Peer {
    let peer = this.#peers.get(session)
    if (peer === undefined) {
      const now = this.#clock.now()
      peer = { wants: new Set(), chains: new Set(), opening: new Set(), openedAt: now, stalls: 0, lastAt: now }
      this.#peers.set(session, peer)
    }
    return peer
  }

  #room(key: RoomKey): Room {
    let room = this.#rooms.get(key)
    if (room === undefined) this.#rooms.set(key, (room = { priority: LEAST_PRIORITY, chains: new Map(), waiting: new Set() }))
    return room
  }

  #chain(key: RoomKey, device: DeviceId): Chain {
    const { chains } = this.#room(key)
    let chain = chains.get(device)
    if (chain === undefined) chains.set(device, (chain = new Chain(key, device)))
    return chain
  }
}

const LEAST_PRIORITY = 2
const ORDER: readonly (readonly [stage: 1 | 2, priority: number])[] = [
  [1, 0],
  [1, 1],
  [1, 2],
  [2, 0],
  [2, 1],
  [2, 2],
]

function isBetter(a: Peer, b: Peer): boolean {
  return a.stalls < b.stalls || (a.stalls === b.stalls && a.wants.size < b.wants.size)
}

/** Rooms are still opening, one after the other; one that never does holds up nobody for long. */
function isOpening({ opening, openedAt }: Peer, now: number): boolean {
  return opening.size > 0 && now - openedAt < OPENING_MS
}

function fetchesNewest({ wants }: Peer): boolean {
  return [...wants].some(({ isNewest, chain }) => isNewest && chain.stage === 1)
}

/** WANTs whose window is used up rest at the server; they do not stand in the way of somebody's newest segment. */
function hasCapacity(peer: Peer): boolean {
  if (peer.wants.size < WANTS_PER_SESSION) return true
  if (peer.wants.size >= WANTS_WITH_RESTING) return false
  let working = 0
  for (const want of peer.wants) if (want.granted > want.received) working += 1
  return working < WANTS_PER_SESSION
}

/** It is of no use to wait for it any longer. */
function isStalled(want: Want, peer: Peer, now: number): boolean {
  const idle = now - want.lastAt
  if (idle < RESOURCE.WANT_STALL_MS) return false
  if (idle >= STARVED_MS) return true
  return now - peer.lastAt >= RESOURCE.WANT_STALL_MS && want.chain.isElsewhere(want, now)
}

/** Half of what was asked for has come. */
function isHalfway(want: Want): boolean {
  return want.granted <= HALF_WINDOW ? want.received * 2 >= want.granted : want.granted - want.received <= HALF_WINDOW
}
