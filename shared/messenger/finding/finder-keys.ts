/**
 * Finder keys: one of the own account, handed to contacts and to nobody else, and those that contacts handed over. Two people who hold the
 * same account's key can prove to each other that both know that account. Remembered is also who was given the own one: when one of them
 * is blocked, there must be another.
 */
import { compareBytes, equalBytes, toHex } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, type Rng, kdf } from '../../crypto/index.ts'
import { type AccountId, type DeviceId, idBytes, parseId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { tag, tagList } from '../../rooms/keys/index.ts'
import type { Store } from '../../store/index.ts'
import { type FinderKey, PROOF_NONCE_BYTES, type Proofs, finderKey } from './record-message.ts'

const OWN = 'finder'
const OF = 'finder/of'
const GIVEN = 'finder/given'
const YES = Uint8Array.of(1)

interface Held extends FinderKey {
  /** Bound to the account: another account's key handed out as one's own proves nothing. */
  readonly tagKey: Uint8Array
}

export const MARK_BYTES = 8

/** Noise to whoever has no finder key. */
export interface BoxKey {
  readonly key: Uint8Array
  readonly mark: Uint8Array
}

export interface ProofEnds {
  readonly from: DeviceId
  readonly to: DeviceId
  /** Nonce of the receiver's HELLO. */
  readonly nonce: Uint8Array
}

export class FinderKeys {
  readonly #store: Store
  readonly #crypto: Crypto
  readonly #rng: Rng
  readonly #of = new Map<AccountId, Held>()
  readonly #given = new Set<AccountId>()
  #own: FinderKey | undefined

  constructor(store: Store, crypto: Crypto, rng: Rng) {
    this.#store = store
    this.#crypto = crypto
    this.#rng = rng
    this.reload()
  }

  /** Back to what is on disk. */
  reload(): void {
    const own = this.#store.values.get(OWN, 'own')
    const read = own === undefined ? undefined : finderKey.decode(own)
    this.#own = read?.ok === true ? read.value : undefined
    this.#of.clear()
    this.#given.clear()
    for (const [name, value] of this.#store.values.list(OF)) {
      const account = parseId('account', name)
      const kept = finderKey.decode(value)
      if (account !== undefined && kept.ok) this.#of.set(account, this.#bound(account, kept.value))
    }
    for (const [name] of this.#store.values.list(GIVEN)) {
      const account = parseId('account', name)
      if (account !== undefined) this.#given.add(account)
    }
  }

  /** Undefined before the first `renew`. */
  get own(): FinderKey | undefined {
    return this.#own
  }

  get given(): ReadonlySet<AccountId> {
    return this.#given
  }

  /** Another key, later than any before; nobody has it yet. Writing happens inside the caller's transaction, here and below. */
  renew(now: number): void {
    const changed = Math.max(now, (this.#own?.changed ?? 0) + 1)
    this.#keepOwn({ changed, key: this.#rng.bytes(KEY_BYTES) })
    for (const account of this.#given) this.#store.values.delete(GIVEN, account)
    this.#given.clear()
  }

  /** What another of my devices says it is. True when it is another one now. */
  adopt(heard: FinderKey, now: number): boolean {
    if (!isLater(heard, this.#own, now)) return false
    this.#keepOwn({ changed: Math.min(heard.changed, now + RESOURCE.CLOCK_DOUBT_MS), key: heard.key })
    return true
  }

  /** The account has, or will have, the own key. */
  give(account: AccountId): void {
    if (this.#given.has(account)) return
    this.#store.values.put(GIVEN, account, YES)
    this.#given.add(account)
  }

  /** The key of a contact. True when it is another one now. */
  take(account: AccountId, heard: FinderKey, now: number): boolean {
    const before = this.#of.get(account)
    if (!isLater(heard, before, now)) return false
    const kept = { changed: Math.min(heard.changed, now + RESOURCE.CLOCK_DOUBT_MS), key: heard.key }
    this.#store.values.put(OF, account, finderKey.encode(kept))
    this.#of.set(account, this.#bound(account, kept))
    return before === undefined || !equalBytes(before.key, heard.key)
  }

  forget(account: AccountId): void {
    if (!this.#of.delete(account)) return
    this.#store.values.delete(OF, account)
  }

  accounts(): Iterable<AccountId> {
    return this.#of.keys()
  }

  /** What seals records of that account where nobody is at the other end, and how that one is found among others; undefined: its key is not held. */
  boxKey(account: AccountId, salt: Uint8Array): BoxKey | undefined {
    const held = this.#of.get(account)
    if (held === undefined) return undefined
    const derived = kdf(this.#crypto, held.key, 'sb1/finder-box', [idBytes(account), salt], KEY_BYTES + MARK_BYTES)
    return { key: derived.subarray(0, KEY_BYTES), mark: derived.subarray(KEY_BYTES) }
  }

  /** Which keys of these accounts are held, as one text: another text, other proofs. */
  digest(accounts: readonly AccountId[]): string {
    return accounts.map((account) => `${account}${this.#of.get(account)?.changed ?? ''}`).join()
  }

  /** SYNC-3 for accounts: a tag each, and a nonce of its own each time. */
  prove(accounts: readonly AccountId[], { from, to, nonce }: ProofEnds): Proofs {
    const own = this.#rng.bytes(PROOF_NONCE_BYTES)
    const held = accounts.flatMap((account) => this.#of.get(account) ?? []).slice(0, RESOURCE.TAGS)
    const tags = held.map(({ tagKey }) => tag(this.#crypto, tagKey, from, to, own, nonce))
    return { nonce: own, tags: tagList(tags, this.#rng) }
  }

  /** Of these accounts those the peer proved to know: what it would have sent, looked up in what it sent. */
  proven(accounts: readonly AccountId[], { nonce: sent, tags }: Proofs, { from, to, nonce }: ProofEnds): ReadonlySet<AccountId> {
    const heard = new Set(tags.map(toHex))
    return new Set(
      accounts.slice(0, RESOURCE.TAGS).filter((account) => {
        const held = this.#of.get(account)
        return held !== undefined && heard.has(toHex(tag(this.#crypto, held.tagKey, from, to, sent, nonce)))
      }),
    )
  }

  #keepOwn(key: FinderKey): void {
    this.#store.values.put(OWN, 'own', finderKey.encode(key))
    this.#own = key
  }

  #bound(account: AccountId, kept: FinderKey): Held {
    return { ...kept, tagKey: kdf(this.#crypto, kept.key, 'sb1/finder', [idBytes(account)], KEY_BYTES) }
  }
}

/** Of two of one time the one with the higher bytes, so that all end with the same. */
function isLater(heard: FinderKey, held: FinderKey | undefined, now: number): boolean {
  if (held === undefined) return true
  const changed = Math.min(heard.changed, now + RESOURCE.CLOCK_DOUBT_MS)
  if (changed !== held.changed) return changed > held.changed
  return compareBytes(heard.key, held.key) > 0
}
