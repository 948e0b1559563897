/**
 * The keys this device holds of one room: whole secrets of epochs it was granted, and governance keys alone of those it only learnt
 * through the past-gov chain (KEY-4). Persisted in the caller's transaction; nothing here decides who may have a key.
 */
import { bytes, equalBytes, field, optional, struct } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import type { DeviceId, EpochId, RoomId } from '../../ids/index.ts'
import { parseId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type EpochKeys, type GovernanceKeys, epochKeys, governanceKeys } from '../../rooms/keys/index.ts'
import type { RoomKey, Store } from '../../store/index.ts'

const SECRET_BYTES = 32
const heldKeys = struct({ secret: optional(1, bytes(SECRET_BYTES)), governance: field(2, bytes(SECRET_BYTES)) })

export class Keyring {
  readonly #store: Store
  readonly #crypto: Crypto
  readonly #space: string
  readonly #room: RoomId
  readonly #secrets = new Map<EpochId, Uint8Array>()
  readonly #full = new Map<EpochId, EpochKeys>()
  /** By the device that told; nothing proves such a key but what it opens (KEY-4), so each teller's is kept. */
  readonly #governance = new Map<EpochId, Map<DeviceId | undefined, GovernanceKeys>>()

  constructor(store: Store, crypto: Crypto, key: RoomKey, room: RoomId) {
    this.#store = store
    this.#crypto = crypto
    this.#space = `keys/${key}`
    this.#room = room
    for (const [name, value] of store.values.list(this.#space)) {
      const epoch = parseId('epoch', name)
      const held = heldKeys.decode(value)
      if (epoch === undefined || !held.ok) continue
      if (held.value.secret === undefined) this.#hear(epoch, held.value.governance, undefined)
      else this.#note(epoch, held.value.secret)
    }
  }

  /** Epochs whose messages can be read and written. */
  epochs(): readonly EpochId[] {
    return [...this.#secrets.keys()]
  }

  secret(epoch: EpochId): Uint8Array | undefined {
    return this.#secrets.get(epoch)
  }

  /** Everything of an epoch, when its secret is here. */
  full(epoch: EpochId): EpochKeys | undefined {
    return this.#full.get(epoch)
  }

  /** What governance and statuses of an epoch are sealed with, when here by either way. */
  governance(epoch: EpochId): GovernanceKeys | undefined {
    return this.governances(epoch)[0]
  }

  /** The same, and whatever else it could be: somebody who tells a wrong key must not keep the right one out. */
  governances(epoch: EpochId): readonly GovernanceKeys[] {
    const full = this.#full.get(epoch)
    return full === undefined ? [...(this.#governance.get(epoch)?.values() ?? [])] : [full]
  }

  /** True when the secret is new here. The caller has checked that the epoch id commits to it. */
  learnSecret(epoch: EpochId, secret: Uint8Array): boolean {
    if (this.#secrets.has(epoch)) return false
    this.#note(epoch, secret)
    this.#store.values.put(this.#space, epoch, heldKeys.encode({ secret, governance: this.#keysOf(epoch).governance }))
    return true
  }

  /** True when the governance key is new here. One key per epoch and teller: a wrong one opens nothing and harms nobody else's. */
  learnGovernance(epoch: EpochId, governance: Uint8Array, teller: DeviceId): boolean {
    const held = this.governances(epoch)
    if (this.#full.has(epoch) || this.#governance.get(epoch)?.has(teller) === true || held.length >= INTRINSIC.ACCOUNT_EVER_DEVICES)
      return false
    if (held.some((known) => equalBytes(known.governance, governance))) return false
    this.#hear(epoch, governance, teller)
    if (held.length === 0) this.#store.values.put(this.#space, epoch, heldKeys.encode({ governance }))
    return true
  }

  #hear(epoch: EpochId, governance: Uint8Array, teller: DeviceId | undefined): void {
    const heard = this.#governance.get(epoch) ?? new Map<DeviceId | undefined, GovernanceKeys>()
    heard.set(teller, governanceKeys(this.#crypto, governance))
    this.#governance.set(epoch, heard)
  }

  #note(epoch: EpochId, secret: Uint8Array): void {
    this.#secrets.set(epoch, secret)
    this.#full.set(epoch, epochKeys(this.#crypto, this.#room, secret))
  }

  #keysOf(epoch: EpochId): EpochKeys {
    const keys = this.#full.get(epoch)
    if (keys === undefined) throw new Error('no such epoch')
    return keys
  }
}
