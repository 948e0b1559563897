/**
 * The side of a link that is asked: says what is here, and sends chunks as long as the peer takes them. At most one chunk is kept ready for
 * a stream that is full, whatever was asked for; who may have what is asked of the host anew for every chunk.
 */
import type { DeviceId, FileId, RoomHandle } from '../ids/index.ts'
import { TRANSFER } from '../limits.ts'
import type { NamedTimers } from '../timers/index.ts'
import { chunkCount, sealedLength } from '../media/index.ts'
import { ChunkRoom } from './chunk-room.ts'
import type { EndCode, MediaFrame, MediaFrameOf } from './frames.ts'
import type { MediaHost } from './host.ts'
import type { TurnTaker, Turns } from './turns.ts'

export interface ServingPort {
  readonly host: MediaHost
  readonly device: DeviceId
  readonly timers: NamedTimers
  readonly turns: Turns
  readonly hasRoom: boolean
  readonly isClosed: boolean
  send(frame: MediaFrame): void
  /** An encoded frame. */
  write(bytes: Uint8Array): void
  /** Something is or is no longer to be done. */
  stirred(): void
}

interface Watch {
  readonly room: RoomHandle
  readonly files: readonly FileId[]
}

interface Order {
  readonly room: RoomHandle
  readonly file: FileId
  readonly size: number
  readonly end: number
  next: number
  /** The size is that of the file here. */
  isChecked: boolean
}

export class Serving implements TurnTaker {
  readonly #port: ServingPort
  readonly #watches = new Map<number, Watch>()
  /** Watches whose answer is due. */
  readonly #due = new Set<number>()
  readonly #orders = new Map<number, Order>()
  #ready: { readonly n: number; readonly bytes: Uint8Array } | undefined
  #isTelling = false
  #isReading = false

  constructor(port: ServingPort) {
    this.#port = port
  }

  get isIdle(): boolean {
    return this.#orders.size === 0 && this.#watches.size === 0
  }

  get wantsTurn(): boolean {
    return !this.#port.isClosed && !this.#isReading && this.#ready === undefined && this.#orders.size > 0
  }

  /** Bytes kept for a stream that is full. */
  get readyBytes(): number {
    return this.#ready?.bytes.length ?? 0
  }

  asked({ n, room, files }: MediaFrameOf<'ask'>): void {
    const watched = [...this.#watches.values()].reduce((sum, watch) => sum + watch.files.length, 0)
    if (this.#watches.has(n) || this.#orders.has(n)) return this.#end(n, 'busy')
    if (watched + files.length > TRANSFER.FILES_WATCHED) return this.#end(n, 'busy')
    this.#watches.set(n, { room, files })
    this.#due.add(n)
    this.#tell()
  }

  wanted({ n, room, file, size, first, count }: MediaFrameOf<'get'>): void {
    if (this.#orders.has(n) || this.#watches.has(n) || this.#orders.size >= TRANSFER.ORDERS_PER_LINK) return this.#end(n, 'busy')
    if (first + count > chunkCount(size) || !this.#port.host.mayHave(this.#port.device, room, file)) return this.#end(n, 'none')
    this.#orders.set(n, { room, file, size, next: first, end: first + count, isChecked: false })
    this.#port.turns.wake(this)
  }

  cancelled(n: number): void {
    this.#watches.delete(n)
    this.#due.delete(n)
    if (this.#orders.delete(n)) {
      // Behind the end of its order it would be a chunk that nobody asked for.
      if (this.#ready?.n === n) this.#ready = undefined
      this.#end(n, 'cancelled')
      this.#port.turns.wake(this)
    }
    this.#port.stirred()
  }

  /** What is here of the file may be more or less than was said. */
  changed(file: FileId): void {
    const concerned = [...this.#watches].filter(([, { files }]) => files.includes(file))
    if (concerned.length === 0) return
    for (const [n] of concerned) this.#due.add(n)
    this.#port.timers.after('news', TRANSFER.NEWS_MS, () => this.#tell())
  }

  drained(): void {
    const ready = this.#ready
    if (ready !== undefined && this.#port.hasRoom) {
      this.#ready = undefined
      this.#port.write(ready.bytes)
    }
    this.#tell()
    this.#port.turns.wake(this)
  }

  close(): void {
    this.#watches.clear()
    this.#due.clear()
    this.#orders.clear()
    this.#ready = undefined
    this.#port.turns.leave(this)
  }

  async turn(): Promise<number> {
    const [entry] = this.#orders
    if (entry === undefined || !this.wantsTurn) return 0
    const [n, order] = entry
    // To the back: small files are not to wait behind a large one.
    this.#orders.delete(n)
    this.#orders.set(n, order)
    this.#isReading = true
    try {
      return await this.#serve(n, order)
    } catch {
      // A disk that fails is nothing the peer could do anything about: to it the chunk is not here.
      this.#finish(n, order, 'none')
      return 0
    } finally {
      this.#isReading = false
    }
  }

  async #serve(n: number, order: Order): Promise<number> {
    const { host, device } = this.#port
    const { room, file, next } = order
    if (!host.mayHave(device, room, file)) return this.#finish(n, order, 'none')
    if (!order.isChecked) {
      const held = await host.store.held(file)
      if (held?.size !== order.size) return this.#finish(n, order, 'none')
      order.isChecked = true
    }
    const memory = new ChunkRoom(sealedLength(order.size, next) ?? 0)
    const chunk = await host.store.chunk(file, next, memory.sealed)
    if (this.#port.isClosed || this.#orders.get(n) !== order) return 0
    if (chunk === undefined || !host.mayHave(device, room, file)) return this.#finish(n, order, 'none')
    order.next += 1
    const isLast = order.next === order.end
    if (isLast) this.#orders.delete(n)
    const bytes = memory.frame(n, next, chunk, isLast)
    if (this.#port.hasRoom) this.#port.write(bytes)
    else this.#ready = { n, bytes }
    if (isLast) this.#port.stirred()
    return bytes.length
  }

  #finish(n: number, order: Order, code: EndCode): 0 {
    if (this.#orders.get(n) !== order) return 0
    this.#orders.delete(n)
    this.#end(n, code)
    this.#port.stirred()
    return 0
  }

  /** Small, and one for each frame of the peer's, which are counted. */
  #end(n: number, code: EndCode): void {
    if (!this.#port.isClosed) this.#port.send({ type: 'end', n, code })
  }

  /** One answer after the other, only while the peer reads them: the newest is said, whatever happened meanwhile. */
  #tell(): void {
    if (this.#isTelling) return
    this.#isTelling = true
    void this.#tellDue().finally(() => {
      this.#isTelling = false
    })
  }

  async #tellDue(): Promise<void> {
    while (this.#port.hasRoom && !this.#port.isClosed) {
      const [n] = this.#due
      const watch = n === undefined ? undefined : this.#watches.get(n)
      if (n === undefined) return
      this.#due.delete(n)
      if (watch === undefined) continue
      const held = await Promise.all(watch.files.map((file) => this.#holding(watch.room, file)))
      if (!this.#port.isClosed && this.#watches.get(n) === watch) this.#port.send({ type: 'have', n, held })
    }
  }

  /** MEDIA-42: not here and not for you are said alike. */
  async #holding(room: RoomHandle, file: FileId): Promise<Uint8Array | null> {
    const { host, device } = this.#port
    if (!host.mayHave(device, room, file)) return null
    const held = await host.store.held(file).catch(() => undefined)
    if (held === undefined || held.chunks.count === 0 || !host.mayHave(device, room, file)) return null
    return held.chunks.isWhole ? new Uint8Array(0) : held.chunks.bytes()
  }
}
