/**
 * Which files this device has offered to which carriers (MEDIA-93), so that it can take them back when their message is deleted: durable before
 * an offer leaves. A note goes when the carrier says that it no longer has the file, and when it would not have it by now anyway.
 */
import { uint } from '../../codec/index.ts'
import { type DeviceId, type FileId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { RoomKey, Store } from '../../store/index.ts'

const SPACE = 'media/offered'
const time = uint()

export class OfferNotes {
  readonly #store: Pick<Store, 'values' | 'transaction'>

  constructor(store: Pick<Store, 'values' | 'transaction'>, now: number) {
    this.#store = store
    const old = store.values.list(SPACE).filter(([, value]) => isOver(value, now))
    if (old.length > 0) store.transaction(() => old.forEach(([key]) => store.values.delete(SPACE, key)))
  }

  of(carrier: DeviceId, room: RoomKey): readonly FileId[] {
    const prefix = `${carrier}/${room}/`
    return this.#store.values.list(SPACE, prefix).flatMap(([key]) => parseId('file', key.slice(prefix.length)) ?? [])
  }

  put(carrier: DeviceId, room: RoomKey, files: readonly FileId[], now: number): void {
    this.#store.transaction(() => {
      for (const file of files) this.#store.values.put(SPACE, `${carrier}/${room}/${file}`, time.encode(Math.floor(now)))
    })
  }

  remove(carrier: DeviceId, room: RoomKey, files: readonly FileId[]): void {
    const held = files.filter((file) => this.#store.values.get(SPACE, `${carrier}/${room}/${file}`) !== undefined)
    if (held.length === 0) return
    this.#store.transaction(() => {
      for (const file of held) this.#store.values.delete(SPACE, `${carrier}/${room}/${file}`)
    }, 'relaxed')
  }
}

function isOver(value: Uint8Array, now: number): boolean {
  const read = time.decode(value)
  return !read.ok || read.value + RESOURCE.CARRY_FILE_AGE_MS < now
}
