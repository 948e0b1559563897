/**
 * The side of a link that asks. An order is answered in its own order and by nothing else: the next chunk, or an end; whatever else comes is
 * a lie and ends the link. A cancelled order stays known until its end, for chunks that were on their way.
 */
import type { FileId, RoomHandle } from '../ids/index.ts'
import { MEDIA, TRANSFER } from '../limits.ts'
import type { HashPath } from '../media/index.ts'
import type { Flight } from './flight.ts'
import { type EndCode, type MediaFrame, type MediaFrameOf, hashesOf } from './frames.ts'

export interface ChunkHeard {
  readonly index: number
  readonly sealed: Uint8Array
  readonly path: HashPath
}

export interface OrderHandlers {
  chunk(heard: ChunkHeard): void
  /** Once, last; `closed`: the link ended. */
  ended(code: EndCode | 'closed'): void
}

/** For each file asked about: nothing, all of it (no bytes), or a bitmap that is still to be checked. */
export type HoldingHeard = readonly (Uint8Array | null)[]

export interface AskingPort {
  send(frame: MediaFrame): void
  /** It said what no honest peer says. */
  lied(): void
  /** Something is or is no longer expected of the peer. */
  stirred(): void
  /** Less is on its way than before: somebody may order more. */
  freed(): void
}

interface Ask {
  readonly files: number
  readonly heard: (held: HoldingHeard) => void
  isAnswered: boolean
}

interface Order {
  readonly handlers: OrderHandlers
  /** Of the file. */
  readonly size: number
  readonly first: number
  readonly end: number
  readonly orderedAt: number
  next: number
  isCancelled: boolean
}

export interface Wanted {
  readonly room: RoomHandle
  readonly file: FileId
  readonly size: number
  readonly first: number
  readonly count: number
}

export class Asking {
  readonly #port: AskingPort
  readonly #flight: Flight
  readonly #asks = new Map<number, Ask>()
  readonly #orders = new Map<number, Order>()
  #last = 0

  constructor(port: AskingPort, flight: Flight) {
    this.#port = port
    this.#flight = flight
  }

  get isIdle(): boolean {
    return this.#asks.size === 0 && this.#orders.size === 0
  }

  /** It was asked for chunks that have not all come. */
  get hasOrders(): boolean {
    return this.#orders.size > 0
  }

  /** The peer owes an answer. */
  get isOwed(): boolean {
    return this.#orders.size > 0 || [...this.#asks.values()].some(({ isAnswered }) => !isAnswered)
  }

  /** How many more chunks of whatever files to order now, so that no queue forms (MEDIA-53). */
  get freeChunks(): number {
    if (this.#orders.size >= TRANSFER.ORDERS_PER_LINK) return 0
    let bytesOwed = 0
    for (const { size, next, end } of this.#orders.values()) bytesOwed += Math.min(size, end * MEDIA.CHUNK_BYTES) - next * MEDIA.CHUNK_BYTES
    return this.#flight.free(bytesOwed)
  }

  /** What the peer has of them, now and whenever that changes, until `cancel` of the number it gives. At most FILES_PER_ASK. */
  ask(room: RoomHandle, files: readonly FileId[], heard: (held: HoldingHeard) => void): number {
    const n = ++this.#last
    this.#asks.set(n, { files: files.length, heard, isAnswered: false })
    this.#port.send({ type: 'ask', n, room, files })
    this.#port.stirred()
    return n
  }

  get({ room, file, size, first, count }: Wanted, handlers: OrderHandlers): number {
    const n = ++this.#last
    this.#orders.set(n, { handlers, size, first, next: first, end: first + count, orderedAt: this.#flight.ordered(), isCancelled: false })
    this.#port.send({ type: 'get', n, room, file, size, first, count })
    this.#port.stirred()
    return n
  }

  cancel(n: number): void {
    const order = this.#orders.get(n)
    if (!this.#asks.delete(n) && (order === undefined || order.isCancelled)) return
    if (order !== undefined) order.isCancelled = true
    this.#port.send({ type: 'cancel', n })
    this.#port.stirred()
  }

  have({ n, held }: MediaFrameOf<'have'>): void {
    const ask = this.#asks.get(n)
    // News about what is no longer asked may have been on their way.
    if (ask === undefined) return n > this.#last ? this.#port.lied() : undefined
    if (held.length !== ask.files) return this.#port.lied()
    ask.isAnswered = true
    this.#port.stirred()
    ask.heard(held)
  }

  chunk({ n, index, path, sealed }: MediaFrameOf<'chunk'>): void {
    const order = this.#orders.get(n)
    if (order === undefined || index !== order.next || order.next >= order.end) return this.#port.lied()
    if (index === order.first) this.#flight.answered(order.orderedAt)
    this.#flight.arrived(sealed.length)
    order.next += 1
    order.handlers.chunk({ index, sealed, path: hashesOf(path) })
    this.#port.freed()
  }

  end({ n, code }: MediaFrameOf<'end'>): void {
    const ask = this.#asks.get(n)
    if (ask !== undefined) return this.#askEnded(n, ask)
    const order = this.#orders.get(n)
    if (order === undefined) return n > this.#last ? this.#port.lied() : undefined
    // An order that is said to be sent and is not would be asked for again and again.
    if (code === 'sent' && order.next < order.end) return this.#port.lied()
    this.#orders.delete(n)
    this.#port.stirred()
    order.handlers.ended(code)
    this.#port.freed()
  }

  close(): void {
    const orders = [...this.#orders.values()]
    this.#orders.clear()
    this.#asks.clear()
    for (const { handlers } of orders) handlers.ended('closed')
  }

  /** It takes no more questions: as if it had nothing. */
  #askEnded(n: number, ask: Ask): void {
    this.#asks.delete(n)
    this.#port.stirred()
    ask.heard(Array.from({ length: ask.files }, () => null))
  }
}
