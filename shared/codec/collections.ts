/**
 * Codecs of several values: arrays of one kind, tuples of a fixed shape, maps with keys of one kind, and CBOR inside a byte string.
 */
import { ok } from '../result.ts'
import type { CborKey, CborValue } from './cbor-value.ts'
import { type Codec, MALFORMED, codec } from './codec.ts'
import { type Bounds, raw } from './scalars.ts'

/** An array of `min` to `max` items; `max` is not optional, since everything from outside is bounded. */
export function array<T>(item: Codec<T>, { min = 0, max }: Bounds & { readonly max: number }): Codec<readonly T[]> {
  return codec(
    (values) => {
      if (values.length < min || values.length > max) throw new RangeError(`array of ${values.length} items`)
      return values.map((value) => item.toCbor(value))
    },
    (value) => {
      if (!isArray(value) || value.length < min || value.length > max) return MALFORMED
      const values: T[] = []
      for (const element of value) {
        const read = item.fromCbor(element)
        if (!read.ok) return read
        values.push(read.value)
      }
      return ok(values)
    },
  )
}

/** An array of which items from a later version are left out on reading, so that one of them does not hide the rest (ENC-5). */
export function arrayOfKnown<T>(item: Codec<T>, bounds: Bounds & { readonly max: number }): Codec<readonly T[]> {
  const whole = array(raw, bounds)
  return codec(
    (values) => whole.toCbor(values.map((value) => item.toCbor(value))),
    (value) => {
      const elements = whole.fromCbor(value)
      if (!elements.ok) return elements
      const values: T[] = []
      for (const element of elements.value) {
        const read = item.fromCbor(element)
        if (read.ok) values.push(read.value)
        else if (read.code === 'MALFORMED') return read
      }
      return ok(values)
    },
  )
}

type Items<T extends readonly unknown[]> = { readonly [I in keyof T]: Codec<T[I]> }

/** An array with exactly these items in this order. */
export function tuple<T extends readonly unknown[]>(...items: Items<T>): Codec<Readonly<T>> {
  return codec(
    (values) => items.map((item, index) => item.toCbor(values[index])),
    (value) => {
      if (!isArray(value) || value.length !== items.length) return MALFORMED
      const values: unknown[] = []
      for (const [index, item] of items.entries()) {
        const read = item.fromCbor(value[index] ?? null)
        if (!read.ok) return read
        values.push(read.value)
      }
      // The loop above read one value per item, in order: that is T.
      return ok(values as unknown as T)
    },
  )
}

/** A map whose keys are data: `{* key => value}` with at most `max` entries, iterated in the order of the keys' bytes. */
export function mapOf<K extends string | number, V>(key: Codec<K>, item: Codec<V>, max: number): Codec<ReadonlyMap<K, V>> {
  return codec(
    (entries) => {
      if (entries.size > max) throw new RangeError(`map of ${entries.size} entries`)
      const map = new Map<CborKey, CborValue>()
      for (const [name, value] of entries) map.set(asKey(key.toCbor(name)), item.toCbor(value))
      return map
    },
    (value) => {
      if (!(value instanceof Map) || value.size > max) return MALFORMED
      const entries = new Map<K, V>()
      for (const [name, element] of value) {
        const readName = key.fromCbor(name)
        if (!readName.ok) return readName
        const read = item.fromCbor(element)
        if (!read.ok) return read
        entries.set(readName.value, read.value)
      }
      return ok(entries)
    },
  )
}

/** `bstr .cbor T`: the encoding of T as a byte string, so that somebody may sign or forward exactly those bytes. */
export function embedded<T>(inner: Codec<T>): Codec<T> {
  return codec(
    (value) => inner.encode(value),
    (value) => (value instanceof Uint8Array ? inner.decode(value) : MALFORMED),
  )
}

function isArray(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}

function asKey(value: CborValue): CborKey {
  if (typeof value === 'number' || typeof value === 'string' || value instanceof Uint8Array) return value
  throw new RangeError('a map key is a number, a text or a byte string')
}
