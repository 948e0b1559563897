/**
 * A codec is one definition for both directions: a value in memory ⇄ CBOR. Codecs nest; `encode` and `decode` go all the way to bytes.
 * Reading never throws and gives one of two codes; writing throws `RangeError` on what the same codec would refuse to read.
 */
import { type Result, fail } from '../result.ts'
import type { CborValue } from './cbor-value.ts'
import { type Memory, decodeCbor } from './cbor-decode.ts'
import { encodeCbor } from './cbor-encode.ts'

/** MALFORMED: nobody may read this. UNSUPPORTED: made by a later version (ENC-5): keep and forward it unread. */
export type CodecFailure = 'MALFORMED' | 'UNSUPPORTED'
export type Decoded<T> = Result<T, CodecFailure>

export interface Codec<T> {
  toCbor(value: T): CborValue
  fromCbor(value: CborValue): Decoded<T>
  encode(value: T): Uint8Array
  /** `maxBytes` bounds the input; without it INTRINSIC.CBOR_BYTES does. `memory`: whether byte strings may lie in it; default not. */
  decode(bytes: Uint8Array, maxBytes?: number, memory?: Memory): Decoded<T>
}

/** What a codec holds in memory. */
export type Held<C> = C extends Codec<infer T> ? T : never

export const MALFORMED = fail('MALFORMED')
export const UNSUPPORTED = fail('UNSUPPORTED')

/** A codec from its two directions. */
export function codec<T>(toCbor: (value: T) => CborValue, fromCbor: (value: CborValue) => Decoded<T>): Codec<T> {
  return {
    toCbor,
    fromCbor,
    encode: (value) => encodeCbor(toCbor(value)),
    decode: (bytes, maxBytes, memory) => {
      const value = decodeCbor(bytes, maxBytes, memory)
      return value === undefined ? MALFORMED : fromCbor(value)
    },
  }
}

/** A codec for the values of `base` that `check` accepts; others are refused on reading and throw `RangeError` on writing. */
export function refined<T>(base: Codec<T>, check: (value: T) => boolean): Codec<T> {
  return codec(
    (value) => {
      if (!check(value)) throw new RangeError('value breaks a rule of its format')
      return base.toCbor(value)
    },
    (value) => {
      const read = base.fromCbor(value)
      return read.ok && !check(read.value) ? MALFORMED : read
    },
  )
}

/** A codec that shows `base` in another shape in memory; the two functions must undo each other. */
export function mapped<A, B>(base: Codec<A>, toBase: (value: B) => A, fromBase: (value: A) => B): Codec<B> {
  return codec(
    (value) => base.toCbor(toBase(value)),
    (value) => {
      const read = base.fromCbor(value)
      return read.ok ? { ok: true, value: fromBase(read.value) } : read
    },
  )
}
