/**
 * `signed<T> = [bstr .cbor T, sig]`. The bytes that were signed stay beside what they say: verifying, hashing, storing and forwarding use
 * them and never an encoding of our own (ENC-2). Decoding checks no signature; `shared/crypto` does.
 */
import { INTRINSIC } from '../limits.ts'
import { ok } from '../result.ts'
import { type Codec, MALFORMED, codec } from './codec.ts'

export const SIGNATURE_BYTES = 64

export interface Signed<T> {
  readonly value: T
  /** The encoding of `value` that the signature covers. */
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** By its form only: 64 bytes, whoever made them. */
export function isSignature(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === SIGNATURE_BYTES
}

/** A value, the bytes it came in and one signature over them. */
export function signed<T>(inner: Codec<T>, maxBytes: number = INTRINSIC.CBOR_BYTES): Codec<Signed<T>> {
  return codec(
    ({ bytes, signature }) => [bytes, signature],
    (value) => {
      if (!Array.isArray(value) || value.length !== 2) return MALFORMED
      const [bytes, signature] = value
      if (!(bytes instanceof Uint8Array) || !isSignature(signature)) return MALFORMED
      const read = inner.decode(bytes, maxBytes)
      return read.ok ? ok({ value: read.value, bytes, signature }) : read
    },
  )
}
