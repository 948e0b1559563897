/**
 * The keys this device holds of one room: whole secrets of epochs it was granted, and governance keys alone of those it only learnt
 * through the past-gov chain (KEY-4). Persisted in the caller's transaction; nothing here decides who may have a key.
 */
import { bytes, field, optional, struct } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import type { EpochId, RoomId } from '../../ids/index.ts'
import { parseId } from '../../ids/index.ts'
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
  readonly #governance = new Map<EpochId, GovernanceKeys>()

  constructor(store: Store, crypto: Crypto, key: RoomKey, room: RoomId) {
    this.#store = store
    this.#crypto = crypto
    this.#space = `keys/${key}`
    this.#room = room
    for (const [name, value] of store.values.list(this.#space)) {
      const epoch = parseId('epoch', name)
      const held = heldKeys.decode(value)
      if (epoch === undefined || !held.ok) continue
      if (held.value.secret === undefined) this.#governance.set(epoch, governanceKeys(crypto, held.value.governance))
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
    return this.#full.get(epoch) ?? this.#governance.get(epoch)
  }

  /** True when the secret is new here. The caller has checked that the epoch id commits to it. */
  learnSecret(epoch: EpochId, secret: Uint8Array): boolean {
    if (this.#secrets.has(epoch)) return false
    this.#note(epoch, secret)
    this.#store.values.put(this.#space, epoch, heldKeys.encode({ secret, governance: this.#keysOf(epoch).governance }))
    return true
  }

  /** True when the governance key is new here. A wrong one opens nothing and may be replaced by the right one. */
  learnGovernance(epoch: EpochId, governance: Uint8Array): boolean {
    if (this.governance(epoch) !== undefined) return false
    this.#governance.set(epoch, governanceKeys(this.#crypto, governance))
    this.#store.values.put(this.#space, epoch, heldKeys.encode({ governance }))
    return true
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
