/**
 * Offering files to those who keep them for others (MEDIA-93): whoever has a file of a room whole offers it to the room's carriers that say to
 * keep files, the newest ones at each meeting and each new one at once; and takes back what is in no message any more, at each meeting until the
 * carrier says that it is gone. Members do so with files of their rooms, carriers among themselves with what they keep.
 */
import type { Clock } from '../../crypto/index.ts'
import type { DeviceId, FileId, RoomHandle } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomKey, Store } from '../../store/index.ts'
import { NamedTimers } from '../../timers/index.ts'
import type { MediaHub, OfferedFile } from '../../transfer/index.ts'
import type { Links } from '../deps.ts'
import { OfferNotes } from './offer-notes.ts'

/** A carrier that says to keep files of a room, and how much more it would take, bytes. */
export interface FileCarrier {
  readonly device: DeviceId
  readonly free: number
}

/** A room with files to offer. */
export interface OfferingRoom {
  readonly key: RoomKey
  readonly handle: RoomHandle
  /** Who says to keep files of it. */
  carriers(): readonly FileCarrier[]
  /** The newest of the room, oldest first, here or not. */
  newest(): readonly FileId[]
  /** False: it is not to be offered, or no longer. */
  isOffered(file: FileId): boolean
  /** False: whoever was offered it is to let it go. */
  isWanted(file: FileId): boolean
}

export interface OfferingDeps {
  readonly store: Pick<Store, 'values' | 'transaction'>
  readonly clock: Clock
  readonly links: Pick<Links, 'reach' | 'onReach'>
  hub(): Pick<MediaHub, 'offer' | 'withdraw' | 'tellHeld'>
  rooms(): readonly OfferingRoom[]
  /** Of a file that is whole here, bytes. */
  sizeOf(file: FileId): Promise<number | undefined>
  /** It has said so. */
  holds(device: DeviceId, file: FileId): boolean
}

export class Offering {
  readonly #deps: OfferingDeps
  readonly #notes: OfferNotes
  readonly #timers: NamedTimers
  readonly #release: () => void
  /** What was offered since the carrier is connected, by room and file. */
  readonly #told = new Map<DeviceId, Set<string>>()
  /** Files that are new, by room. */
  readonly #fresh = new Map<RoomKey, Set<FileId>>()
  /** Who took files of a room when it was last looked at. */
  readonly #carriers = new Map<RoomKey, readonly FileCarrier[]>()

  constructor(deps: OfferingDeps) {
    this.#deps = deps
    this.#notes = new OfferNotes(deps.store, deps.clock.now())
    this.#timers = new NamedTimers(deps.clock)
    this.#release = deps.links.onReach((device, { reach }) => {
      if (reach === 'connected') return this.#lookLater(device)
      this.#told.delete(device)
    })
  }

  stop(): void {
    this.#release()
    this.#timers.close()
  }

  /** A file of the room may be whole here and in a message, for the first time. */
  came(room: RoomKey, file: FileId): void {
    const fresh = this.#fresh.get(room) ?? new Set<FileId>()
    this.#fresh.set(room, fresh.add(file))
    this.#timers.after('fresh', RESOURCE.OFFER_DELAY_MS, () => this.#quietly(this.#offerFresh()))
  }

  /** Files were taken out of messages. */
  dropped(): void {
    this.#timers.after('dropped', RESOURCE.OFFER_DELAY_MS, () => {
      for (const room of this.#deps.rooms()) for (const { device } of room.carriers()) this.#quietly(this.#takeBack(room, device))
    })
  }

  /** Who carries the room, or what they say of themselves, may be otherwise. */
  roomChanged(key: RoomKey): void {
    const room = this.#deps.rooms().find((each) => each.key === key)
    const now = room?.carriers() ?? []
    const before = this.#carriers.get(key) ?? []
    this.#carriers.set(key, now)
    for (const { device, free } of now) {
      const was = before.find((each) => each.device === device)
      if (was !== undefined && (was.free > 0 || free === 0)) continue
      // It was not there, or had no room.
      for (const told of this.#told.get(device) ?? []) if (told.startsWith(`${key}/`)) this.#told.get(device)?.delete(told)
      this.#lookLater(device)
    }
  }

  /** A carrier says that it no longer has them: there is nothing to take back. */
  heardLost(device: DeviceId, handle: RoomHandle, files: readonly FileId[]): void {
    const room = files.length === 0 ? undefined : this.#deps.rooms().find((each) => each.handle === handle)
    if (room !== undefined) this.#notes.remove(device, room.key, files)
  }

  #lookLater(device: DeviceId): void {
    this.#timers.after(`look/${device}`, RESOURCE.OFFER_DELAY_MS, () => this.#quietly(this.#look(device)))
  }

  async #look(device: DeviceId): Promise<void> {
    if (!this.#isConnected(device)) return
    for (const room of this.#deps.rooms()) {
      if (!room.carriers().some((each) => each.device === device)) continue
      await this.#takeBack(room, device)
      const wanted = this.#untold(room, device, room.newest())
      if (wanted.length === 0) continue
      // What it has it says first, when a stream is opened; that much need not be offered.
      if (!(await this.#deps.hub().tellHeld(device, room.handle, []))) return
      const offer = () => this.#quietly(this.#offer(room, device, wanted))
      this.#timers.after(`offer/${device}/${room.key}`, RESOURCE.OFFER_DELAY_MS, offer)
    }
  }

  async #offerFresh(): Promise<void> {
    const fresh = [...this.#fresh]
    this.#fresh.clear()
    for (const room of fresh.length === 0 ? [] : this.#deps.rooms()) {
      const [, ids = []] = fresh.find(([key]) => key === room.key) ?? []
      const files = [...ids]
      for (const { device } of files.length === 0 ? [] : room.carriers()) await this.#offer(room, device, files)
    }
  }

  async #offer(room: OfferingRoom, device: DeviceId, files: readonly FileId[]): Promise<void> {
    const whole: OfferedFile[] = []
    for (const file of this.#untold(room, device, files)) {
      const size = await this.#deps.sizeOf(file)
      if (size !== undefined) whole.push({ file, size })
    }
    // Some may have been deleted while we looked.
    const offered = whole.filter(({ file }) => room.isOffered(file))
    if (offered.length === 0 || !this.#isConnected(device)) return
    const ids = offered.map(({ file }) => file)
    const told = this.#told.get(device) ?? new Set<string>()
    this.#told.set(device, told)
    for (const file of ids) told.add(`${room.key}/${file}`)
    this.#notes.put(device, room.key, ids, this.#deps.clock.now())
    if (await this.#deps.hub().offer(device, room.handle, offered)) return
    for (const file of ids) told.delete(`${room.key}/${file}`)
  }

  async #takeBack(room: OfferingRoom, device: DeviceId): Promise<void> {
    if (!this.#isConnected(device)) return
    const gone = this.#notes.of(device, room.key).filter((file) => !room.isWanted(file))
    if (gone.length > 0) await this.#deps.hub().withdraw(device, room.handle, gone)
  }

  #untold(room: OfferingRoom, device: DeviceId, files: readonly FileId[]): readonly FileId[] {
    const told = this.#told.get(device)
    return files.filter((file) => told?.has(`${room.key}/${file}`) !== true && !this.#deps.holds(device, file))
  }

  /** What could not be noted, on a disk that is full, is not offered either; the next meeting tries again. */
  #quietly(work: Promise<void>): void {
    work.catch(() => undefined)
  }

  #isConnected(device: DeviceId): boolean {
    return this.#deps.links.reach(device)?.reach === 'connected'
  }
}
