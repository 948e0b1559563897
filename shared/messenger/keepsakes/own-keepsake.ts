/**
 * The keepsake of this device: made anew when the people in it changed, and once a day while only their addresses do; and who keeps it. Few
 * keep it: carriers before others, then whoever is met; one who was not met for a month makes room. Writing happens inside the caller's
 * transaction.
 */
import { type Held, bytes, equalBytes, field, record, uint } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import { type AccountId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'
import { KEEPSAKE_DIGEST_BYTES } from '../finding/index.ts'
import { keepsakeDigest } from './sealing.ts'

const OWN = 'keepsake'
const NEWEST = 'own'
const HOLDERS = 'keepsake/with'

/** `about`: digest of what is in it but the places; `places`: of all of it. */
const made = record({
  n: field(1, uint()),
  about: field(2, bytes(KEEPSAKE_DIGEST_BYTES)),
  places: field(3, bytes(KEEPSAKE_DIGEST_BYTES)),
  sealed: field(4, bytes({ max: RESOURCE.FRAME_BYTES })),
})
type Made = Held<typeof made>
/** `n`: of the one he has. */
const holder = record({ at: field(1, uint()), n: field(2, uint()) })
export type Holding = Held<typeof holder>

export interface Stated {
  readonly about: Uint8Array
  readonly places: Uint8Array
}

export class OwnKeepsake {
  readonly #store: Pick<Store, 'values'>
  readonly #crypto: Crypto
  readonly #holders = new Map<AccountId, Holding>()
  #made: Made | undefined
  #digest: Uint8Array | undefined

  constructor(store: Pick<Store, 'values'>, crypto: Crypto) {
    this.#store = store
    this.#crypto = crypto
    this.reload()
  }

  /** Back to what is on disk. */
  reload(): void {
    const held = this.#store.values.get(OWN, NEWEST)
    const read = held === undefined ? undefined : made.decode(held, RESOURCE.FRAME_BYTES)
    this.#take(read?.ok === true ? read.value : undefined)
    this.#holders.clear()
    for (const [key, value] of this.#store.values.list(HOLDERS)) {
      const account = parseId('account', key)
      const kept = holder.decode(value)
      if (account !== undefined && kept.ok) this.#holders.set(account, kept.value)
    }
  }

  /** As it is handed out. */
  get sealed(): Uint8Array | undefined {
    return this.#made?.sealed
  }

  get digest(): Uint8Array | undefined {
    return this.#digest
  }

  /** When it was made, ms; undefined: there is none. */
  get madeAt(): number | undefined {
    return this.#made?.n
  }

  /** The number of the next one. */
  next(now: number): number {
    return Math.max(Math.floor(now), (this.#made?.n ?? 0) + 1)
  }

  /** How long the one there is may stand, ms; 0: no longer. */
  standsFor({ about, places }: Stated, now: number): number {
    if (this.#made === undefined) return 0
    // A clock that was set back makes nothing stand for years.
    const age = Math.max(0, now - this.#made.n)
    if (!equalBytes(this.#made.about, about)) return Math.max(0, RESOURCE.KEEPSAKE_AGAIN_MS - age)
    const isSame = equalBytes(this.#made.places, places)
    return Math.max(0, (isSame ? RESOURCE.KEEPSAKE_AWAY_MS : RESOURCE.KEEPSAKE_AGE_MS) - age)
  }

  put(next: Made): void {
    this.#store.values.put(OWN, NEWEST, made.encode(next))
    this.#take(next)
  }

  /** Who keeps one, which, and when he said so. */
  holders(): Iterable<readonly [AccountId, Holding]> {
    return this.#holders
  }

  /** Whether somebody is to keep it, and in whose place; undefined: enough others do. */
  place(account: AccountId, carriers: ReadonlySet<AccountId>, now: number): { readonly instead: AccountId | undefined } | undefined {
    if (this.#holders.has(account) || this.#holders.size < RESOURCE.KEEPSAKE_HOLDERS) return { instead: undefined }
    const byAge = [...this.#holders].toSorted(([, a], [, b]) => a.at - b.at)
    const [gone] = byAge.filter(([, { at }]) => now - at >= RESOURCE.KEEPSAKE_AWAY_MS)
    const [lesser] = carriers.has(account) ? byAge.filter(([each]) => !carriers.has(each)) : []
    const [instead] = gone ?? lesser ?? []
    return instead === undefined ? undefined : { instead }
  }

  /** He said that he has the newest. */
  heldBy(account: AccountId, instead: AccountId | undefined, now: number): void {
    if (instead !== undefined) this.release(instead)
    const holding = { at: Math.max(0, Math.floor(now)), n: this.#made?.n ?? 0 }
    this.#store.values.put(HOLDERS, account, holder.encode(holding))
    this.#holders.set(account, holding)
  }

  release(account: AccountId): void {
    this.#store.values.delete(HOLDERS, account)
    this.#holders.delete(account)
  }

  #take(next: Made | undefined): void {
    this.#made = next
    this.#digest = next === undefined ? undefined : keepsakeDigest(this.#crypto, next.sealed)
  }
}
