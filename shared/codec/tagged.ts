/**
 * A codec of `[tag, {…}]`, one case per tag (governance actions, frames): in memory `{ type: 'admit', …fields }`. A tag we do not know,
 * or a known one with an unknown critical key, becomes `{ type: 'unsupported', tag, content }` and is written back as it came, so a
 * reducer can treat it as void (ENC-6) while the object around it is kept.
 */
import { ok } from '../result.ts'
import type { CborValue } from './cbor-value.ts'
import { type Codec, MALFORMED, codec } from './codec.ts'

type Cases = Readonly<Record<string, readonly [tag: number, content: Codec<object>]>>
type ContentOf<C> = C extends readonly [number, Codec<infer T>] ? T : never

/** An alternative from a later version. */
export interface UnsupportedCase {
  readonly type: 'unsupported'
  readonly tag: number
  readonly content: CborValue
}

/** The union in memory that a set of cases describes. */
export type TaggedOf<C extends Cases> =
  | { [N in keyof C & string]: { readonly type: N } & ContentOf<C[N]> }[keyof C & string]
  | UnsupportedCase

/** `tagged({ leave: [10, record({})], … })`. Contents are structs or records whose fields are not named `type`. */
export function tagged<C extends Cases>(cases: C): Codec<TaggedOf<C>> {
  const byTag = new Map<number, { readonly name: string; readonly content: Codec<object> }>()
  const byName = new Map<string, { readonly tag: number; readonly content: Codec<object> }>()
  for (const [name, [tag, content]] of Object.entries(cases)) {
    if (byTag.has(tag) || name === 'unsupported') throw new Error(`tag ${tag} or name ${name} is taken`)
    byTag.set(tag, { name, content })
    byName.set(name, { tag, content })
  }
  return codec<TaggedOf<C>>(
    (value) => {
      if (isUnsupported(value)) return [value.tag, value.content]
      const known = byName.get(value.type)
      if (known === undefined) throw new RangeError(`no case is named ${value.type}`)
      return [known.tag, known.content.toCbor(value)]
    },
    (value) => {
      if (!isPair(value)) return MALFORMED
      const [tag, content] = value
      const known = byTag.get(tag)
      if (known === undefined) return ok({ type: 'unsupported', tag, content })
      const read = known.content.fromCbor(content)
      if (read.ok) return ok({ ...read.value, type: known.name } as TaggedOf<C>)
      return read.code === 'UNSUPPORTED' ? ok({ type: 'unsupported', tag, content }) : read
    },
  )
}

function isUnsupported(value: { readonly type: string }): value is UnsupportedCase {
  return value.type === 'unsupported'
}

function isPair(value: CborValue): value is readonly [number, CborValue] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number' && value[0] >= 0
}
