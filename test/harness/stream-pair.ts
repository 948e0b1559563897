/**
 * Two ends of one stream in memory, cranked by hand: nothing moves until `deliver`, `step` or `settle` is called, in chunks of any size.
 * Either end can be made slow (back-pressure), and the line can be cut at any byte. Behaves as `PeerStream` promises, no better.
 */
import type { DeviceId } from '../../shared/ids/index.ts'
import type { PeerStream, StreamHandlers } from '../../shared/reach/index.ts'

export type Side = 'a' | 'b'

export interface StreamPairOptions {
  /** Above this many undelivered bytes `send` answers false; `drain` comes when half of it is left. Default 256 KiB; one for both or one each. */
  readonly highWaterBytes?: number | Readonly<Record<Side, number>>
  /** Called whenever a direction gets something to deliver: a simulation plans its delivery here. */
  readonly onPending?: (from: Side) => void
}

export interface StreamEnd {
  readonly device: DeviceId
  readonly address?: string
}

const HIGH_WATER_BYTES = 256 * 1024

export class StreamPair {
  readonly a: PeerStream
  readonly b: PeerStream
  readonly #ends: Readonly<Record<Side, End>>

  /** `a` dialled `b`. What each end sees as `device` is the other one's. */
  constructor(a: StreamEnd, b: StreamEnd, options: StreamPairOptions = {}) {
    const endA = new End(b, true, 'a', options)
    const endB = new End(a, false, 'b', options)
    endA.other = endB
    endB.other = endA
    this.#ends = { a: endA, b: endB }
    this.a = endA
    this.b = endB
  }

  /** Bytes sent by that side so far, delivered or not. */
  sent(from: Side): number {
    return this.#ends[from].sentBytes
  }

  /** Bytes sent by that side and not delivered yet. */
  waiting(from: Side): number {
    return this.#ends[from].queuedBytes
  }

  get isOpen(): boolean {
    return !this.#ends.a.isClosed && !this.#ends.b.isClosed
  }

  /** Hands over at most `maxBytes` of what `from` sent, as one chunk; returns how many bytes that were. */
  deliver(from: Side, maxBytes = Number.MAX_SAFE_INTEGER): number {
    return this.#ends[from].deliver(maxBytes)
  }

  /** One chunk each way; false when nothing moved. */
  step(maxBytes?: number): boolean {
    const moved = this.deliver('a', maxBytes) + this.deliver('b', maxBytes)
    return moved > 0
  }

  /** Delivers both ways until nothing moves. */
  settle(maxBytes?: number): void {
    while (this.step(maxBytes));
  }

  /** The line breaks: what was not delivered is lost, both ends are told. */
  cut(): void {
    this.#ends.a.abort()
    this.#ends.b.abort()
  }
}

class End implements PeerStream {
  readonly device: DeviceId
  readonly dialled: boolean
  readonly address: string
  other: End | undefined
  sentBytes = 0
  queuedBytes = 0
  isClosed = false
  #isClosing = false
  #needsDrain = false
  #queue: Uint8Array[] = []
  #early: Uint8Array[] = []
  #handlers: StreamHandlers | undefined
  readonly #side: Side
  readonly #highWater: number
  readonly #onPending: ((from: Side) => void) | undefined

  constructor(peer: StreamEnd, dialled: boolean, side: Side, options: StreamPairOptions) {
    this.device = peer.device
    this.address = peer.address ?? '/ip4/10.0.0.1/tcp/4001'
    this.dialled = dialled
    this.#side = side
    const { highWaterBytes = HIGH_WATER_BYTES } = options
    this.#highWater = typeof highWaterBytes === 'number' ? highWaterBytes : highWaterBytes[side]
    this.#onPending = options.onPending
  }

  send(bytes: Uint8Array): boolean {
    if (this.isClosed || this.#isClosing) return false
    this.#queue.push(bytes)
    this.queuedBytes += bytes.length
    this.sentBytes += bytes.length
    this.#onPending?.(this.#side)
    if (this.queuedBytes < this.#highWater) return true
    this.#needsDrain = true
    return false
  }

  close(): void {
    if (this.isClosed || this.#isClosing) return
    this.#isClosing = true
    this.#onPending?.(this.#side)
    this.#finish()
  }

  abort(): void {
    this.#end()
    this.other?.abortedByPeer()
  }

  abortedByPeer(): void {
    this.#end()
  }

  listen(handlers: StreamHandlers): void {
    this.#handlers = handlers
    for (const bytes of this.#early.splice(0)) handlers.data(bytes)
    if (this.isClosed) handlers.closed()
  }

  deliver(maxBytes: number): number {
    const chunk = this.#take(maxBytes)
    if (chunk !== undefined) {
      this.other?.receive(chunk)
      if (this.#needsDrain && this.queuedBytes <= this.#highWater / 2) {
        this.#needsDrain = false
        this.#handlers?.drain()
      }
    }
    this.#finish()
    return chunk?.length ?? 0
  }

  receive(bytes: Uint8Array): void {
    if (this.isClosed) return
    if (this.#handlers === undefined) this.#early.push(bytes)
    else this.#handlers.data(bytes)
  }

  #take(maxBytes: number): Uint8Array | undefined {
    if (this.isClosed) return undefined
    const length = Math.min(maxBytes, this.queuedBytes)
    if (length === 0) return undefined
    const chunk = new Uint8Array(length)
    let at = 0
    let used = 0
    for (let piece = this.#queue[used]; at < length && piece !== undefined; piece = this.#queue[used]) {
      const part = piece.subarray(0, length - at)
      chunk.set(part, at)
      at += part.length
      if (part.length === piece.length) used += 1
      else this.#queue[used] = piece.subarray(part.length)
    }
    this.#queue.splice(0, used)
    this.queuedBytes -= length
    return chunk
  }

  /** A closed end is gone once everything it sent has left; so is the other, which has then read it all. */
  #finish(): void {
    if (!this.#isClosing || this.queuedBytes > 0 || this.isClosed) return
    this.#end()
    this.other?.abortedByPeer()
  }

  #end(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.#queue = []
    this.queuedBytes = 0
    this.#handlers?.closed()
  }
}
