/**
 * What the carriers of one room say of themselves (CARR-2), from whoever passed it on: kept so that where a message is can be told without
 * being connected to them. A carrier's word counts about itself only, while governance names it and its term runs (DLV-4, DLV-5).
 */
import { type CarrierStatus, type Holding, carrierStatusCodec, verifyCarrierStatus } from '../../custody/index.ts'
import type { Signed } from '../../codec/index.ts'
import { type DeviceId, parseId } from '../../ids/index.ts'
import type { SyncCode } from '../../sync/index.ts'
import type { RoomCore } from './room-core.ts'

interface Word {
  readonly value: CarrierStatus
  readonly bytes: Uint8Array
}

export class CarrierWords {
  readonly #core: RoomCore
  readonly #carriers: () => ReadonlySet<DeviceId>
  readonly #space: string
  readonly #words = new Map<DeviceId, Word>()

  constructor(core: RoomCore, carriers: () => ReadonlySet<DeviceId>) {
    this.#core = core
    this.#carriers = carriers
    this.#space = `status/${core.key}`
    for (const [name, bytes] of core.store.values.list(this.#space)) {
      const device = parseId('device', name)
      const read = carrierStatusCodec.decode(bytes)
      if (device !== undefined && read.ok) this.#words.set(device, { value: read.value.value, bytes })
    }
  }

  counters(): readonly { readonly device: DeviceId; readonly n: number; readonly carrier: true }[] {
    const carriers = this.#carriers()
    return [...this.#words]
      .filter(([device]) => carriers.has(device))
      .map(([device, { value }]) => ({ device, n: value.n, carrier: true as const }))
  }

  devices(): Iterable<DeviceId> {
    return this.#words.keys()
  }

  bytes(device: DeviceId): Uint8Array | undefined {
    return this.#words.get(device)?.bytes
  }

  /** Its last word, while its term runs and the room lets it carry. */
  of(device: DeviceId): CarrierStatus | undefined {
    const value = this.#words.get(device)?.value
    return value !== undefined && value.until > this.#core.clock.now() && this.#carriers().has(device) ? value : undefined
  }

  /** The same as what it holds. */
  holding(device: DeviceId): Pick<Holding, 'at' | 'feeds'> | undefined {
    const value = this.of(device)
    if (value === undefined) return undefined
    // It may run ahead of its clock (newest n wins), and its clock ahead of ours; nobody has said anything later than now.
    return { at: Math.min(value.n, this.#core.clock.now()), feeds: new Map(value.rows.map(({ device: author, feed }) => [author, feed])) }
  }

  /** Newest n wins. Stored in the caller's transaction, which may be a relaxed one. */
  accept(bytes: Uint8Array, read: Signed<CarrierStatus>): SyncCode | 'old' | undefined {
    const { handle, device, n } = read.value
    if (handle !== this.#core.handle) return 'BAD_FRAME'
    if (!this.#carriers().has(device)) return 'NOT_LIVE'
    if ((this.#words.get(device)?.value.n ?? -1) >= n) return 'old'
    if (!verifyCarrierStatus(this.#core.crypto, read)) return 'BAD_SIG'
    this.#words.set(device, { value: read.value, bytes })
    this.#core.store.values.put(this.#space, device, bytes)
    return undefined
  }
}
