/**
 * Codecs of maps with numbered fields. `struct` carries its format version 1 in key 0 (ENC-4); `record` is the same without a version,
 * for parts of a versioned whole. ENC-5: an unknown key up to 31 makes the object UNSUPPORTED, one above is kept in `extra`.
 */
import { ok } from '../result.ts'
import type { CborKey, CborMap, CborValue } from './cbor-value.ts'
import { type Codec, type Decoded, MALFORMED, UNSUPPORTED, codec } from './codec.ts'

const VERSION_KEY = 0
const VERSION = 1
const LAST_CRITICAL_KEY = 31

export interface Field<T, Optional extends boolean> {
  readonly key: number
  readonly codec: Codec<T>
  readonly optional: Optional
}
type Fields = Readonly<Record<string, Field<unknown, boolean>>>
type ValueOf<F> = F extends Field<infer T, boolean> ? T : never

/** Unknown optional fields, kept as they came. */
export interface Extra {
  readonly extra?: ReadonlyMap<number, CborValue>
}

/** The object in memory that a set of fields describes. */
export type StructOf<F extends Fields> = { readonly [N in keyof F as F[N] extends Field<unknown, true> ? never : N]: ValueOf<F[N]> } & {
  readonly [N in keyof F as F[N] extends Field<unknown, true> ? N : never]?: ValueOf<F[N]>
} & Extra

/** A field that must be there. */
export function field<T>(key: number, inner: Codec<T>): Field<T, false> {
  return { key, codec: inner, optional: false }
}

/** A field that may be absent: then the property is, too. */
export function optional<T>(key: number, inner: Codec<T>): Field<T, true> {
  return { key, codec: inner, optional: true }
}

/** A versioned object. */
export function struct<F extends Fields>(fields: F): Codec<StructOf<F>> {
  return numbered(fields, true)
}

/** A part of an object: numbered fields without a version of their own. */
export function record<F extends Fields>(fields: F): Codec<StructOf<F>> {
  return numbered(fields, false)
}

interface Plan {
  readonly name: string
  readonly key: number
  readonly codec: Codec<unknown>
  readonly optional: boolean
}

function numbered<F extends Fields>(fields: F, hasVersion: boolean): Codec<StructOf<F>> {
  const plans = inKeyOrder(fields, hasVersion)
  const known = new Set(plans.map((plan) => plan.key))
  if (hasVersion) known.add(VERSION_KEY)
  return codec(
    (value) => write(plans, known, hasVersion, value as Readonly<Record<string, unknown>> & Extra),
    // `read` sets one property per field, each from that field's own codec: that is StructOf<F>.
    (value) => read(plans, known, hasVersion, value) as Decoded<StructOf<F>>,
  )
}

function inKeyOrder(fields: Fields, hasVersion: boolean): readonly Plan[] {
  const plans: Plan[] = []
  for (const [name, { key, codec: inner, optional: isOptional }] of Object.entries(fields)) {
    plans.push({ name, key, codec: inner, optional: isOptional })
  }
  plans.sort((a, b) => a.key - b.key)
  if (new Set(plans.map((plan) => plan.key)).size !== plans.length || (hasVersion && plans[0]?.key === VERSION_KEY)) {
    throw new Error('a format uses one key twice')
  }
  return plans
}

function write(
  plans: readonly Plan[],
  known: ReadonlySet<number>,
  hasVersion: boolean,
  value: Readonly<Record<string, unknown>> & Extra,
): CborMap {
  const map = new Map<CborKey, CborValue>()
  if (hasVersion) map.set(VERSION_KEY, VERSION)
  for (const { name, key, codec: inner, optional: isOptional } of plans) {
    const held = value[name]
    if (held !== undefined) map.set(key, inner.toCbor(held))
    else if (!isOptional) throw new RangeError(`field ${name} is missing`)
  }
  for (const [key, held] of value.extra ?? []) {
    if (key <= LAST_CRITICAL_KEY || known.has(key)) throw new RangeError(`key ${key} is no extra one`)
    map.set(key, held)
  }
  return map
}

function read(plans: readonly Plan[], known: ReadonlySet<number>, hasVersion: boolean, value: CborValue): Decoded<object> {
  if (!(value instanceof Map)) return MALFORMED
  const map: CborMap = value
  // Version first: what a later one means by any other key is not ours to judge.
  if (hasVersion) {
    const version = map.get(VERSION_KEY)
    if (typeof version !== 'number' || version < VERSION) return MALFORMED
    if (version > VERSION) return UNSUPPORTED
  }
  const object: Record<string, unknown> = {}
  let found = hasVersion ? 1 : 0
  let failure: Decoded<never> | undefined
  for (const { name, key, codec: inner, optional: isOptional } of plans) {
    const held = map.get(key)
    if (held === undefined) {
      if (!isOptional) failure ??= MALFORMED
      continue
    }
    found += 1
    const part = inner.fromCbor(held)
    if (part.ok) object[name] = part.value
    else failure = worse(failure, part)
  }
  if (found < map.size) {
    const extra = unknownKeys(map, known)
    if (!extra.ok) return worse(failure, extra)
    object['extra'] = extra.value
  }
  return failure ?? ok(object)
}

/** ENC-5: a later version may have changed anything, so UNSUPPORTED wins over MALFORMED and the object is kept. */
function worse(a: Decoded<never> | undefined, b: Decoded<never>): Decoded<never> {
  return a === undefined || (!b.ok && b.code === 'UNSUPPORTED') ? b : a
}

function unknownKeys(map: CborMap, known: ReadonlySet<number>): Decoded<ReadonlyMap<number, CborValue>> {
  const extra = new Map<number, CborValue>()
  let isCritical = false
  for (const [key, value] of map) {
    if (typeof key !== 'number' || key < 0) return MALFORMED
    if (known.has(key)) continue
    if (key <= LAST_CRITICAL_KEY) isCritical = true
    else extra.set(key, value)
  }
  return isCritical ? UNSUPPORTED : ok(extra)
}
