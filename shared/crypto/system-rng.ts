/**
 * The platform's secure randomness. `getRandomValues` exists everywhere we run, in an insecure context too.
 */
import type { Rng } from './crypto.ts'

/** What one call of `getRandomValues` may give (Web Crypto). */
const MOST_BYTES_A_CALL = 65_536

/** Randomness for keys. */
export function systemRng(): Rng {
  return {
    bytes: (length) => {
      const bytes = new Uint8Array(length)
      for (let at = 0; at < length; at += MOST_BYTES_A_CALL) globalThis.crypto.getRandomValues(bytes.subarray(at, at + MOST_BYTES_A_CALL))
      return bytes
    },
  }
}
