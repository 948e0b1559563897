/**
 * What one device may be told where no session carries it: in a letter of a bundle (BNDL-10). The same as in a session, except that nobody can
 * prove anything: records of common contacts are sealed by what the proof would have been made with.
 */
import type { CborValue } from '../../codec/index.ts'
import type { Crypto, Rng } from '../../crypto/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AddressRecord, addressRecord } from '../../reach/index.ts'
import type { People } from '../people/index.ts'
import type { Addressee, Audience } from './audience.ts'
import { type CommonBoxes, openCommon, sealCommon, wireRecords } from './common-boxes.ts'
import type { FinderKeys } from './finder-keys.ts'
import type { RecordBook } from './record-book.ts'

const KIB = 1024
/** Beside a card and the boxes it leaves room in a frame. */
const RECORDS_BYTES = 32 * KIB

export interface ByHandDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly people: People
  readonly audience: Audience
  readonly keys: FinderKeys
  readonly book: RecordBook
  readonly self: DeviceId
  now(): number
}

export interface Told {
  readonly records?: readonly CborValue[]
  readonly common?: CommonBoxes
}

type Known = readonly [account: AccountId, records: readonly AddressRecord[]]

export class ByHand {
  readonly #deps: ByHandDeps

  constructor(deps: ByHandDeps) {
    this.#deps = deps
  }

  /** What each device may be told, for one bundle; undefined: nothing of anybody, not even that one knows it. */
  telling(): (peer: Addressee) => Told | undefined {
    // Looked up once: with a thousand contacts that takes longer than a letter.
    let known: readonly Known[] | undefined
    return (peer) => {
      const { crypto, rng, audience, keys } = this.#deps
      if (!audience.mayHear(peer)) return undefined
      const records = this.#records(peer)
      if (!audience.isTrusted(peer)) return { records }
      known ??= this.#known()
      const beside = known.filter(([account]) => account !== peer.account)
      return { records, common: sealCommon(crypto, rng, keys, beside) }
    }
  }

  /** Records for accounts that both know; none of somebody who is no contact. */
  opened(from: Addressee, common: CommonBoxes): readonly CborValue[] {
    const { crypto, audience, keys } = this.#deps
    if (!audience.isTrusted(from)) return []
    const beside = this.#accounts().filter((account) => account !== from.account)
    return openCommon(crypto, keys, beside, common)
  }

  /** Contacts of whom something is known that others may know as well. */
  #known(): readonly Known[] {
    return this.#accounts().flatMap((account) => {
      const records = (this.#deps.people.contact(account)?.devices ?? []).flatMap((device) => this.#held(device))
      return records.length === 0 ? [] : [[account, records] as const]
    })
  }

  #accounts(): readonly AccountId[] {
    const { audience, keys } = this.#deps
    return audience.contactsOf(keys.accounts()).slice(0, RESOURCE.TAGS)
  }

  /** The own one, and those of others who may be heard of. */
  #records(peer: Addressee): readonly CborValue[] {
    const { audience, book, self } = this.#deps
    const own = this.#holds(book.own?.device === self ? book.own : undefined)
    const others = [...audience.tellable(peer, new Set())].flatMap((device) => this.#held(device))
    return [
      ...own.map((record) => addressRecord.toCbor(record)),
      ...wireRecords(others, RECORDS_BYTES).slice(0, RESOURCE.RECORDS_PER_FRAME - own.length),
    ]
  }

  #held(device: DeviceId): readonly AddressRecord[] {
    return this.#holds(this.#deps.book.get(device)?.record)
  }

  #holds(record: AddressRecord | undefined): readonly AddressRecord[] {
    return record !== undefined && record.expires > this.#deps.now() ? [record] : []
  }
}
