/**
 * One file from many holders at once (MEDIA-44). Every chunk is checked when it comes; what is written counts when it is durable, so that
 * after any end the next fetch asks for nothing that is here. It waits without end for holders that come and go, and ends by itself only
 * when the file is whole or the disk takes no more.
 */
import type { DeviceId, FileId, RoomHandle } from '../ids/index.ts'
import { MEDIA, TRANSFER } from '../limits.ts'
import { NamedTimers } from '../timers/index.ts'
import { chunkCount, type Chunks, ChunkSet, type HeldFile, type MediaStoreCode, verifyChunk } from '../media/index.ts'
import type { ChunkHeard } from './asking.ts'
import { nextRun } from './choosing.ts'
import type { EndCode } from './frames.ts'
import { Holder } from './holder.ts'
import type { MediaHost } from './host.ts'
import type { MediaLink } from './link.ts'
import { RateMeter } from './rate-meter.ts'

export interface FetchOrder {
  readonly room: RoomHandle
  readonly file: FileId
  readonly size: number
  /** Devices to ask, the likeliest first; asked anew at each `look`. */
  readonly sources: () => readonly DeviceId[]
  /** Progress is other than before; many times a second. */
  readonly changed?: () => void
  /** Whoever was asked and said to have all of it. */
  readonly saidWhole?: (device: DeviceId) => void
  /** Once, last. */
  readonly ended?: (end: FetchEnd) => void
}

/** done: whole and durable. */
export type FetchEnd = 'done' | 'cancelled' | MediaStoreCode

export interface FetchProgress {
  /** Verified and handed to the disk, of `size`, before sealing. */
  readonly bytes: number
  /** Of them, those no power cut takes away. */
  readonly durableBytes: number
  readonly size: number
  readonly chunks: number
  readonly ofChunks: number
  readonly bytesPerSecond: number
  /** Devices from which something came in the last seconds. */
  readonly from: readonly DeviceId[]
  /** Holders asked now, whatever they have. */
  readonly holders: number
  /** Of them, those who said to have something of it. */
  readonly having: number
  /** Of chunks that came in part, whatever file they are of. */
  readonly arriving: number
}

export interface FetchPort {
  readonly host: MediaHost
  /** An open link to the device, or one that is opened now. */
  link(device: DeviceId): Promise<MediaLink | undefined>
  /** How many chunks may be on their way for one file. */
  flight(): number
  /** What it sent is not what it said to be. */
  lied(link: MediaLink): void
  /** How long it is not to be asked, ms. */
  keptAwayMs(device: DeviceId): number
  /** More of the file is durable here. */
  kept(file: FileId, room: RoomHandle, isWhole: boolean): void
  /** It has just asked for something. */
  ordered(fetch: FileFetch): void
  over(fetch: FileFetch): void
}

interface Away {
  readonly until: number
  /** Its stream ended, or there was none: a new connection may change that. Else it came to nothing. */
  readonly isLost: boolean
  readonly times: number
}

export class FileFetch {
  readonly order: FetchOrder
  readonly #port: FetchPort
  readonly #timers: NamedTimers
  readonly #total: number
  readonly #meter: RateMeter
  readonly #holders = new Map<DeviceId, Holder>()
  readonly #opening = new Set<DeviceId>()
  readonly #away = new Map<DeviceId, Away>()
  /** How many orders a chunk is in. */
  readonly #asked: Uint8Array
  /** How many holders have it. */
  readonly #rarity: Uint8Array
  #have: ChunkSet
  /** Bytes that are durable, as far as the store has said. */
  #durableBytes = 0
  #firstMissing = 0
  #unflushed = 0
  #flushedAt: number
  /** One beside what comes meanwhile: a line does not wait for the disk to sync. */
  #flushing: Promise<void> | undefined
  /** Chunks that came and are not written yet. */
  #writing = 0
  #written: Promise<void> = Promise.resolve()
  #hasStarted = false
  #end: FetchEnd | undefined
  /** Bytes that came although they were here. */
  repeatedBytes = 0

  constructor(port: FetchPort, order: FetchOrder) {
    this.order = order
    this.#port = port
    this.#timers = new NamedTimers(port.host.clock)
    this.#total = chunkCount(order.size)
    this.#meter = new RateMeter(port.host.clock)
    this.#have = ChunkSet.none(this.#total)
    this.#flushedAt = port.host.clock.now()
    this.#asked = new Uint8Array(this.#total)
    this.#rarity = new Uint8Array(this.#total)
  }

  get isOver(): boolean {
    return this.#end !== undefined
  }

  progress(): FetchProgress {
    const { size } = this.order
    const { count } = this.#have
    const from = [...this.#holders.values()].filter(({ meter }) => meter.bytesPerSecond > 0).map(({ device }) => device)
    return {
      bytes: bytesOf(this.#have, size),
      durableBytes: this.#durableBytes,
      size,
      chunks: count,
      ofChunks: this.#total,
      bytesPerSecond: this.#meter.bytesPerSecond,
      from,
      holders: this.#holders.size,
      having: [...this.#holders.values()].filter(({ chunks }) => (chunks?.count ?? 0) > 0).length,
      arriving: [...this.#holders.values()].reduce((sum, { link }) => sum + link.heldBytes, 0),
    }
  }

  async start(): Promise<void> {
    const { file, size } = this.order
    try {
      const begun = await this.#port.host.store.begin(file, size)
      if (!begun.ok) return this.#finish(begun.code)
      await this.#resume()
    } catch {
      this.#finish('STORE_FAILED')
    }
  }

  cancel(): void {
    this.#finish('cancelled')
  }

  /** Who may have it may be others now. */
  look(): void {
    if (!this.#hasStarted || this.isOver) return
    const now = this.#port.host.clock.now()
    let returns = Infinity
    for (const device of this.order.sources()) {
      if (this.#useful() + this.#opening.size >= TRANSFER.HOLDERS || this.#holders.size >= 2 * TRANSFER.HOLDERS) return
      if (this.#holders.has(device) || this.#opening.has(device)) continue
      const waitMs = Math.max(this.#port.keptAwayMs(device), (this.#away.get(device)?.until ?? 0) - now)
      if (waitMs > 0) returns = Math.min(returns, waitMs)
      else void this.#open(device)
    }
    // Whoever comes back first is not to wait for whom the timer was meant.
    this.#timers.stop('again')
    if (returns < Infinity) this.#timers.after('again', returns, () => this.look())
  }

  /** There is room for orders on that link. */
  goOn(link: MediaLink): void {
    if (this.#holders.get(link.device)?.link === link) this.#pump()
  }

  async #resume(): Promise<void> {
    const held = await this.#port.host.store.held(this.order.file)
    if (this.isOver) return
    if (held === undefined || held.size !== this.order.size) return this.#finish(held === undefined ? 'UNKNOWN_FILE' : 'OTHER_SIZE')
    this.#have = ChunkSet.of(this.#total, held.chunks.bytes()) ?? ChunkSet.none(this.#total)
    this.#durableBytes = bytesOf(this.#have, this.order.size)
    this.#firstMissing = 0
    if (this.#have.isWhole) return this.#whole()
    this.#hasStarted = true
    this.look()
    this.#pump()
  }

  /** Holders that have something, or have not said yet. */
  #useful(): number {
    return [...this.#holders.values()].filter(({ chunks }) => chunks === undefined || chunks.count > 0).length
  }

  async #open(device: DeviceId): Promise<void> {
    this.#opening.add(device)
    const link = await this.#port.link(device)
    this.#opening.delete(device)
    if (this.isOver) return
    if (link === undefined || link.isClosed || (link.isRelayed && this.order.size > TRANSFER.RELAYED_BYTES)) {
      this.#stayAway(device)
      return this.look()
    }
    const holder = new Holder(link, this.#port.host.clock, this.#total)
    this.#holders.set(device, holder)
    holder.ask = link.asking.ask(this.order.room, [this.order.file], ([held]) => this.#heard(holder, held ?? null))
  }

  #heard(holder: Holder, held: Uint8Array | null): void {
    if (this.isOver || this.#holders.get(holder.device) !== holder) return
    this.#countRarity(holder, -1)
    const isSound = holder.heard(held)
    this.#countRarity(holder, 1)
    if (!isSound) return this.#port.lied(holder.link)
    if (holder.chunks?.isWhole === true) this.order.saidWhole?.(holder.device)
    this.#changed()
    if (holder.chunks?.count === 0) this.look()
    this.#pump()
  }

  #countRarity({ chunks }: Holder, by: 1 | -1): void {
    for (const index of chunks ?? []) this.#rarity[index] = (this.#rarity[index] ?? 0) + by
  }

  #pump(): void {
    if (this.isOver || !this.#hasStarted) return
    const holders = [...this.#holders.values()].toSorted((a, b) => b.meter.bytesPerSecond - a.meter.bytesPerSecond)
    for (const holder of holders) while (this.#orderFrom(holder));
    for (const holder of holders) this.#stealFor(holder)
    const paceMs = Math.max(0, ...holders.map(({ link }) => link.paceMs))
    if (paceMs > 0) this.#timers.after('pace', paceMs, () => this.#pump())
  }

  #capacity(holder: Holder): number {
    const all = [...this.#holders.values()].reduce((sum, { inFlight }) => sum + inFlight, this.#writing)
    const left = this.#port.flight() - all
    return Math.min(left, holder.capacity(this.#port.host.clock.now()))
  }

  #orderFrom(holder: Holder): boolean {
    const { chunks } = holder
    if (chunks === undefined || chunks.count === 0) return false
    const most = this.#capacity(holder)
    while (this.#have.has(this.#firstMissing)) this.#firstMissing += 1
    const run = nextRun({
      total: this.#total,
      from: this.#firstMissing,
      most,
      isFree: (index) => this.#asked[index] === 0 && !this.#have.has(index) && chunks.has(index),
      ...(this.#areAllWhole() ? {} : { rarity: (index: number) => this.#rarity[index] ?? 0 }),
    })
    if (run === undefined) return false
    this.#get(holder, run.first, run.count)
    return true
  }

  #areAllWhole(): boolean {
    return [...this.#holders.values()].every(({ chunks }) => chunks === undefined || chunks.isWhole || chunks.count === 0)
  }

  /** Nothing is left to be asked for: what somebody else is slow with is asked of this one too, from the far end. */
  #stealFor(holder: Holder): void {
    const { chunks } = holder
    const now = this.#port.host.clock.now()
    const most = this.#capacity(holder)
    if (chunks === undefined || chunks.count === 0 || most < 1) return
    const slow = [...this.#holders.values()]
      .filter((other) => other !== holder && other.inFlight > 0)
      .toSorted((a, b) => b.expectedMs(now) - a.expectedMs(now))
    for (const other of slow) {
      const mine = holder.meter.bytesPerSecond > 0 ? (holder.inFlight + 1) * MEDIA.CHUNK_BYTES * (1000 / holder.meter.bytesPerSecond) : 0
      if (other.expectedMs(now) < 2 * mine + TRANSFER.STEAL_MS) {
        this.#timers.after('steal', TRANSFER.STEAL_MS, () => this.#pump())
        continue
      }
      const run = this.#stealable(other, chunks, Math.min(most, Math.ceil(other.inFlight / 2)))
      if (run !== undefined) return this.#get(holder, run.first, run.count)
    }
  }

  #stealable(other: Holder, chunks: ChunkSet, most: number): { readonly first: number; readonly count: number } | undefined {
    for (const { next, end } of [...other.orders.values()].reverse()) {
      let last = end - 1
      const isWanted = (index: number): boolean => this.#asked[index] === 1 && !this.#have.has(index) && chunks.has(index)
      while (last >= next && !isWanted(last)) last -= 1
      let first = last
      while (first > next && last - first + 1 < most && isWanted(first - 1)) first -= 1
      if (last >= next) return { first, count: last - first + 1 }
    }
    return undefined
  }

  #get(holder: Holder, first: number, count: number): void {
    const { room, file, size } = this.order
    const order = { next: first, end: first + count, since: this.#port.host.clock.now() }
    for (let index = first; index < order.end; index += 1) this.#asked[index] = (this.#asked[index] ?? 0) + 1
    holder.meter.begin()
    this.#meter.begin()
    const n = holder.link.asking.get(
      { room, file, size, first, count },
      {
        chunk: (heard) => {
          order.next += 1
          this.#release(heard.index)
          this.#arrived(holder, heard)
        },
        ended: (code) => this.#ended(holder, n, order, code),
      },
    )
    holder.orders.set(n, order)
    this.#port.ordered(this)
  }

  #release(index: number): void {
    this.#asked[index] = Math.max(0, (this.#asked[index] ?? 0) - 1)
  }

  #arrived(holder: Holder, { index, sealed, path }: ChunkHeard): void {
    holder.meter.add(sealed.length)
    if (this.isOver) return
    if (this.#have.has(index)) {
      this.repeatedBytes += sealed.length
      return holder.link.giveBack(sealed)
    }
    const { file, size } = this.order
    const chunk = verifyChunk(this.#port.host.crypto, file, size, index, sealed, path)
    if (chunk === undefined) return this.#port.lied(holder.link)
    this.#have.add(index)
    this.#meter.add(sealed.length)
    holder.broken = 0
    this.#away.delete(holder.device)
    this.#cancelRest()
    this.#writing += 1
    this.#written = this.#written.then(async () => {
      // What came before it was called off is not to be fetched again.
      if (this.#end !== undefined && this.#end !== 'cancelled') return
      const put = await this.#port.host.store.put(chunk)
      holder.link.giveBack(sealed)
      this.#writing -= 1
      if (!put.ok) return this.#finish(put.code)
      this.#unflushed += 1
      if (this.#have.isWhole) await (this.#writing === 0 ? this.#flushLast() : undefined)
      else if (this.#isFlushDue()) await this.#flushBeside()
      this.#changed()
      this.#pump()
    })
    this.#written = this.#written.catch(() => this.#finish('STORE_FAILED'))
  }

  /** Orders of which everything is here by now: somebody else was faster. */
  #cancelRest(): void {
    for (const { orders, link } of this.#holders.values()) {
      for (const [n, { next, end }] of orders) {
        let at = next
        while (at < end && this.#have.has(at)) at += 1
        if (at === end && next < end) link.asking.cancel(n)
      }
    }
  }

  /** On a slow line a second's worth at a time, so that what is shown and what others may have is what came. */
  #isFlushDue(): boolean {
    const since = Math.abs(this.#port.host.clock.now() - this.#flushedAt)
    return this.#unflushed >= TRANSFER.FLUSH_CHUNKS || since >= TRANSFER.NEWS_MS
  }

  /** Waits for the one before, if that is not done by the time the next is due. */
  async #flushBeside(): Promise<void> {
    await this.#flushing
    this.#flushing = this.#flush().then(() => {
      this.#flushing = undefined
    })
    this.#flushing.catch(() => this.#finish('STORE_FAILED'))
  }

  async #flushLast(): Promise<void> {
    await this.#flushing
    const held = await this.#flush()
    if (this.isOver) return
    // The disk has the last word: what it lost is asked for again.
    if (held?.chunks.isWhole === true) this.#whole()
    else await this.#resume()
  }

  async #flush(): Promise<HeldFile | undefined> {
    this.#unflushed = 0
    this.#flushedAt = this.#port.host.clock.now()
    const { file, room, size } = this.order
    const held = await this.#port.host.store.flush(file)
    if (held !== undefined && held.size === size) this.#durableBytes = bytesOf(held.chunks, size)
    if (!this.isOver) this.#port.kept(file, room, false)
    return held
  }

  #ended(holder: Holder, n: number, order: { readonly next: number; readonly end: number }, code: EndCode | 'closed'): void {
    holder.orders.delete(n)
    for (let index = order.next; index < order.end; index += 1) this.#release(index)
    if (this.isOver) return
    if (code === 'closed') {
      this.#leave(holder)
      return this.#pump()
    }
    if (code === 'busy') {
      holder.busyUntil = this.#port.host.clock.now() + TRANSFER.NEWS_MS
      this.#timers.after('busy', TRANSFER.NEWS_MS, () => this.#pump())
    }
    if (code === 'none') {
      // It said to have them. It may have erased them meanwhile, and will say so; or it never had them.
      for (let index = order.next; index < order.end; index += 1) {
        if (holder.chunks?.remove(index) === true) this.#rarity[index] = Math.max(0, (this.#rarity[index] ?? 0) - 1)
      }
    }
    if (code === 'busy' || code === 'none') holder.broken += 1
    if (holder.broken >= TRANSFER.GONE_TRIES) {
      if (holder.ask !== undefined) holder.link.asking.cancel(holder.ask)
      return this.#leave(holder, false)
    }
    this.#pump()
  }

  /** It is asked again later, each time later. */
  #leave(holder: Holder, isLost = true): void {
    if (this.#holders.get(holder.device) !== holder) return
    this.#holders.delete(holder.device)
    this.#countRarity(holder, -1)
    for (const n of [...holder.orders.keys()]) holder.link.asking.cancel(n)
    if (isLost && holder.isOutlived) this.#replace(holder.device)
    else this.#stayAway(holder.device, isLost)
    this.#changed()
    this.look()
    this.#pump()
  }

  /** It is connected anew: what ended its stream is over. */
  returned(device: DeviceId): void {
    if (this.#away.get(device)?.isLost === true) this.#away.delete(device)
    // Its old connection may end after the new one began: that it ends then says nothing about the new one.
    const holder = this.#holders.get(device)
    if (holder !== undefined) holder.isOutlived = true
    this.look()
  }

  /** A link that closed without an order on it. */
  lost(link: MediaLink): void {
    const holder = this.#holders.get(link.device)
    if (holder?.link === link && !this.isOver) this.#leave(holder)
  }

  /** As soon as everything of the connection that ended is gone. */
  #replace(device: DeviceId): void {
    this.#away.set(device, { until: this.#port.host.clock.now() + TRANSFER.REPLACED_MS, isLost: true, times: 0 })
  }

  #stayAway(device: DeviceId, isLost = true): void {
    const times = (this.#away.get(device)?.times ?? 0) + 1
    const ms = Math.min(TRANSFER.AWAY_MAX_MS, TRANSFER.AWAY_MS * 2 ** Math.min(times - 1, 8))
    this.#away.set(device, { until: this.#port.host.clock.now() + ms, isLost, times })
  }

  #whole(): void {
    this.#port.kept(this.order.file, this.order.room, true)
    this.#finish('done')
  }

  #changed(): void {
    if (!this.isOver) this.order.changed?.()
  }

  #finish(end: FetchEnd): void {
    if (this.isOver) return
    this.#end = end
    this.#timers.close()
    for (const { link, orders, ask } of this.#holders.values()) {
      if (ask !== undefined) link.asking.cancel(ask)
      for (const n of orders.keys()) link.asking.cancel(n)
    }
    this.#holders.clear()
    // What came is kept, whatever ended it.
    if (end !== 'done') void this.#written.then(() => this.#port.host.store.flush(this.order.file)).catch(() => undefined)
    this.#port.over(this)
    this.order.ended?.(end)
  }
}

/** Of the file, before sealing: the last chunk is shorter. */
function bytesOf(chunks: Chunks, size: number): number {
  const short = chunks.has(chunks.total - 1) ? chunks.total * MEDIA.CHUNK_BYTES - size : 0
  return chunks.isWhole ? size : Math.max(0, chunks.count * MEDIA.CHUNK_BYTES - short)
}
