/**
 * One sync session over one stream: HELLO, tags, IDENT, then frames to the rooms they are for. Whatever the peer sends ends in a
 * host call, a refusal with its code, or nothing; it never throws and never waits for anybody. A closed session loses nothing: rows resume
 * it (SYNC-10).
 */
import type { AccountId, DeviceId } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import type { PeerStream } from '../reach/index.ts'
import { LIMIT_POINTS } from './codes.ts'
import { STRANGERS, answerToUnknown, isGovernance } from './frame-classes.ts'
import { FrameBudget } from './frame-budget.ts'
import {
  type AnyFrame,
  CAPABILITIES,
  type DecodedFrame,
  type Frame,
  FrameDecoder,
  type FrameOf,
  VERSIONS,
  encodeFrame,
} from './frames/index.ts'
import type { CarryFrame, MatchKey, PeerSession, Ranges, SyncCode, SyncHost } from './host.ts'
import type { RoomKey } from '../store/index.ts'
import type { Refusal } from './link-port.ts'
import { Outbox } from './outbox.ts'
import { RoomIntake } from './room-intake.ts'
import type { RoomLink } from './room-link.ts'
import { NamedTimers } from '../timers/index.ts'
import { Liveness } from './liveness.ts'
import { Serving, type ServingPort } from './serving.ts'
import { type RoomSource, SessionRooms } from './session-rooms.ts'
import { TagBook } from './tag-book.ts'
import { takeTogether } from './together.ts'

/** What a session asks of the hub. */
export interface SessionHub {
  readonly host: SyncHost
  readonly source: (session: Session) => RoomSource
  /** Counts a refusal; true when the device has now cost too much. */
  refused(session: Session, code: SyncCode, own: boolean, points: number | undefined): boolean
  repeated(session: Session, count: number): boolean
  knocked(session: Session, payload: Uint8Array): void
  answered(session: Session): void
  /** It turned out to be somebody who is let in. */
  welcomed(session: Session): void
  counted(code: SyncCode): void
  refetch(session: Session, room: RoomKey, device: DeviceId, ranges: Ranges): void
  closed(session: Session): void
}

/** hello: nothing heard yet. tags: strangers so far. matched: waiting for the peer's card. known: open. */
type State = 'hello' | 'tags' | 'matched' | 'known' | 'closed'

/** What must go through at any time on the way from stranger to somebody known. */
const KEPT_FOR = ['ident', 'knock', 'knock', 'knockReply', 'knockReply'] as const

export class Session implements PeerSession, ServingPort {
  readonly number: number
  readonly device: DeviceId
  readonly address: string
  readonly host: SyncHost
  readonly session: PeerSession = this
  account: AccountId | undefined
  isOwnDevice = false
  readonly #hub: SessionHub
  readonly #stream: PeerStream
  readonly #outbox: Outbox
  readonly #decoder = new FrameDecoder()
  readonly #budget: FrameBudget
  /** What the peer counts of us as long as it may not know us: more than that it would refuse, and lose. */
  readonly #spent: FrameBudget
  readonly #tags: TagBook
  readonly #rooms: SessionRooms
  readonly #serving = new Serving(this)
  readonly #timers: NamedTimers
  readonly #intake: RoomIntake
  readonly #liveness: Liveness
  readonly #askers = new Set<() => void>()
  #state: State = 'hello'
  #matches: readonly MatchKey[] = []
  #card: Uint8Array | undefined
  #peerWall = 0
  #peerCaps = 0
  #hasSentCard = false

  constructor(hub: SessionHub, stream: PeerStream, number: number) {
    const { host } = hub
    this.#hub = hub
    this.#stream = stream
    this.number = number
    this.host = host
    this.device = stream.device
    this.address = stream.address
    this.#outbox = new Outbox(stream)
    this.#budget = new FrameBudget(host.clock)
    this.#spent = new FrameBudget(host.clock)
    this.#tags = new TagBook(host.crypto, host.rng, { own: host.device, peer: stream.device })
    this.#rooms = new SessionRooms(this, hub.source(this))
    this.#timers = new NamedTimers(host.clock)
    this.#intake = new RoomIntake(this, this.#rooms, this.#serving, this.#timers)
    this.#liveness = new Liveness({
      clock: host.clock,
      timers: this.#timers,
      ping: () => this.#ping(),
      doubted: () => host.doubted(stream),
      trusted: () => host.trusted(stream),
      dead: () => stream.abort(),
    })
  }

  get state(): State {
    return this.#state
  }

  get isClosed(): boolean {
    return this.#state === 'closed'
  }

  hears(what: keyof typeof CAPABILITIES): boolean {
    return this.#peerCaps % (2 * CAPABILITIES[what]) >= CAPABILITIES[what]
  }

  get hasRoom(): boolean {
    return this.#outbox.hasRoom
  }

  /** Bytes kept for a reader that is slower than we are. */
  get queuedBytes(): number {
    return this.#outbox.queuedBytes
  }

  /** Bytes kept of an unfinished frame. */
  get heldBytes(): number {
    return this.#decoder.heldBytes
  }

  start(): void {
    const { host } = this
    this.#timers.after('hello', RESOURCE.HELLO_TIMEOUT_MS, () => this.end('BAD_FRAME'))
    this.#timers.after('unmatched', RESOURCE.UNMATCHED_SESSION_MS, () => this.#bye(undefined))
    this.#liveness.start()
    const versions = [VERSIONS.lowest, VERSIONS.highest] as const
    this.send({
      type: 'hello',
      versions,
      nonce: this.#tags.nonce,
      caps: CAPABILITIES.typing + CAPABILITIES.carrierStatus,
      wall: Math.max(0, Math.floor(host.clock.now())),
      kind: host.kind,
    })
    this.#stream.listen({
      data: (bytes) => this.#received(bytes),
      drain: () => this.#drained(),
      closed: () => this.#close(),
    })
  }

  knock(payload: Uint8Array): void {
    this.send({ type: 'knock', payload })
  }

  knockReply(payload: Uint8Array): void {
    this.#hub.answered(this)
    this.send({ type: 'knockReply', payload })
  }

  welcome(): void {
    this.#hub.welcomed(this)
  }

  carry(said: CarryFrame): void {
    if (this.#state === 'known') this.send(said)
  }

  get nonces(): PeerSession['nonces'] {
    return this.#tags.nonces
  }

  tellRecords(content: Uint8Array): boolean {
    if (this.#state !== 'known' || !this.hasRoom) return false
    this.send({ type: 'record', content })
    return true
  }

  rematch(): void {
    if (this.#state === 'hello' || this.isClosed) return
    const keys = this.host.matchKeys()
    this.#tellTags(keys)
    this.#match(keys)
  }

  announce(): void {
    if (this.#hasSentCard) this.send({ type: 'ident', card: this.host.card() })
  }

  end(code: SyncCode): void {
    this.#bye(code)
  }

  refetch(room: RoomKey, device: DeviceId, ranges: Ranges): void {
    this.#hub.refetch(this, room, device, ranges)
  }

  /** Rooms or standing may have changed. */
  review(): void {
    if (this.#state !== 'known') return
    for (const { room, reveal, wasCarried } of this.host.roomsFor(this, this.#matches)) this.#rooms.offer(room, reveal, wasCarried)
    this.#rooms.retry()
    for (const link of this.#rooms.links()) {
      if (this.host.room(link.room.key) === undefined) this.#rooms.drop(link.room.key)
      else link.review()
    }
    this.soon()
  }

  link(room: RoomKey): RoomLink | undefined {
    return this.#rooms.of(room)
  }

  send(frame: Frame): void {
    if (this.isClosed) return
    if (this.#state !== 'known') this.#spent.spend(frame.type)
    this.#outbox.send(encodeFrame(frame))
  }

  write(bytes: Uint8Array): void {
    if (!this.isClosed) this.#outbox.send(bytes)
  }

  readyLink(number: number): RoomLink | undefined {
    for (const link of this.#rooms.links()) if (link.number === number) return link.isReady ? link : undefined
    return undefined
  }

  offer(frames: readonly Uint8Array[]): boolean {
    if (this.isClosed) return false
    if (this.#state === 'known') this.#liveness.expectWord()
    return this.#outbox.offer(frames)
  }

  refuse(code: SyncCode, { room, own = false, retryMs, points }: Refusal = {}): void {
    if (this.isClosed) return
    const isTooMuch = this.#hub.refused(this, code, own, points)
    if (isTooMuch) return this.#bye(code)
    // A slow reader is told no more than it reads: answers to what it sends must not fill our memory.
    if (this.hasRoom)
      this.send({ type: 'error', code, ...(room === undefined ? {} : { room }), ...(retryMs === undefined ? {} : { retryMs }) })
  }

  /** Bytes came by the same line, beside this stream, after so many ms of waiting for a chunk. */
  stirred(waitedMs: number | undefined): void {
    this.#liveness.stirred(waitedMs)
  }

  repeated(count: number): void {
    if (!this.isClosed && this.#hub.repeated(this, count)) this.#bye('RATE')
  }

  soon(): void {
    if (!this.isClosed) this.#timers.after('pump', 0, () => this.#pump())
  }

  #received(bytes: Uint8Array): void {
    if (this.isClosed) return
    this.#liveness.heard()
    const decoded = [...this.#decoder.push(bytes)]
    if (decoded.some(isGovernance)) takeTogether(this.host, this.#rooms.links(), () => this.#take(decoded))
    else this.#take(decoded)
  }

  #take(decoded: readonly DecodedFrame[]): void {
    for (const each of decoded) {
      if (each.ok) this.#any(each.frame)
      else this.refuse(each.code)
      if (!each.ok && each.code === 'TOO_BIG') this.#bye('TOO_BIG')
      if (this.isClosed) return
    }
    this.#intake.flush()
  }

  #any(frame: AnyFrame): void {
    if (frame.type !== 'unsupported') return this.#frame(frame)
    const answer = answerToUnknown(frame.tag)
    if (answer === 'end') this.#bye('UNSUPPORTED')
    else if (answer !== 'ignore') this.refuse(answer)
  }

  #frame(frame: Frame): void {
    if (!this.#budget.spend(frame.type)) return this.refuse('RATE')
    if (this.#state === 'hello') return frame.type === 'hello' ? this.#hello(frame) : this.refuse('BAD_FRAME')
    if (frame.type === 'hello') return this.refuse('BAD_FRAME')
    if (this.#state !== 'known' && !STRANGERS.has(frame.type)) return this.refuse('NO_TAG', { points: LIMIT_POINTS })
    switch (frame.type) {
      case 'tags':
        this.#tags.heard(frame)
        return this.#match(this.host.matchKeys())
      case 'ident':
        return this.#ident(frame.card)
      case 'room':
        return this.#rooms.heard(frame)
      case 'knock':
        return this.#knock(frame.payload)
      case 'knockReply':
        if (frame.payload.length > RESOURCE.KNOCK_BYTES) return this.refuse('TOO_BIG')
        return this.host.knockReplied(this, frame.payload)
      case 'ping':
        // Not more pongs than the peer reads.
        return this.hasRoom ? this.send({ type: 'pong' }) : undefined
      case 'error':
        return frame.code === undefined ? undefined : this.#hub.counted(frame.code)
      case 'bye':
        return this.#closeStream()
      case 'pong':
        for (const answered of this.#askers) answered()
        return this.#askers.clear()
      case 'headers':
        return
      case 'record':
        return this.#recorded(frame.content)
      case 'carry':
      case 'carryWord':
        return this.host.carryHeard(this, frame)
      case 'govHave':
      case 'have':
      case 'want':
      case 'block':
      case 'wantEnd':
      case 'status':
      case 'grantWant':
      case 'proof':
      case 'typing':
        return this.#intake.heard(frame)
    }
  }

  #recorded(content: Uint8Array): void {
    const code = this.host.recorded(this, content)
    if (code !== undefined) this.refuse(code)
  }

  #hello({ versions: [lowest, highest], nonce, wall, caps }: FrameOf<'hello'>): void {
    // ENC-4, P8: both speak the highest version both know; there is one so far.
    if (lowest > VERSIONS.highest || highest < VERSIONS.lowest) return this.#bye('UNSUPPORTED')
    this.#timers.stop('hello')
    this.#state = 'tags'
    this.#peerWall = wall
    this.#peerCaps = caps
    this.#tags.hello(nonce)
    this.send(this.#tags.frame(this.host.matchKeys()))
  }

  #match(keys: readonly MatchKey[]): void {
    this.#matches = this.#tags.matches(keys)
    if (this.#matches.length === 0 || this.isClosed) return
    if (!this.#tags.hasNamed(this.#matches)) this.#tellTags(keys)
    if (this.#state === 'tags') this.#state = 'matched'
    if (!this.#hasSentCard) {
      this.#hasSentCard = true
      this.send({ type: 'ident', card: this.host.card() })
    }
    if (this.#card !== undefined) this.#identify(this.#card)
  }

  /** What we came to know since they were told last; a stranger's patience is not to be used up by it. */
  #tellTags(keys: readonly MatchKey[]): void {
    if (this.isClosed || !this.#tags.isNews(keys)) return
    const wait = this.#state === 'known' ? 0 : this.#spent.waitMs('tags', KEPT_FOR)
    if (wait > 0) this.#timers.after('tags', wait, () => this.#tellTags(this.host.matchKeys()))
    else this.send(this.#tags.frame(keys))
  }

  #ident(card: Uint8Array): void {
    this.#card = card
    // Kept for when our side matches as well: the peer may have learnt of the common key first.
    if (this.#matches.length > 0) this.#identify(card)
  }

  #identify(card: Uint8Array): void {
    const result = this.host.identify(this, card, this.#matches)
    if (this.isClosed) return
    if (!result.ok) {
      // SYNC-16: a blocked account learns nothing from how it is refused.
      if (result.code !== 'BLOCKED') this.refuse(result.code, { own: true })
      return this.#bye(undefined)
    }
    const isFirst = this.#state !== 'known'
    this.account = result.account
    this.isOwnDevice = this.#matches.some((match) => match.kind === 'self')
    this.#state = 'known'
    this.#timers.stop('unmatched')
    this.#budget.widen()
    if (isFirst) {
      this.host.peerClock(this, this.#peerWall)
      if (!this.isClosed) this.host.sessionOpened(this)
    }
    this.review()
  }

  #knock(payload: Uint8Array): void {
    if (payload.length > RESOURCE.KNOCK_BYTES) return this.refuse('TOO_BIG')
    this.#hub.knocked(this, payload)
  }

  #drained(): void {
    if (this.isClosed) return
    this.#outbox.drained()
    this.#pump()
  }

  /** Tells what is due and serves what is wanted, as long as the peer takes it. */
  #pump(): void {
    for (const link of this.#rooms.links()) {
      if (!this.hasRoom || this.isClosed) return
      link.pump()
    }
    this.#serving.pump()
  }

  ask(answered: () => void): boolean {
    if (this.#state !== 'known' || !this.#ping()) return false
    this.#askers.add(answered)
    return true
  }

  #ping(): boolean {
    if (this.isClosed || !this.hasRoom) return false
    this.send({ type: 'ping' })
    return true
  }

  #bye(code: SyncCode | undefined): void {
    this.send(code === undefined ? { type: 'bye' } : { type: 'bye', code })
    this.#closeStream()
  }

  #closeStream(): void {
    this.#close()
    this.#stream.close()
  }

  #close(): void {
    if (this.isClosed) return
    const wasKnown = this.#state === 'known'
    if (wasKnown) this.#intake.gathered(Number.POSITIVE_INFINITY)
    this.#state = 'closed'
    this.#timers.close()
    this.#rooms.close()
    this.#outbox.clear()
    this.#hub.closed(this)
    if (wasKnown) this.host.sessionClosed(this)
  }
}
