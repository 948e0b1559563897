/**
 * Offers that wait until a carrier comes to them (MEDIA-91): in memory, since whoever offered does so again when it is met. Of each device, and
 * of each room, the newest; and devices take turns, so that nobody's million offers stand before anybody else's one.
 */
import type { DeviceId, FileId } from '../../ids/index.ts'
import { getOrInsert } from '../../get-or-insert.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomKey } from '../../store/index.ts'

export interface FileOffer {
  readonly key: RoomKey
  readonly device: DeviceId
  readonly file: FileId
  readonly size: number
  /** Its place among all that came, as on the shelf: what was offered later is newer. */
  readonly rank: number
}

interface Queue {
  readonly key: RoomKey
  readonly device: DeviceId
  /** The oldest first. */
  offers: Map<FileId, FileOffer>
}

export class FileOffers {
  /** Whose turn it is comes first. */
  readonly #queues = new Map<string, Queue>()
  readonly #counts = new Map<RoomKey, number>()

  get isEmpty(): boolean {
    return this.#queues.size === 0
  }

  of(key: RoomKey): number {
    return this.#counts.get(key) ?? 0
  }

  /** Said again it is the newest again; another size takes the place of the one said before. */
  add(offer: FileOffer): void {
    const queue = this.#queueFor(offer)
    if (!queue.offers.delete(offer.file)) this.#count(offer.key, 1)
    queue.offers.set(offer.file, offer)
    this.#bound(queue)
  }

  /** Once more, after everything else that device offered. */
  addLast(offer: FileOffer): void {
    const queue = this.#queueFor(offer)
    if (!queue.offers.delete(offer.file)) this.#count(offer.key, 1)
    queue.offers = new Map([[offer.file, offer], ...queue.offers])
    this.#bound(queue)
  }

  /** The newest that is free of whose turn it is, of those that may have one; that device is the last from now on. */
  next(mayHave: (device: DeviceId) => boolean, isFree: (file: FileId) => boolean): FileOffer | undefined {
    for (const [name, queue] of this.#queues) {
      const offer = mayHave(queue.device) ? [...queue.offers.values()].findLast(({ file }) => isFree(file)) : undefined
      if (offer === undefined) continue
      this.#take(queue, offer.file)
      if (this.#queues.delete(name) && queue.offers.size > 0) this.#queues.set(name, queue)
      return offer
    }
    return undefined
  }

  withdraw(key: RoomKey, device: DeviceId, file: FileId): void {
    const queue = this.#queues.get(nameOf(key, device))
    if (queue !== undefined) this.#take(queue, file)
  }

  drop(key: RoomKey): void {
    for (const [name, queue] of this.#queues) if (queue.key === key) this.#queues.delete(name)
    this.#counts.delete(key)
  }

  #queueFor({ key, device }: FileOffer): Queue {
    return getOrInsert(this.#queues, nameOf(key, device), () => ({ key, device, offers: new Map() }))
  }

  #bound(queue: Queue): void {
    if (queue.offers.size > RESOURCE.CARRIED_OFFERS) this.#dropOldest(queue)
    if (this.of(queue.key) <= RESOURCE.CARRIED_ROOM_OFFERS) return
    const own = [...this.#queues.values()].filter((each) => each.key === queue.key)
    const [longest] = own.toSorted((a, b) => b.offers.size - a.offers.size)
    if (longest !== undefined) this.#dropOldest(longest)
  }

  #dropOldest(queue: Queue): void {
    const [oldest] = queue.offers.keys()
    if (oldest !== undefined) this.#take(queue, oldest)
  }

  #take(queue: Queue, file: FileId): void {
    if (queue.offers.delete(file)) this.#count(queue.key, -1)
    if (queue.offers.size === 0) this.#queues.delete(nameOf(queue.key, queue.device))
  }

  #count(key: RoomKey, by: 1 | -1): void {
    this.#counts.set(key, this.of(key) + by)
  }
}

function nameOf(key: RoomKey, device: DeviceId): string {
  return `${key}/${device}`
}
