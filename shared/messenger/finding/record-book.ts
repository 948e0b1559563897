/**
 * The newest address record of each device one may know, on disk and in memory alike. Only records without fault come in here; whose they
 * may be is the owner's to say. Bounded: past the limit the one whose device spoke longest ago goes, strangers' from rooms before contacts'.
 */
import { type Codec, field, id, optional, struct, text } from '../../codec/index.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AddressRecord, addressRecord } from '../../reach/index.ts'
import type { Store } from '../../store/index.ts'

export interface KeptRecord {
  readonly record: AddressRecord
  /** Who told it. */
  readonly by: AccountId
  readonly byDevice: DeviceId
  /** Where that one was met then: SYNC-15 asks for its network. */
  readonly via?: string | undefined
}

const SPACE = 'records'
const OWN_SPACE = 'records/own'
const VIA_CHARACTERS = 300

const kept: Codec<KeptRecord> = struct({
  record: field(1, addressRecord),
  by: field(2, id('account')),
  byDevice: field(3, id('device')),
  via: optional(4, text(VIA_CHARACTERS)),
})

export class RecordBook {
  readonly #store: Store
  readonly #isContact: (device: DeviceId) => boolean
  readonly #records = new Map<DeviceId, KeptRecord>()
  #own: AddressRecord | undefined

  constructor(store: Store, isContact: (device: DeviceId) => boolean) {
    this.#store = store
    this.#isContact = isContact
    this.reload()
  }

  /** Back to what is on disk. */
  reload(): void {
    this.#records.clear()
    for (const [name, value] of this.#store.values.list(SPACE)) {
      const device = parseId('device', name)
      const read = kept.decode(value)
      if (device !== undefined && read.ok && read.value.record.device === device) this.#records.set(device, read.value)
    }
    const own = this.#store.values.get(OWN_SPACE, 'newest')
    const read = own === undefined ? undefined : addressRecord.decode(own)
    this.#own = read?.ok === true ? read.value : undefined
  }

  get size(): number {
    return this.#records.size
  }

  /** This device's newest; of an earlier device of this profile until the first of this one. */
  get own(): AddressRecord | undefined {
    return this.#own
  }

  /** Writing happens inside the caller's transaction, here and below. */
  keepOwn(record: AddressRecord): void {
    this.#store.values.put(OWN_SPACE, 'newest', addressRecord.encode(record))
    this.#own = record
  }

  get(device: DeviceId): KeptRecord | undefined {
    return this.#records.get(device)
  }

  all(): Iterable<readonly [DeviceId, KeptRecord]> {
    return this.#records
  }

  isNews({ device, n }: AddressRecord): boolean {
    return n > (this.#records.get(device)?.record.n ?? -1)
  }

  /** Devices that had to make room. */
  put(news: KeptRecord): readonly DeviceId[] {
    const { device } = news.record
    const via = news.via === undefined || news.via.length > VIA_CHARACTERS ? undefined : news.via
    const { record, by, byDevice } = news
    const entry: KeptRecord = { record, by, byDevice, ...(via !== undefined && { via }) }
    this.#store.values.put(SPACE, device, kept.encode(entry))
    this.#records.set(device, entry)
    const gone: DeviceId[] = []
    while (this.#records.size > RESOURCE.RECORDS) {
      const worst = this.#leastUseful()
      if (worst === undefined) break
      this.delete(worst)
      gone.push(worst)
    }
    return gone
  }

  delete(device: DeviceId): void {
    if (!this.#records.delete(device)) return
    this.#store.values.delete(SPACE, device)
  }

  #leastUseful(): DeviceId | undefined {
    const strangers = [...this.#records].filter(([device]) => !this.#isContact(device))
    const candidates = strangers.length > 0 ? strangers : [...this.#records]
    return candidates.toSorted(([, left], [, right]) => left.record.n - right.record.n)[0]?.[0]
  }
}
