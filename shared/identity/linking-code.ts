/**
 * The six digits a person compares on two own computers before one of them becomes the account's (LINK-2). Like those of pairing-code.ts, but
 * one side has no account yet: they bind both devices, which side is which, and the token that was shown. The taker commits to his nonce
 * before he sees the other's, so somebody in the middle has one guess in a million per code, and a wrong one is seen.
 */
import { concatBytes, equalBytes, readUint } from '../codec/index.ts'
import { type Crypto, checkLength, hash } from '../crypto/index.ts'
import { type DeviceId, idBytes } from '../ids/index.ts'
import { PAIRING_NONCE_BYTES } from './pairing-code.ts'

const DIGITS = 6
const READ_BYTES = 6

/** One of the two computers, as Noise proves it. */
export interface LinkingEnd {
  readonly device: DeviceId
  /** It has no account yet. */
  readonly isEmpty: boolean
}

/** 32 bytes for the taker of a code to send first. */
export function linkingCommitment(crypto: Crypto, token: Uint8Array, end: LinkingEnd, nonce: Uint8Array): Uint8Array {
  return hash(crypto, 'sb1/link-commit', token, endBytes(end, nonce))
}

/** Whether a revealed nonce is the one that end committed to. */
export function isLinkingCommitted(crypto: Crypto, commitment: Uint8Array, token: Uint8Array, end: LinkingEnd, nonce: Uint8Array): boolean {
  return nonce.length === PAIRING_NONCE_BYTES && equalBytes(commitment, linkingCommitment(crypto, token, end, nonce))
}

/** Six digits, the same on both screens. */
export function linkingCode(
  crypto: Crypto,
  token: Uint8Array,
  one: LinkingEnd & { readonly nonce: Uint8Array },
  other: LinkingEnd & { readonly nonce: Uint8Array },
): string {
  const [first, second] = one.device < other.device ? [one, other] : [other, one]
  const digest = hash(crypto, 'sb1/link-code', token, endBytes(first, first.nonce), endBytes(second, second.nonce))
  const number = readUint(digest.subarray(0, READ_BYTES)) ?? 0
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** All parts have fixed sizes. */
function endBytes({ device, isEmpty }: LinkingEnd, nonce: Uint8Array): Uint8Array {
  checkLength('linking nonce', nonce, PAIRING_NONCE_BYTES)
  return concatBytes(idBytes(device), Uint8Array.of(Number(isEmpty)), nonce)
}
