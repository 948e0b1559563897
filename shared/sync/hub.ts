/**
 * All sync sessions of this device. Streams come in through `attach`, whoever made them; the messenger tells what it wrote or changed and
 * the hub sees to it that every session of the room hears of it. Knows devices and rooms, never what is in a block.
 */
import type { DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { PeerStream } from '../reach/index.ts'
import type { RoomKey } from '../store/index.ts'
import { pointsFor } from './codes.ts'
import { encodeFrame } from './frames/index.ts'
import type { PeerSession, SyncCode, SyncHost, SyncHub, WireBlock } from './host.ts'
import { HubRoom } from './hub-room.ts'
import { KnockLimits } from './knock-limits.ts'
import { RoomLink } from './room-link.ts'
import { PeerScores } from './score.ts'
import { Session, type SessionHub } from './session.ts'
import type { RoomSource } from './session-rooms.ts'
import { type WantOrder, WantScheduler } from './want-scheduler.ts'

/** Paths to one device at once; the oldest gives way. */
const SESSIONS_PER_DEVICE = 3

export interface StreamHub extends SyncHub {
  /** Starts a session over the stream, or refuses it. */
  attach(stream: PeerStream): void
  /** Refusals so far: `refused` by us, `told` to us. */
  readonly counters: { readonly refused: ReadonlyMap<SyncCode, number>; readonly told: ReadonlyMap<SyncCode, number> }
  /** How long a device is still kept away; 0 when it is not (SYNC-13). */
  bannedMs(device: DeviceId): number
}

export function createSyncHub(host: SyncHost): StreamHub {
  return new Hub(host)
}

class Hub implements StreamHub {
  readonly #host: SyncHost
  readonly #sessions = new Map<number, Session>()
  readonly #rooms = new Map<RoomKey, HubRoom>()
  readonly #scores: PeerScores
  readonly #knocks: KnockLimits
  readonly #scheduler: WantScheduler
  readonly #refused = new Map<SyncCode, number>()
  readonly #told = new Map<SyncCode, number>()
  readonly #port: SessionHub
  #lastNumber = 0
  #accepting = 0
  #isStopped = false
  #isTagging = false
  #stopReview: (() => void) | undefined
  #stopRun: (() => void) | undefined

  constructor(host: SyncHost) {
    this.#host = host
    this.#scores = new PeerScores(host.clock)
    this.#knocks = new KnockLimits(host.clock)
    this.#scheduler = new WantScheduler(host.clock, (order) => this.#ask(order))
    this.#port = {
      host,
      source: (session) => this.#source(session),
      refused: (session, code, own, points) => {
        count(this.#refused, code)
        return this.#scores.add(session.device, points ?? pointsFor(code, own), session.isOwnDevice)
      },
      repeated: (session, repeats) => this.#scores.addRepeats(session.device, repeats, session.isOwnDevice),
      knocked: (session, payload) => this.#knocked(session, payload),
      answered: (session) => this.#knocks.settle(session.device),
      welcomed: (session) => this.#knocks.welcome(session.device, session.address),
      counted: (code) => count(this.#told, code),
      refetch: (session, room, device, ranges) => {
        if (session.link(room)?.isReady === true) this.#scheduler.refetch(session.number, room, device, ranges)
      },
      closed: (session) => this.#closed(session),
    }
  }

  get counters(): StreamHub['counters'] {
    return { refused: this.#refused, told: this.#told }
  }

  bannedMs(device: DeviceId): number {
    return this.#scores.bannedMs(device)
  }

  attach(stream: PeerStream): void {
    if (this.#isStopped || this.#scores.bannedMs(stream.device) > 0 || !this.#host.admits(stream.device)) return stream.abort()
    if (!this.#makeSeat(stream.device)) {
      count(this.#refused, 'BUSY')
      stream.send(encodeFrame({ type: 'bye', code: 'BUSY' }))
      return stream.close()
    }
    const session = new Session(this.#port, stream, ++this.#lastNumber)
    this.#sessions.set(session.number, session)
    session.start()
  }

  written(key: RoomKey, device: DeviceId, blocks: readonly { readonly seq: number; readonly block: WireBlock }[]): void {
    this.#rooms.get(key)?.written(device, blocks)
  }

  changed(key: RoomKey, what: 'governance' | 'feed' | 'status' | 'proof'): void {
    const isOwn = this.#accepting === 0
    if (what === 'governance') this.#reviewSoon()
    const room = this.#rooms.get(key)
    if (room === undefined) return
    if (what !== 'feed') return room.changed(what, isOwn)
    // What a session brought is told by its own link: to its source at once, as an acknowledgement.
    if (!isOwn) return
    room.arrived(room.refresh(), undefined)
    this.#runSoon()
  }

  typing(key: RoomKey, isTyping: boolean): void {
    const told = new Set<DeviceId>()
    for (const session of this.#sessions.values()) {
      if (session.isOwnDevice || told.has(session.device)) continue
      if (session.link(key)?.tellTyping(isTyping) === true) told.add(session.device)
    }
  }

  rematch(): void {
    this.#isTagging = true
    this.#reviewSoon()
  }

  stirred(device: DeviceId, address: string, waitedMs: number | undefined): void {
    for (const session of this.#sessions.values()) if (session.device === device && session.address === address) session.stirred(waitedMs)
  }

  sessions(): readonly PeerSession[] {
    return [...this.#sessions.values()]
  }

  missing(room: RoomKey): number {
    return this.#scheduler.missing(room)
  }

  stop(): void {
    this.#isStopped = true
    for (const session of this.#sessions.values()) session.end('GONE')
    for (const room of this.#rooms.values()) room.stop()
    this.#stopReview?.()
    this.#stopRun?.()
    this.#scheduler.stop()
    this.#rooms.clear()
  }

  #source(session: Session): RoomSource {
    return {
      room: (key) => this.#room(key),
      hasSeat: (room) =>
        room.links.size < RESOURCE.SESSIONS_PER_ROOM || isOnTop(session, room) || this.#seatsTaken(room) < RESOURCE.SESSIONS_PER_ROOM,
      makeLink: (room, number) =>
        new RoomLink({
          port: session,
          room,
          number,
          sessionNumber: session.number,
          scheduler: this.#scheduler,
          accepting: (work) => this.#accept(work),
          announced: () => this.#runSoon(),
        }),
    }
  }

  #seatsTaken(room: HubRoom): number {
    return [...this.#sessions.values()].filter((session) => session.link(room.key)?.isOpen === true && !isOnTop(session, room)).length
  }

  #room(key: RoomKey): HubRoom | undefined {
    const known = this.#rooms.get(key)
    if (known !== undefined) return known
    const sync = this.#host.room(key)
    if (sync === undefined) return undefined
    const room = new HubRoom(key, sync, this.#host.clock, this.#scheduler)
    this.#rooms.set(key, room)
    return room
  }

  #accept<T>(work: () => T): T {
    this.#accepting += 1
    try {
      return work()
    } finally {
      this.#accepting -= 1
    }
  }

  #ask({ session: number, room, ...want }: WantOrder): void {
    const session = this.#sessions.get(number)
    const link = session?.link(room)
    if (session !== undefined && link !== undefined) session.send({ type: 'want', room: link.number, ...want })
  }

  /** LIM: strangers give way to newcomers, so that many half-open doors do not shut the house. */
  #makeSeat(device: DeviceId): boolean {
    const same = [...this.#sessions.values()].filter((session) => session.device === device)
    if (same.length >= SESSIONS_PER_DEVICE) same[0]?.end('BUSY')
    if (this.#sessions.size < RESOURCE.SESSIONS) return true
    for (const session of this.#sessions.values()) {
      if (session.state === 'known') continue
      session.end('BUSY')
      return true
    }
    return false
  }

  #knocked(session: Session, payload: Uint8Array): void {
    const verdict = this.#knocks.admit(session.device, session.address)
    if (verdict.ok) return this.#host.knocked(session, payload)
    session.refuse(verdict.code, { retryMs: verdict.retryMs, ...(verdict.ownFault ? {} : { points: 0 }) })
  }

  #closed(session: Session): void {
    this.#sessions.delete(session.number)
    this.#scheduler.leave(session.number)
    this.#knocks.settle(session.device)
    if (this.#isStopped) return
    // Another path to the same device goes on with everything; a freed seat in a room may be somebody's (SYNC-7).
    for (const room of this.#rooms.values()) {
      for (const link of room.links) {
        if (link.peer !== session.device) continue
        for (const device of room.devices()) link.rows.wake(device)
        link.soon()
      }
    }
    this.#reviewSoon()
    this.#runSoon()
  }

  #reviewSoon(): void {
    if (this.#isStopped) return
    this.#stopReview ??= this.#host.clock.after(0, () => {
      this.#stopReview = undefined
      const isTagging = this.#isTagging
      this.#isTagging = false
      for (const [key, room] of this.#rooms) {
        if (this.#host.room(key) !== undefined) continue
        room.stop()
        this.#rooms.delete(key)
      }
      for (const session of this.#sessions.values()) {
        if (isTagging) session.rematch()
        session.review()
      }
    })
  }

  #runSoon(): void {
    if (this.#isStopped) return
    this.#stopRun ??= this.#host.clock.after(0, () => {
      this.#stopRun = undefined
      this.#scheduler.run()
    })
  }
}

function count(counters: Map<SyncCode, number>, code: SyncCode): void {
  counters.set(code, (counters.get(code) ?? 0) + 1)
}

/** SYNC-7: own devices and carriers take nobody's seat in a room. */
function isOnTop({ isOwnDevice, device }: Session, { sync }: HubRoom): boolean {
  return isOwnDevice || sync.standing(device) === 'carrier'
}
