/**
 * Codecs of single values: numbers, booleans, text, byte strings and ids. Each bounds what it reads, and refuses to write beyond the same
 * bounds.
 */
import { ID_BYTES, type IdKind, type IdOf, idBytes, idFromBytes } from '../ids/index.ts'
import { ok } from '../result.ts'
import type { CborValue } from './cbor-value.ts'
import { type Codec, MALFORMED, codec, mapped, refined } from './codec.ts'

/** Both ends count; without them 0 and 2^53 − 1. */
export interface Bounds {
  readonly min?: number
  readonly max?: number
}

const anyNumber = codec<number>(
  (value) => value,
  (value) => (typeof value === 'number' ? ok(value) : MALFORMED),
)
const anyText = codec<string>(
  (value) => value,
  (value) => (typeof value === 'string' ? ok(value) : MALFORMED),
)
const anyBytes = codec<Uint8Array>(
  (value) => value,
  (value) => (value instanceof Uint8Array ? ok(value) : MALFORMED),
)

/** A whole number, never negative. */
export function uint({ min = 0, max = Number.MAX_SAFE_INTEGER }: Bounds = {}): Codec<number> {
  return refined(anyNumber, (value) => value >= min && value <= max)
}

/** True or false. */
export const bool: Codec<boolean> = codec(
  (value) => value,
  (value) => (typeof value === 'boolean' ? ok(value) : MALFORMED),
)

/** Text of at most `maxCharacters` Unicode code points, any of them: what may be shown is decided where it is shown. */
export function text(maxCharacters: number): Codec<string> {
  return refined(
    anyText,
    (value) => value.length <= maxCharacters || (value.length <= 2 * maxCharacters && [...value].length <= maxCharacters),
  )
}

/** A byte string of exactly that length, or within bounds. */
export function bytes(length: number | Bounds): Codec<Uint8Array> {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = typeof length === 'number' ? { min: length, max: length } : length
  return refined(anyBytes, (value) => value.length >= min && value.length <= max)
}

/** A branded id: hex in memory, bytes in CBOR. */
export function id<K extends IdKind>(kind: K): Codec<IdOf<K>> {
  return mapped(bytes(ID_BYTES[kind]), idBytes, (value) => idFromBytes(kind, value))
}

/** One of a few names, each with its number: `choice({ full: 0, guest: 2 })`. */
export function choice<N extends string>(numbers: Readonly<Record<N, number>>): Codec<N> {
  const names = new Map<CborValue, N>()
  for (const name in numbers) names.set(numbers[name], name)
  return codec(
    (name) => {
      // Types promise a name; what came over a wire may not.
      if (!Object.hasOwn(numbers, name)) throw new RangeError('not one of the names')
      return numbers[name]
    },
    (value) => {
      const name = names.get(value)
      return name === undefined ? MALFORMED : ok(name)
    },
  )
}

/** A value or null. */
export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return codec(
    (value) => (value === null ? null : inner.toCbor(value)),
    (value) => (value === null ? ok(null) : inner.fromCbor(value)),
  )
}

/** Any legal CBOR, as it is. */
export const raw: Codec<CborValue> = codec(
  (value) => value,
  (value) => ok(value),
)
