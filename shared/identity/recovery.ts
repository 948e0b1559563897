/**
 * How somebody who types the words on an empty computer is recognised by contacts, and by nobody else (docs/decisions/039). The words give a
 * key pair; contacts hold its public half. Who recovers signs for one device he is connected to; who holds the public half can check that,
 * and can make no such word himself, so contacts of one person cannot find each other by it.
 */
import { equalBytes } from '../codec/index.ts'
import { type Crypto, KEY_BYTES, kdf, mac, sign, verify } from '../crypto/index.ts'
import { type AccountId, type DeviceId, idBytes } from '../ids/index.ts'
import type { AccountKeys } from './words.ts'

export const RECOVERY_TAG_BYTES = 16
export const SIGNATURE_BYTES = 64

/** From whose device to whose a word goes, as Noise proves both. */
export interface RecoveryEnds {
  readonly account: AccountId
  readonly from: DeviceId
  readonly to: DeviceId
}

export interface RecoveryKeys {
  /** 32 bytes; only who typed the words has it, for as long as he looks for contacts. */
  readonly seed: Uint8Array
  /** 32 bytes, for contacts. Not public beyond them: it says whose word it is. */
  readonly key: Uint8Array
  /** X25519 secret, 32 bytes: opens what own devices left with contacts (RECV-7). As secret and as short-lived as `seed`. */
  readonly sealSecret: Uint8Array
  /** Its public half, 32 bytes; own devices seal to it and hand it to nobody else. */
  readonly seal: Uint8Array
}

export function recoveryKeys(crypto: Crypto, { account, seed }: AccountKeys): RecoveryKeys {
  const own = kdf(crypto, seed, 'sb1/recover-key', [idBytes(account)], KEY_BYTES)
  const sealSecret = kdf(crypto, seed, 'sb1/recover-seal', [idBytes(account)], KEY_BYTES)
  return { seed: own, key: crypto.ed25519PublicKey(own), sealSecret, seal: crypto.x25519PublicKey(sealSecret) }
}

/** Finds the key a word was made for among many without checking a signature for each; 16 bytes. `nonce` for answers. */
export function recoveryTag(
  crypto: Crypto,
  key: Uint8Array,
  { account, from, to }: RecoveryEnds,
  nonce: Uint8Array = new Uint8Array(),
): Uint8Array {
  return mac(crypto, 'sb1/recover-tag', key, idBytes(account), idBytes(from), idBytes(to), nonce).slice(0, RECOVERY_TAG_BYTES)
}

export function signRecovery(crypto: Crypto, seed: Uint8Array, ends: RecoveryEnds): Uint8Array {
  return sign(crypto, 'sb1/recover', seed, idBytes(ends.account), idBytes(ends.from), idBytes(ends.to))
}

/** Whether tag and signature say that who has the words of this account stands at the other end. */
export function isRecovery(
  crypto: Crypto,
  key: Uint8Array,
  ends: RecoveryEnds,
  { tag, signature }: { readonly tag: Uint8Array; readonly signature: Uint8Array },
): boolean {
  if (!equalBytes(tag, recoveryTag(crypto, key, ends))) return false
  return verify(crypto, 'sb1/recover', key, signature, idBytes(ends.account), idBytes(ends.from), idBytes(ends.to))
}
