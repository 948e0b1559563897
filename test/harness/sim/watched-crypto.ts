/** Real cryptography that remembers what was sealed under which key and nonce (P6: no pair ever meets two plaintexts). */
import { toHex } from '../../../shared/codec/index.ts'
import type { Crypto } from '../../../shared/crypto/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'

export interface WatchedCrypto extends Crypto {
  /** Pairs of key and nonce that sealed two different plaintexts. */
  readonly reused: readonly string[]
  readonly sealed: number
}

const COMPARED_BYTES = 48
const VERDICTS = 200_000

export function watchedCrypto(): WatchedCrypto {
  const real = nodeCrypto()
  const seen = new Map<string, string>()
  const reused: string[] = []
  const verdicts = new Map<string, boolean>()
  return {
    ...real,
    // A whole world checks each signature once: the verdict is one everywhere (SIG-1).
    ed25519Verify(publicKey, message, signature) {
      const asked = `${toHex(publicKey)}${toHex(signature)}${toHex(message)}`
      const known = verdicts.get(asked)
      if (known !== undefined) return known
      const verdict = real.ed25519Verify(publicKey, message, signature)
      if (verdicts.size < VERDICTS) verdicts.set(asked, verdict)
      return verdict
    },
    aesGcmSeal(key, nonce, associated, plaintext) {
      const sealed = real.aesGcmSeal(key, nonce, associated, plaintext)
      const pair = toHex(key) + toHex(nonce)
      const print = `${sealed.length} ${toHex(sealed.subarray(0, COMPARED_BYTES))}`
      if ((seen.get(pair) ?? print) !== print) reused.push(pair)
      seen.set(pair, print)
      return sealed
    },
    get reused() {
      return reused
    },
    get sealed() {
      return seen.size
    },
  }
}
