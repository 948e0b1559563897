/**
 * Fetching what was offered (MEDIA-91): a few at a time, of each device one, for a minute each while others wait. Room is made before a file is
 * begun, and a place on the shelf with it; so whatever ends this device in between, the file goes on where it was, or is known to be none.
 */
import type { DeviceId, FileId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type MediaStore, sealedSize } from '../../media/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { FetchEnd, FileFetch, MediaHub } from '../../transfer/index.ts'
import type { MessengerDeps } from '../deps.ts'
import { type CarriedTerms, isServed } from './carried-terms.ts'
import type { FileOffer, FileOffers } from './file-offers.ts'
import { planFor } from './file-room.ts'
import type { CarriedFile, FileShelf } from './file-shelf.ts'

export interface FileTakingDeps extends Pick<MessengerDeps, 'store' | 'clock' | 'links'> {
  readonly shelf: FileShelf
  readonly offers: FileOffers
  media(): { readonly store: MediaStore; readonly hub: MediaHub }
  terms(key: CarriedFile['key']): CarriedTerms | undefined
  /** What lies here for all rooms of the contact for whom that one is carried, and how much of it may. */
  shareOf(terms: CarriedTerms): { readonly files: readonly CarriedFile[]; readonly quota: number }
  /** All that files may take of this computer, bytes. */
  mostBytes(): number
  isWhole(file: FileId): boolean
  /** It is whole now, and on the disk. */
  came(entry: CarriedFile): void
  /** They are on the shelf no longer; in the transaction that took them away. */
  gone(entries: readonly CarriedFile[]): void
  /** What is in memory may be ahead of the disk. */
  failed(cause: unknown): void
}

interface Running {
  readonly entry: CarriedFile
  readonly device: DeviceId
  readonly fetch: FileFetch
  bytes: number
}

export class FileTaking {
  readonly #deps: FileTakingDeps
  readonly #timers: NamedTimers
  readonly #running = new Map<FileId, Running>()
  #fullUntil = 0
  #isTaking = false
  #isStopped = false

  constructor(deps: FileTakingDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
  }

  stop(): void {
    this.#isStopped = true
    this.#timers.close()
  }

  /** Something was offered, or somebody is connected: soon, when all of it has come. */
  soon(): void {
    this.#timers.after('take', RESOURCE.OFFER_DELAY_MS, () => this.#take())
  }

  /** It is not to be fetched any more; what came of it is the caller's. */
  cancel(entry: CarriedFile): void {
    const running = this.#running.get(entry.file)
    if (running?.entry.key !== entry.key) return
    this.#running.delete(entry.file)
    this.#timers.stop(`turn/${entry.file}`)
    running.fetch.cancel()
    this.soon()
  }

  #take(): void {
    if (this.#isTaking || this.#isStopped) return
    this.#isTaking = true
    this.#takeAll()
      .catch((cause: unknown) => this.#deps.failed(cause))
      .finally(() => {
        this.#isTaking = false
      })
  }

  async #takeAll(): Promise<void> {
    while (!this.#isStopped && this.#running.size < RESOURCE.CARRY_FETCHES && this.#deps.clock.now() >= this.#fullUntil) {
      const busy = new Set([...this.#running.values()].map(({ device }) => device))
      const offer = this.#deps.offers.next(
        (device) => !busy.has(device) && this.#isConnected(device),
        // Of another size, or for another room: one after the other.
        (file) => !this.#running.has(file),
      )
      if (offer === undefined) return
      await this.#begin(offer)
    }
  }

  async #begin(offer: FileOffer): Promise<void> {
    const { key, file, size, device, rank } = offer
    const { shelf, store, media, terms: termsOf, shareOf, mostBytes, clock, gone } = this.#deps
    const [used, held] = await Promise.all([media().store.usage(), media().store.held(file)])
    // From here on in one go: it may have been taken back, or carried no longer, meanwhile.
    const terms = termsOf(key)
    if (this.#isStopped || terms === undefined || !isServed(terms, device) || this.#running.has(file)) return
    const before = shelf.get(key, file)
    if (before?.size === size) return this.#fetch(terms, before, device)
    // A chunk that is here proves a size, and this one is another.
    if (held !== undefined && held.size !== size && held.chunks.count > 0) return
    if (shelf.isGone(key, file)) return
    const { files, quota } = shareOf(terms)
    const entry: CarriedFile = { key, file, size, rank, by: [device] }
    const others = before === undefined ? files : files.filter((each) => each !== before)
    const plan = planFor(others, quota, entry)
    const going = before === undefined || plan === undefined ? plan : [before, ...plan]
    // What has no room among everything on this computer may have it at the next meeting.
    if (used.bytes + this.#coming() - freedBy(going ?? []) + sealedSize(size) > mostBytes()) return
    store.transaction(() => {
      if (going === undefined) return shelf.letGo(key, file, clock.now())
      for (const each of going) {
        shelf.remove(each)
        if (each !== before) shelf.letGo(each.key, each.file, clock.now())
      }
      gone(going)
      shelf.put(entry)
    })
    if (going !== undefined) this.#fetch(terms, entry, device)
  }

  /** What is still to come of what was begun. */
  #coming(): number {
    return [...this.#running.values()].reduce((sum, { entry, fetch }) => sum + sealedSize(entry.size) - fetch.progress().bytes, 0)
  }

  #fetch(terms: CarriedTerms, entry: CarriedFile, device: DeviceId): void {
    if (this.#deps.isWhole(entry.file)) return this.#deps.came(entry)
    const fetch = this.#deps.media().hub.fetch({
      room: terms.handle,
      file: entry.file,
      size: entry.size,
      sources: () => this.#sources(entry),
      ended: (end) => this.#ended(entry, device, end),
    })
    this.#running.set(entry.file, { entry, device, fetch, bytes: 0 })
    this.#turnLater(entry.file)
  }

  /** Who offered it, then whoever else of the room may have it. */
  #sources({ key, file }: CarriedFile): readonly DeviceId[] {
    const terms = this.#deps.terms(key)
    const by = this.#deps.shelf.get(key, file)?.by ?? []
    if (terms === undefined) return []
    const first = by.filter((device) => isServed(terms, device))
    return [...new Set([...first, ...terms.devices, ...terms.fellows])].filter((device) => this.#isConnected(device))
  }

  #turnLater(file: FileId): void {
    this.#timers.after(`turn/${file}`, RESOURCE.CARRY_TURN_MS, () => {
      const running = this.#running.get(file)
      if (running !== undefined) this.#turnOver(running)
    })
  }

  /** It goes on while something comes and nobody waits. What came is kept; of whom nothing came the place is free again. */
  #turnOver(running: Running): void {
    const { entry, device, fetch } = running
    const { bytes, holders } = fetch.progress()
    const isMoving = bytes > running.bytes
    running.bytes = bytes
    if (isMoving && this.#deps.offers.isEmpty) return this.#turnLater(entry.file)
    this.cancel(entry)
    // It was its turn here and not yet among all that is fetched on this computer.
    const wasAsked = holders > 0 || !this.#isConnected(device)
    if (isMoving || !wasAsked) this.#deps.offers.addLast({ ...entry, device })
    else if (bytes === 0) this.#giveUp(entry)
  }

  #ended(entry: CarriedFile, device: DeviceId, end: FetchEnd): void {
    if (this.#running.get(entry.file)?.entry !== entry) return
    this.#running.delete(entry.file)
    this.#timers.stop(`turn/${entry.file}`)
    if (end === 'done') this.#deps.came(entry)
    else if (end !== 'cancelled') this.#giveUp(entry)
    if (end === 'DISK_FULL' || end === 'QUOTA' || end === 'STORE_FAILED') {
      this.#deps.offers.addLast({ ...entry, device })
      this.#fullUntil = this.#deps.clock.now() + RESOURCE.CARRY_FULL_MS
      this.#timers.after('full', RESOURCE.CARRY_FULL_MS, () => this.#take())
    }
    this.soon()
  }

  #giveUp({ key, file }: CarriedFile): void {
    // Somebody may have offered it as well since it was begun.
    const entry = this.#deps.shelf.get(key, file)
    if (entry === undefined) return
    try {
      this.#deps.store.transaction(() => {
        this.#deps.shelf.remove(entry)
        this.#deps.gone([entry])
      })
    } catch (cause) {
      this.#deps.failed(cause)
    }
  }

  #isConnected(device: DeviceId): boolean {
    return this.#deps.links.reach(device)?.reach === 'connected'
  }
}

function freedBy(files: readonly CarriedFile[]): number {
  return files.reduce((sum, { size }) => sum + sealedSize(size), 0)
}
