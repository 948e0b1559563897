/**
 * The keys of one installed copy: an Ed25519 key that is the device (and its libp2p peer id), and an X25519 key to seal secrets to. They
 * are made once, here, and never leave the device: a restored profile makes new ones.
 */
import { type Crypto, KEY_BYTES, type Rng } from '../crypto/index.ts'
import { type DeviceId, idFromBytes } from '../ids/index.ts'

export interface DeviceKeys {
  /** Ed25519 seed, 32 bytes. Secret. */
  readonly seed: Uint8Array
  /** X25519 secret, 32 bytes. Secret. */
  readonly sealSecret: Uint8Array
  readonly device: DeviceId
  /** X25519 public key, 32 bytes. */
  readonly seal: Uint8Array
}

/** Keys for a new device. */
export function createDevice(crypto: Crypto, rng: Rng): DeviceKeys {
  return deviceFromSecrets(crypto, rng.bytes(KEY_BYTES), rng.bytes(KEY_BYTES))
}

/** The keys that belong to stored secrets. Throws `RangeError` on wrong lengths. */
export function deviceFromSecrets(crypto: Crypto, seed: Uint8Array, sealSecret: Uint8Array): DeviceKeys {
  return { seed, sealSecret, device: idFromBytes('device', crypto.ed25519PublicKey(seed)), seal: crypto.x25519PublicKey(sealSecret) }
}
