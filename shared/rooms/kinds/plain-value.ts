/**
 * FEED-5: the only gate between a value out of a Yjs update and the messenger. It reads own properties alone (an update can set an
 * object's prototype), knows JSON types, byte strings and safe integers, and bounds depth and size. What passes is CBOR: stored as such,
 * compared as such.
 */
import { type CborMap, type CborValue, encodeCbor, equalBytes } from '../../codec/index.ts'
import { INTRINSIC } from '../../limits.ts'

/** Named values of one entry, amendment or mark. */
export type Fields = ReadonlyMap<string, CborValue>

/** More than any head of a CBOR value takes. */
const HEAD_BYTES = 9
/** More than UTF-8 takes per UTF-16 unit. */
const UNIT_BYTES = 3

/** The object's own properties, or undefined when it is no object or anything in it is illegal, too deep or too big. */
export function readFields(value: unknown): Fields | undefined {
  const reader = { bytes: 0 }
  const plain = readValue(value, 1, reader)
  if (!isFields(plain)) return undefined
  // The sum above is only an upper bound: close to the limit the encoding decides.
  return reader.bytes <= INTRINSIC.ENTRY_BYTES || encodeCbor(plain).length <= INTRINSIC.ENTRY_BYTES ? plain : undefined
}

/** What goes into a Yjs document for these fields: plain objects and arrays. */
export function plainObject(fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...fields].map(([key, value]) => [key, toPlain(value)]))
}

/** Whether two values say the same; the order of an object's properties says nothing. */
export function equalValues(a: CborValue, b: CborValue): boolean {
  if (a === b) return true
  if (a instanceof Uint8Array) return b instanceof Uint8Array && equalBytes(a, b)
  if (a instanceof Map) {
    if (!(b instanceof Map) || a.size !== b.size) return false
    for (const [key, held] of a) {
      const other = b.get(key)
      if (other === undefined || !equalValues(held, other)) return false
    }
    return true
  }
  return isList(a) && isList(b) && a.length === b.length && a.every((item, at) => equalValues(item, b[at] ?? null))
}

function readValue(value: unknown, depth: number, reader: { bytes: number }): CborValue | undefined {
  reader.bytes += HEAD_BYTES
  switch (typeof value) {
    case 'string':
      reader.bytes += value.length * UNIT_BYTES
      return value.isWellFormed() ? value : undefined
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : undefined
    case 'boolean':
      return value
    case 'object':
      if (value === null) return null
      if (value instanceof Uint8Array) {
        reader.bytes += value.length
        return value
      }
      if (depth > INTRINSIC.ENTRY_DEPTH) return undefined
      return Array.isArray(value) ? readArray(value, depth, reader) : readObject(value, depth, reader)
    default:
      return undefined
  }
}

function readArray(value: readonly unknown[], depth: number, reader: { bytes: number }): readonly CborValue[] | undefined {
  const items: CborValue[] = []
  for (const item of value) {
    const read = readValue(item, depth + 1, reader)
    if (read === undefined) return undefined
    items.push(read)
  }
  return items
}

function readObject(value: object, depth: number, reader: { bytes: number }): CborMap | undefined {
  const map = new Map<string, CborValue>()
  for (const [key, held] of Object.entries(value)) {
    const read = readValue(held, depth + 1, reader)
    if (read === undefined || readValue(key, depth, reader) === undefined) return undefined
    map.set(key, read)
  }
  return map
}

function isList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}

function isFields(value: CborValue | undefined): value is Fields {
  return value instanceof Map
}

function toPlain(value: CborValue): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, held]) => [String(key), toPlain(held)]))
  if (Array.isArray(value)) return value.map(toPlain)
  return value
}
