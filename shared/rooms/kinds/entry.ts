/** MSG-1: an entry `{i: salt, t: [ms, c], k: kind, …}`. Its message id is no part of it: every reader recomputes it from the salt. */
import type { CborValue } from '../../codec/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type ContentView, contentFields, readKindName } from './kind.ts'
import { type Fields, equalValues, plainObject, readFields } from './plain-value.ts'
import { readContent } from './registry.ts'
import { type Time, readTime } from './time.ts'

export const ENTRY_SALT_BYTES = 16

export interface Entry {
  /** 16 random bytes. */
  readonly salt: Uint8Array
  /** As claimed; what counts is decided by the reducer (CLK-3). */
  readonly time: Time
  readonly kind: string
  readonly content: Fields
  readonly view: ContentView
}

/** The entry a value of an `e/` array is, or undefined: an illegal one is skipped and the rest stands (FEED-5). */
export function parseEntry(value: unknown): Entry | undefined {
  const fields = readFields(value)
  const salt = readSalt(fields?.get('i'))
  const time = readTime(fields?.get('t'))
  const kind = readKindName(fields?.get('k'))
  if (fields === undefined || salt === undefined || time === undefined || kind === undefined) return undefined
  const content = contentFields(fields)
  const view = readContent(kind, content)
  return view === undefined ? undefined : { salt, time, kind, content, view }
}

/** The salt a field holds, or undefined. */
export function readSalt(value: CborValue | undefined): Uint8Array | undefined {
  return value instanceof Uint8Array && value.length === ENTRY_SALT_BYTES ? value : undefined
}

/** A new entry to write. BAD_CONTENT: no legal content of the kind. TOO_LONG: more than 16 KiB (MSG-2). */
export function makeEntry(salt: Uint8Array, time: Time, kind: string, content: Fields): Result<Entry, 'BAD_CONTENT' | 'TOO_LONG'> {
  const view = readContent(kind, content)
  if (view === undefined) return fail('BAD_CONTENT')
  const entry = { salt, time, kind, content, view }
  return parseEntry(entryValue(entry)) === undefined ? fail(tooLongOrBad(content)) : ok(entry)
}

/** What is pushed onto the Yjs array. */
export function entryValue(entry: Entry): Readonly<Record<string, unknown>> {
  return plainObject(entryFields(entry))
}

/** Whether two entries are the same to the last byte. */
export function equalEntries(a: Entry, b: Entry): boolean {
  return equalValues(entryFields(a), entryFields(b))
}

function entryFields({ salt, time, kind, content }: Entry): Fields {
  return new Map<string, CborValue>([...content, ['i', salt], ['t', time], ['k', kind]])
}

/** Every string of a legal content is well-formed and every field known, so what is left to be wrong is the size. */
function tooLongOrBad(content: Fields): 'BAD_CONTENT' | 'TOO_LONG' {
  return [...content.values()].some((value) => typeof value === 'string' && !value.isWellFormed()) ? 'BAD_CONTENT' : 'TOO_LONG'
}
