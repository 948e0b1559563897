/**
 * What is known of this person's own devices beside their certificates: what he calls them, when each was last heard of here, and which he
 * took out (KEY-8). Taken out is for ever: whoever has the device keeps its key.
 */
import { type Codec, field, id, optional, struct, text, uint } from '../../codec/index.ts'
import { type DeviceId, parseId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'

export interface OwnDeviceNote {
  /** What this person calls it. */
  readonly name?: string | undefined
  /** When it was taken out, ms, and by which device. */
  readonly out?: { readonly at: number; readonly by: DeviceId } | undefined
  /** When it was last heard of here, ms. */
  readonly seen?: number | undefined
}

const SPACE = 'own-devices'
const NOTHING: OwnDeviceNote = {}

const note: Codec<OwnDeviceNote> = struct({
  name: optional(1, text(INTRINSIC.NAME_CHARACTERS)),
  out: optional(2, struct({ at: field(1, uint()), by: field(2, id('device')) })),
  seen: optional(3, uint()),
})

export class OwnDeviceBook {
  readonly #store: Store
  readonly #notes = new Map<DeviceId, OwnDeviceNote>()

  constructor(store: Store) {
    this.#store = store
    this.reload()
  }

  reload(): void {
    this.#notes.clear()
    for (const [key, value] of this.#store.values.list(SPACE)) {
      const device = parseId('device', key)
      const read = note.decode(value)
      if (device !== undefined && read.ok) this.#notes.set(device, read.value)
    }
  }

  of(device: DeviceId): OwnDeviceNote {
    return this.#notes.get(device) ?? NOTHING
  }

  devices(): readonly DeviceId[] {
    return [...this.#notes.keys()]
  }

  isOut(device: DeviceId): boolean {
    return this.of(device).out !== undefined
  }

  /** Those taken out, the latest first: what contacts are told. */
  out(): readonly DeviceId[] {
    const all = [...this.#notes].flatMap(([device, { out }]) => (out === undefined ? [] : [{ device, at: out.at }]))
    return all
      .toSorted((a, b) => b.at - a.at || (a.device < b.device ? -1 : 1))
      .slice(0, RESOURCE.REVOKED_DEVICES)
      .map(({ device }) => device)
  }

  rename(device: DeviceId, name: string | undefined): void {
    this.#put(device, { ...this.of(device), name })
  }

  /** Of two who said it the earlier counts, so that all devices come to say the same. */
  takeOut(device: DeviceId, out: NonNullable<OwnDeviceNote['out']>): void {
    const before = this.of(device).out
    const isEarlier = before === undefined || out.at < before.at || (out.at === before.at && out.by < before.by)
    if (isEarlier) this.#put(device, { ...this.of(device), out })
  }

  /** Nobody needs it to the second, and nothing is lost with it. */
  heard(device: DeviceId, now: number): void {
    this.#store.transaction(() => this.#put(device, { ...this.of(device), seen: now }), 'relaxed')
  }

  #put(device: DeviceId, after: OwnDeviceNote): void {
    this.#store.values.put(SPACE, device, note.encode(after))
    this.#notes.set(device, after)
  }
}
