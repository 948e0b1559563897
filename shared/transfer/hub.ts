/**
 * All transfer of files of this device: links by device, files that are being fetched, whose turn it is to be served, and who is kept away
 * because it lied. Streams come in through `attach` or are opened when somebody is to be asked; nothing here runs while nothing is wanted.
 */
import type { DeviceId, FileId, RoomHandle } from '../ids/index.ts'
import { RESOURCE, TRANSFER } from '../limits.ts'
import type { PeerStream } from '../reach/index.ts'
import { PeerScores } from '../sync/index.ts'
import { FileFetch, type FetchOrder, type FetchPort } from './fetch.ts'
import type { MediaFrame } from './frames.ts'
import type { MediaHost, OfferedFile } from './host.ts'
import { type LinkHub, MediaLink, type Offence } from './link.ts'
import { Turns } from './turns.ts'

const POINTS: Readonly<Record<Offence, number>> = { LIE: RESOURCE.SCORE_LIMIT, RATE: RESOURCE.SCORE_LIMIT / 5 }

export interface MediaHub {
  /** Somebody opened a stream of this protocol. */
  attach(stream: PeerStream): void
  /** Begins as soon as it is its turn. */
  fetch(order: FetchOrder): FileFetch
  /** More or less of the file is here than before, not by a fetch: who waits for it hears of it. */
  changed(file: FileId): void
  /** Tells a device what is whole here and what no longer is (MEDIA-48). False: it cannot be told now. */
  tellHeld(device: DeviceId, room: RoomHandle, files: readonly FileId[], lost?: readonly FileId[]): Promise<boolean>
  /** MEDIA-49, to a carrier. False: it cannot be told now. */
  offer(device: DeviceId, room: RoomHandle, files: readonly OfferedFile[]): Promise<boolean>
  withdraw(device: DeviceId, room: RoomHandle, files: readonly FileId[]): Promise<boolean>
  /** Who can be reached, or may have what, is other than before. */
  look(): void
  /** A device is connected anew. */
  returned(device: DeviceId): void
  /** Ends what is open with a device that was just blocked. */
  drop(device: DeviceId): void
  /** How long a device is still kept away, ms. */
  keptAwayMs(device: DeviceId): number
  /** For tests and diagnosis. */
  readonly links: readonly MediaLink[]
  stop(): void
}

export function createMediaHub(host: MediaHost): MediaHub {
  return new Hub(host)
}

class Hub implements MediaHub, LinkHub, FetchPort {
  readonly host: MediaHost
  readonly turns: Turns
  readonly #links = new Set<MediaLink>()
  readonly #opening = new Map<DeviceId, Promise<MediaLink | undefined>>()
  /** Who ordered last is the last. */
  readonly #running = new Set<FileFetch>()
  readonly #waiting = new Set<FileFetch>()
  readonly #scores: PeerScores
  #isStopped = false

  constructor(host: MediaHost) {
    this.host = host
    this.turns = new Turns(host.clock, () => host.uploadLimit())
    this.#scores = new PeerScores(host.clock)
  }

  get links(): readonly MediaLink[] {
    return [...this.#links]
  }

  attach(stream: PeerStream): void {
    if (this.#isRefused(stream.device)) return stream.abort()
    const same = this.links.filter(({ device, isOurs }) => device === stream.device && !isOurs)
    // The one that stays is the newer: to the other side the older may be dead.
    if (same.length >= TRANSFER.LINKS_PER_DEVICE) same[0]?.abort()
    if (this.#links.size >= TRANSFER.LINKS) return stream.abort()
    this.#start(stream, false)
  }

  fetch(order: FetchOrder): FileFetch {
    const fetch = new FileFetch(this, order)
    this.#waiting.add(fetch)
    this.#runNext()
    return fetch
  }

  changed(file: FileId): void {
    for (const link of this.#links) link.serving.changed(file)
  }

  tellHeld(device: DeviceId, room: RoomHandle, files: readonly FileId[], lost: readonly FileId[] = []): Promise<boolean> {
    return this.#tell(device, heldFrames(room, files, lost))
  }

  offer(device: DeviceId, room: RoomHandle, files: readonly OfferedFile[]): Promise<boolean> {
    const parts = partsOf(files, TRANSFER.OFFERS_PER_FRAME)
    return this.#tell(
      device,
      parts.map((part) => ({ type: 'offer', room, files: part.map(({ file, size }) => [file, size] as const) })),
    )
  }

  withdraw(device: DeviceId, room: RoomHandle, files: readonly FileId[]): Promise<boolean> {
    const parts = partsOf(files, TRANSFER.OFFERS_PER_FRAME)
    return this.#tell(
      device,
      parts.map((part) => ({ type: 'withdraw', room, files: part })),
    )
  }

  look(): void {
    for (const fetch of [...this.#running]) fetch.look()
  }

  returned(device: DeviceId): void {
    for (const fetch of [...this.#running]) fetch.returned(device)
  }

  drop(device: DeviceId): void {
    for (const link of this.links) if (link.device === device) link.abort()
  }

  keptAwayMs(device: DeviceId): number {
    return this.#scores.bannedMs(device)
  }

  stop(): void {
    this.#isStopped = true
    for (const fetch of [...this.#running, ...this.#waiting]) fetch.cancel()
    for (const link of this.links) link.close()
    this.turns.stop()
  }

  async link(device: DeviceId): Promise<MediaLink | undefined> {
    const open = this.links.find((link) => link.device === device)
    if (open !== undefined) return open
    const opening = this.#opening.get(device) ?? this.#open(device)
    this.#opening.set(device, opening)
    return opening
  }

  flight(): number {
    return Math.max(TRANSFER.FLIGHT_LEAST_CHUNKS, Math.floor(TRANSFER.FLIGHT_ALL_CHUNKS / Math.max(1, this.#running.size)))
  }

  lied(link: MediaLink): void {
    this.offended(link, 'LIE')
    link.abort()
  }

  offended(link: MediaLink, offence: Offence): boolean {
    const isTooMuch = this.#scores.add(link.device, POINTS[offence], this.host.isOwn(link.device))
    if (isTooMuch) for (const other of this.links) if (other !== link && other.device === link.device) other.abort()
    return isTooMuch
  }

  kept(file: FileId, room: RoomHandle, isWhole: boolean): void {
    this.changed(file)
    if (!isWhole) return
    for (const link of this.#links) if (this.host.mayHave(link.device, room, file)) link.send({ type: 'held', room, files: [file] })
    this.host.whole?.(room, file)
  }

  freed(link: MediaLink): void {
    if (link.isClosed) return
    for (const fetch of [...this.#running]) fetch.goOn(link)
  }

  ordered(fetch: FileFetch): void {
    // To the back: a film is not to keep a voice message waiting.
    if (this.#running.delete(fetch)) this.#running.add(fetch)
  }

  over(fetch: FileFetch): void {
    this.#running.delete(fetch)
    this.#waiting.delete(fetch)
    this.#runNext()
  }

  closed(link: MediaLink): void {
    this.#links.delete(link)
    for (const fetch of [...this.#running]) fetch.lost(link)
  }

  #runNext(): void {
    for (const fetch of this.#waiting) {
      if (this.#isStopped || this.#running.size >= TRANSFER.FETCHES) return
      this.#waiting.delete(fetch)
      this.#running.add(fetch)
      void fetch.start()
    }
  }

  async #open(device: DeviceId): Promise<MediaLink | undefined> {
    try {
      if (this.#isRefused(device)) return undefined
      const stream = await this.host.open(device)
      if (stream === undefined) return undefined
      if (this.#isRefused(device)) {
        stream.abort()
        return undefined
      }
      return this.#start(stream, true)
    } finally {
      this.#opening.delete(device)
    }
  }

  #start(stream: PeerStream, isOurs: boolean): MediaLink {
    const link = new MediaLink(this, stream, isOurs)
    this.#links.add(link)
    link.start()
    for (const { room, files } of this.host.wholeFor(link.device)) for (const frame of heldFrames(room, files, [])) link.send(frame)
    return link
  }

  #isRefused(device: DeviceId): boolean {
    return this.#isStopped || this.#scores.bannedMs(device) > 0 || !this.host.admits(device)
  }

  async #tell(device: DeviceId, frames: readonly MediaFrame[]): Promise<boolean> {
    const link = await this.link(device)
    if (link === undefined || link.isClosed) return false
    for (const frame of frames) link.send(frame)
    return true
  }
}

function heldFrames(room: RoomHandle, files: readonly FileId[], lost: readonly FileId[]): readonly MediaFrame[] {
  return [
    ...partsOf(files, TRANSFER.HELD_PER_FRAME).map((part): MediaFrame => ({ type: 'held', room, files: part })),
    ...partsOf(lost, TRANSFER.HELD_PER_FRAME).map((part): MediaFrame => ({ type: 'held', room, files: [], lost: part })),
  ]
}

function partsOf<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / most) }, (_, at) => all.slice(at * most, (at + 1) * most))
}
