/**
 * One stream of `/sarangbang/media/1`: either side asks on it and either side serves. Whatever the peer sends is an answer that was asked
 * for, a question within its budget, or the end of the link; memory stays at one unfinished frame, one chunk kept ready and what the stream holds.
 */
import type { DeviceId } from '../ids/index.ts'
import { TRANSFER } from '../limits.ts'
import type { PeerStream } from '../reach/index.ts'
import { Outbox } from '../sync/index.ts'
import { NamedTimers } from '../timers/index.ts'
import { TokenBucket } from '../token-bucket.ts'
import { Asking, type AskingPort } from './asking.ts'
import { Flight } from './flight.ts'
import { type AnyMediaFrame, IGNORED_FROM, type MediaFrame, MediaFrameReader, encodeMediaFrame } from './frames.ts'
import type { MediaHost } from './host.ts'
import { Serving, type ServingPort } from './serving.ts'
import type { Turns } from './turns.ts'

/** LIE: what no honest peer says. RATE: too many questions. */
export type Offence = 'LIE' | 'RATE'

export interface LinkHub {
  readonly host: MediaHost
  readonly turns: Turns
  /** True: that was too much, and the device is kept away from now on. */
  offended(link: MediaLink, offence: Offence): boolean
  closed(link: MediaLink): void
  /** There may be room on it for another order. */
  freed(link: MediaLink): void
}

/** What a question costs its sender's budget: what makes us look at the disk weighs more. Answers cost nothing: they are bounded by questions. */
const WEIGHTS = { ask: 1, get: 1, cancel: 1, held: 2, offer: 8, withdraw: 8 } as const
const FILES_PER_TOKEN = 2
/** A sender keeps half of the budget back: clocks and lines differ. */
const KEPT_FRAMES = TRANSFER.FRAMES / 2

export class MediaLink implements ServingPort {
  readonly device: DeviceId
  /** This side opened it, and closes it when nobody needs it. */
  readonly isOurs: boolean
  readonly host: MediaHost
  readonly turns: Turns
  readonly timers: NamedTimers
  readonly asking: Asking
  readonly serving: Serving
  readonly #hub: LinkHub
  readonly #stream: PeerStream
  readonly #outbox: Outbox
  readonly #reader = new MediaFrameReader()
  readonly #budget: TokenBucket
  /** As the peer counts us. */
  readonly #spent: TokenBucket
  #heardAt: number
  /** Since when a byte of a chunk is waited for; undefined: none is. */
  #waitsSince: number | undefined
  #isClosed = false

  constructor(hub: LinkHub, stream: PeerStream, isOurs: boolean) {
    const { host, turns } = hub
    this.#hub = hub
    this.#stream = stream
    this.device = stream.device
    this.isOurs = isOurs
    this.host = host
    this.turns = turns
    this.timers = new NamedTimers(host.clock)
    this.#outbox = new Outbox(stream)
    this.#budget = new TokenBucket(host.clock, TRANSFER.FRAMES, TRANSFER.FRAMES_PER_SECOND)
    this.#spent = new TokenBucket(host.clock, TRANSFER.FRAMES, TRANSFER.FRAMES_PER_SECOND)
    this.#heardAt = host.clock.now()
    const port: AskingPort = {
      send: (frame) => this.send(frame),
      lied: () => this.#offend('LIE'),
      stirred: () => this.stirred(),
      freed: () => this.#hub.freed(this),
    }
    this.asking = new Asking(port, new Flight(host.clock))
    this.serving = new Serving(this)
  }

  /** MEDIA-52: through somebody else's computer, which has a quota that messages need too. */
  get isRelayed(): boolean {
    return this.#stream.address.endsWith('/p2p-circuit')
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get hasRoom(): boolean {
    return this.#outbox.hasRoom
  }

  /** Bytes kept for a reader that is slower than we are, beside what the stream itself holds. */
  get queuedBytes(): number {
    return this.#outbox.queuedBytes + this.serving.readyBytes
  }

  /** Bytes kept of an unfinished frame. */
  get heldBytes(): number {
    return this.#reader.heldBytes
  }

  start(): void {
    this.stirred()
    this.#stream.listen({
      data: (bytes) => this.#received(bytes),
      drain: () => this.#drained(),
      closed: () => this.#ended(),
    })
  }

  /** Milliseconds until the peer takes another question. */
  get paceMs(): number {
    return this.#spent.waitMs(KEPT_FRAMES)
  }

  send(frame: MediaFrame): void {
    this.#spent.overdraw(weightOf(frame))
    if (!this.#isClosed) this.#outbox.send(encodeMediaFrame(frame))
  }

  write(bytes: Uint8Array): void {
    if (!this.#isClosed) this.#outbox.send(bytes)
  }

  /** Nobody looks at the bytes of this chunk any more: the next may come in their place. */
  giveBack(sealed: Uint8Array): void {
    this.#reader.giveBack(sealed)
  }

  /** Watches over what is expected: an answer, or nothing any more. */
  stirred(): void {
    if (this.#isClosed) return
    if (this.asking.isOwed) this.#watchForStall()
    else this.timers.stop('stall')
    this.#waitsSince = this.asking.hasOrders ? (this.#waitsSince ?? this.host.clock.now()) : undefined
    this.timers.stop('idle')
    // Who opened it closes it; a stream that the other side forgot is closed as well, later.
    const idleMs = this.isOurs ? TRANSFER.LINK_IDLE_MS : 4 * TRANSFER.LINK_IDLE_MS
    if (this.asking.isIdle && this.serving.isIdle) this.timers.after('idle', idleMs, () => this.close())
  }

  close(): void {
    this.#ended()
    this.#stream.close()
  }

  abort(): void {
    this.#ended()
    this.#stream.abort()
  }

  #received(bytes: Uint8Array): void {
    const now = this.host.clock.now()
    this.host.stirred?.(this.device, this.#stream.address, this.#waitsSince === undefined ? undefined : now - this.#waitsSince)
    this.#heardAt = now
    if (this.#waitsSince !== undefined) this.#waitsSince = now
    for (const read of this.#reader.push(bytes)) {
      if (this.#isClosed) return
      if (read.ok) this.#frame(read.frame)
      else this.#offend('LIE')
    }
  }

  #frame(frame: AnyMediaFrame): void {
    if (frame.type === 'unsupported') return frame.tag < IGNORED_FROM ? this.close() : undefined
    if (frame.type in WEIGHTS && !this.#budget.spend(weightOf(frame))) return this.#offend('RATE')
    switch (frame.type) {
      case 'chunk':
        return this.asking.chunk(frame)
      case 'end':
        return this.asking.end(frame)
      case 'have':
        return this.asking.have(frame)
      case 'ask':
        this.serving.asked(frame)
        return this.stirred()
      case 'get':
        this.serving.wanted(frame)
        return this.stirred()
      case 'cancel':
        return this.serving.cancelled(frame.n)
      case 'held':
        return this.host.heldHeard(this.device, frame.room, frame.files, frame.lost ?? [])
      case 'offer':
        return this.host.offered(
          this.device,
          frame.room,
          frame.files.map(([file, size]) => ({ file, size })),
        )
      case 'withdraw':
        return this.host.withdrawn(this.device, frame.room, frame.files)
    }
  }

  #offend(offence: Offence): void {
    if (this.#isClosed) return
    this.#hub.offended(this, offence)
    // What was refused would be waited for; a new link begins anew.
    this.abort()
  }

  #drained(): void {
    if (this.#isClosed) return
    this.#outbox.drained()
    this.serving.drained()
  }

  /** Not a byte came for so long, not even a part of a chunk. */
  #watchForStall(afterMs = TRANSFER.STALL_MS): void {
    this.timers.after('stall', afterMs, () => {
      const silentMs = this.host.clock.now() - this.#heardAt
      if (silentMs >= TRANSFER.STALL_MS) this.abort()
      else this.#watchForStall(TRANSFER.STALL_MS - silentMs)
    })
  }

  #ended(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.timers.close()
    this.#outbox.clear()
    this.serving.close()
    this.asking.close()
    this.#hub.closed(this)
  }
}

function weightOf(frame: MediaFrame): number {
  if (frame.type === 'ask') return WEIGHTS.ask + frame.files.length / FILES_PER_TOKEN
  return frame.type in WEIGHTS ? WEIGHTS[frame.type as keyof typeof WEIGHTS] : 0
}
