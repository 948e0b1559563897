/**
 * Where in the table two people leave word for each other (RDV-2, RDV-3): from the secret they share, the UTC day and the device that
 * publishes follow an Ed25519 key pair and a sealing key. Nobody else can compute any of them, and those of different days, people or
 * directions have nothing in common that could be seen.
 */
import { compareBytes, u32 } from '../codec/index.ts'
import { type Crypto, KEY_BYTES, hash, kdf } from '../crypto/index.ts'
import { type DeviceId, idBytes } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'

export interface Spot {
  /** Of the key pair that signs what is left here (32 bytes). Both of the pair hold it: it proves to the table, not to each other. */
  readonly seed: Uint8Array
  readonly publicKey: Uint8Array
  readonly sealKey: Uint8Array
  /** Where the table keeps it: a hash of the public key (32 bytes). */
  readonly key: Uint8Array
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Days since 1970, UTC. */
export function dayOf(ms: number): number {
  return Math.max(0, Math.floor(ms / DAY_MS))
}

/** Where `publisher` leaves word on that day for whoever it shares the secret with. */
export function spotOf(crypto: Crypto, secret: Uint8Array, day: number, publisher: DeviceId): Spot {
  const keys = kdf(crypto, secret, 'sb1/meet', [u32(day), idBytes(publisher)], 2 * KEY_BYTES)
  const seed = keys.slice(0, KEY_BYTES)
  const publicKey = crypto.ed25519PublicKey(seed)
  return { seed, publicKey, sealKey: keys.slice(KEY_BYTES), key: spotKey(crypto, publicKey) }
}

export function spotKey(crypto: Crypto, publicKey: Uint8Array): Uint8Array {
  return hash(crypto, 'sb1/meet-key', publicKey)
}

/** RDV-3: the days word is left for: today, and tomorrow when that begins soon. */
export function daysToPublish(now: number): readonly number[] {
  return [...new Set([dayOf(now), dayOf(now + RESOURCE.RENDEZVOUS_DAY_MARGIN_MS)])]
}

/** RDV-3: the days to look at. `isPatient`: also yesterday and tomorrow at any hour, for clocks that are far off. */
export function daysToAsk(now: number, isPatient: boolean): readonly number[] {
  const margin = isPatient ? DAY_MS : RESOURCE.RENDEZVOUS_DAY_MARGIN_MS
  return [...new Set([dayOf(now), dayOf(now - margin), dayOf(now + margin)])]
}

/** RDV-2: the secrets of a pair that are used: both sides pick the same ones, in whatever order they came to hold them. */
export function secretsInUse(secrets: readonly Uint8Array[]): readonly Uint8Array[] {
  return secrets.toSorted(compareBytes).slice(0, RESOURCE.RENDEZVOUS_SECRETS)
}
