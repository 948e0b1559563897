/**
 * What is on disk of recovery by words (docs/spec/recovery.md): on a computer where they were typed the key to be recognised by, until its
 * term is over; by whom contacts are recognised; and which devices the person here said yes to. Writing happens inside the caller's `commit`.
 */
import { type Held, bool, bytes, field, id, optional, record, uint } from '../../codec/index.ts'
import { KEY_BYTES } from '../../crypto/index.ts'
import { PAIRING_NONCE_BYTES, type RecoveryKeys } from '../../identity/index.ts'
import { type AccountId, type DeviceId, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import type { Store } from '../../store/index.ts'

const OWN = 'recovery'
const OF = 'recovery/of'
const YES = 'recovery/yes'
const SEED = 'seed'

const ownSeed = record({ seed: field(1, bytes(KEY_BYTES)), until: field(2, uint()), sealSecret: optional(3, bytes(KEY_BYTES)) })
/** `isBack`: the device has proved whose it is, and shares a secret with this one. */
const welcome = record({
  account: field(1, id('account')),
  nonce: field(2, bytes(PAIRING_NONCE_BYTES)),
  at: field(3, uint()),
  isBack: field(4, bool),
})
export type Welcome = Held<typeof welcome>

/** The words were typed here. */
export function beginRecovering(store: Store, { seed, sealSecret }: RecoveryKeys, now: number): void {
  const until = Math.max(0, Math.floor(now)) + RESOURCE.RECOVERY_TERM_MS
  store.values.put(OWN, SEED, ownSeed.encode({ seed, until, sealSecret }))
}

export class RecoveryBook {
  readonly #store: Store
  readonly #of = new Map<AccountId, Uint8Array>()
  readonly #welcomes = new Map<DeviceId, Welcome>()
  #own: Held<typeof ownSeed> | undefined

  constructor(store: Store) {
    this.#store = store
    this.reload()
  }

  /** Back to what is on disk. */
  reload(): void {
    const own = this.#store.values.get(OWN, SEED)
    const read = own === undefined ? undefined : ownSeed.decode(own)
    this.#own = read?.ok === true ? read.value : undefined
    this.#of.clear()
    this.#welcomes.clear()
    for (const [name, value] of this.#store.values.list(OF)) {
      const account = parseId('account', name)
      if (account !== undefined && value.length === KEY_BYTES) this.#of.set(account, value)
    }
    for (const [name, value] of this.#store.values.list(YES)) {
      const device = parseId('device', name)
      const kept = welcome.decode(value)
      if (device !== undefined && kept.ok) this.#welcomes.set(device, kept.value)
    }
  }

  /** While contacts are looked for. */
  seed(now: number): Uint8Array | undefined {
    return this.#own !== undefined && now < this.#own.until ? this.#own.seed : undefined
  }

  /** While contacts are looked for: opens what own devices left with them (RECV-10), and until when, wall ms. */
  opener(now: number): { readonly secret: Uint8Array | undefined; readonly until: number } | undefined {
    return this.#own !== undefined && now < this.#own.until ? { secret: this.#own.sealSecret, until: this.#own.until } : undefined
  }

  /** Its term is over: nothing here can be recognised by it any more. */
  forgetSeed(): void {
    this.#store.values.delete(OWN, SEED)
    this.#own = undefined
  }

  get hasSeed(): boolean {
    return this.#own !== undefined
  }

  keys(): Iterable<readonly [AccountId, Uint8Array]> {
    return this.#of
  }

  /** The words never change, so the first word stands: a stolen device cannot put another in its place. */
  take(account: AccountId, key: Uint8Array): void {
    if (this.#of.has(account) || this.#of.size >= RESOURCE.CONTACTS) return
    this.#store.values.put(OF, account, key)
    this.#of.set(account, key)
  }

  knows(account: AccountId): boolean {
    return this.#of.has(account)
  }

  welcomes(): Iterable<readonly [DeviceId, Welcome]> {
    return this.#welcomes
  }

  welcome(device: DeviceId): Welcome | undefined {
    return this.#welcomes.get(device)
  }

  putWelcome(device: DeviceId, kept: Welcome): void {
    this.#welcomes.delete(device)
    this.#welcomes.set(device, kept)
    this.#store.values.put(YES, device, welcome.encode(kept))
    for (const [oldest] of this.#welcomes) {
      if (this.#welcomes.size <= RESOURCE.RECOVERIES_KEPT) return
      this.#welcomes.delete(oldest)
      this.#store.values.delete(YES, oldest)
    }
  }
}
