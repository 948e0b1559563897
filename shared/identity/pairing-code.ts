/**
 * The six digits two people compare when they pair by picking each other on the LAN. Each side first sends a commitment to a fresh nonce
 * and reveals the nonce only after it has the other's commitment. Someone in the middle, who must show each side another account or
 * device, is bound to a nonce before he can know what code it leads to: one try in a million per attempt, and each failed attempt is
 * seen. Without the commitments he could search for a match in a second.
 */
import { concatBytes, equalBytes, readUint } from '../codec/index.ts'
import { type Crypto, checkLength, hash } from '../crypto/index.ts'
import { type AccountId, type DeviceId, idBytes } from '../ids/index.ts'

export const PAIRING_NONCE_BYTES = 16
const DIGITS = 6
const READ_BYTES = 6

/** Who one side is, as the channel (Noise) and its card prove. */
export interface PairingSide {
  readonly account: AccountId
  readonly device: DeviceId
}

/** 32 bytes to send first. */
export function pairingCommitment(crypto: Crypto, side: PairingSide, nonce: Uint8Array): Uint8Array {
  return hash(crypto, 'sb1/pair-commit', sideBytes(side, nonce))
}

/** Whether a revealed nonce is the one that side committed to. If not, end the pairing and show no code. */
export function isCommitted(crypto: Crypto, commitment: Uint8Array, side: PairingSide, nonce: Uint8Array): boolean {
  return nonce.length === PAIRING_NONCE_BYTES && equalBytes(commitment, pairingCommitment(crypto, side, nonce))
}

/** Six digits, the same on both sides. Only for nonces that were committed to before either was revealed. */
export function pairingCode(
  crypto: Crypto,
  one: PairingSide & { readonly nonce: Uint8Array },
  other: PairingSide & { readonly nonce: Uint8Array },
): string {
  const [first, second] = one.device < other.device ? [one, other] : [other, one]
  const digest = hash(crypto, 'sb1/pair-code', sideBytes(first, first.nonce), sideBytes(second, second.nonce))
  const number = readUint(digest.subarray(0, READ_BYTES)) ?? 0
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** All parts have fixed sizes, so no two sides give the same bytes. */
function sideBytes({ account, device }: PairingSide, nonce: Uint8Array): Uint8Array {
  checkLength('pairing nonce', nonce, PAIRING_NONCE_BYTES)
  return concatBytes(idBytes(account), idBytes(device), nonce)
}
