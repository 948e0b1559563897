/**
 * KEY-1: everything that is sealed in an epoch hangs on one 32-byte secret, and the epoch's id commits to it, so no body can open to two
 * texts. Whoever has only the governance key G reads governance and statuses, never a message.
 */
import { u32 } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, kdf, mac } from '../../crypto/index.ts'
import { type DeviceId, type EpochId, ID_BYTES, type RoomId, idBytes, idFromBytes } from '../../ids/index.ts'

/** What G opens. */
export interface GovernanceKeys {
  /** G itself, 32 bytes: what past-gov hands on (KEY-4). */
  readonly governance: Uint8Array
  gov(device: DeviceId): Uint8Array
  status(device: DeviceId): Uint8Array
  /** Seals the governance keys of earlier epochs. */
  readonly pastGov: Uint8Array
}

/** What the whole secret opens. */
export interface EpochKeys extends GovernanceKeys {
  feed(device: DeviceId): Uint8Array
  /** Seals the secrets of earlier epochs. */
  readonly pastFeed: Uint8Array
}

/** The keys under an epoch's secret (32 bytes). Keys per device are derived once and kept. */
export function epochKeys(crypto: Crypto, room: RoomId, secret: Uint8Array): EpochKeys {
  const prk = crypto.hkdfExtract(idBytes(room), secret)
  const governance = governanceKeys(crypto, kdf(crypto, prk, 'sb1/gov', [], KEY_BYTES))
  const feed = perDevice((device) => kdf(crypto, prk, 'sb1/feed', [device], KEY_BYTES))
  return { ...governance, feed, pastFeed: kdf(crypto, prk, 'sb1/past-feed', [], KEY_BYTES) }
}

/** The keys under G (32 bytes) alone. */
export function governanceKeys(crypto: Crypto, g: Uint8Array): GovernanceKeys {
  return {
    governance: g,
    gov: perDevice((device) => kdf(crypto, g, 'sb1/gov', [device], KEY_BYTES)),
    status: perDevice((device) => kdf(crypto, g, 'sb1/st', [device], KEY_BYTES)),
    pastGov: kdf(crypto, g, 'sb1/past-gov', [], KEY_BYTES),
  }
}

export interface EpochCommit {
  readonly id: EpochId
  /** 32 bytes; the id is their first half. */
  readonly commit: Uint8Array
}

/** What binds a secret to the n-th epoch of a room. */
export function epochCommit(crypto: Crypto, room: RoomId, secret: Uint8Array, n: number): EpochCommit {
  const commit = mac(crypto, 'sb1/epoch', secret, idBytes(room), u32(n))
  return { id: idFromBytes('epoch', commit.slice(0, ID_BYTES.epoch)), commit }
}

function perDevice(derive: (device: Uint8Array) => Uint8Array): (device: DeviceId) => Uint8Array {
  const known = new Map<DeviceId, Uint8Array>()
  return (device) => {
    const held = known.get(device)
    if (held !== undefined) return held
    const key = derive(idBytes(device))
    known.set(device, key)
    return key
  }
}
