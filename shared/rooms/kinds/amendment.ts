/**
 * MSG-3: what an author changed about a message afterwards. An edit or deletion stands alone: it carries the original time and, for an
 * edit, the whole new content, since the entry itself is erased from the old segment (docs/decisions/003). A `time` amendment (CLK-5)
 * has a slot of its own, so that it and an edit never overwrite each other.
 */
import type { CborValue } from '../../codec/index.ts'
import { type MessageId, parseId } from '../../ids/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type ContentView, contentFields, readKindName } from './kind.ts'
import { type Fields, equalValues, plainObject, readFields } from './plain-value.ts'
import { readSalt } from './entry.ts'
import { readContent } from './registry.ts'
import { type Time, readTime } from './time.ts'

/** Key in an `a/` map: the message id, for `time` amendments followed by `:t`. */
export type AmendmentSlot = string

interface Amending {
  readonly message: MessageId
  /** When it was written. */
  readonly time: Time
}
/** What an edit or deletion repeats of its entry, so that it stands alone once the entry is erased (decision 003). */
interface Original {
  /** The entry's salt: it binds the message id to the account, so nobody amends another's message into being (MSG-1). */
  readonly salt: Uint8Array
  /** The time the entry claims. */
  readonly original: Time
}
export interface Edit extends Amending, Original {
  readonly type: 'edit'
  readonly kind: string
  readonly content: Fields
  readonly view: ContentView
}
export interface Deletion extends Amending, Original {
  readonly type: 'delete'
}
export interface Retiming extends Amending {
  readonly type: 'time'
  readonly to: Time
}
export type Amendment = Edit | Deletion | Retiming
/** Which message is amended, and when. */
export type Amended = Amending & Original

const TIME_SUFFIX = ':t'

/** The amendment in a slot, or undefined (FEED-5). */
export function parseAmendment(slot: AmendmentSlot, value: unknown): Amendment | undefined {
  const isTime = slot.endsWith(TIME_SUFFIX)
  const message = parseId('message', isTime ? slot.slice(0, -TIME_SUFFIX.length) : slot)
  const fields = readFields(value)
  const time = readTime(fields?.get('t'))
  if (message === undefined || fields === undefined || time === undefined) return undefined
  if (isTime) {
    const to = readTime(fields.get('time'))
    return to === undefined ? undefined : { type: 'time', message, time, to }
  }
  const original = readTime(fields.get('a'))
  const salt = readSalt(fields.get('i'))
  if (original === undefined || salt === undefined) return undefined
  const deleted = fields.get('del')
  if (deleted !== undefined) return deleted === true ? { type: 'delete', message, time, salt, original } : undefined
  return parseEdit({ message, time, salt, original }, fields)
}

/** A new edit to write; codes as for entries. */
export function makeEdit(amended: Amended, kind: string, content: Fields): Result<Edit, 'BAD_CONTENT' | 'TOO_LONG'> {
  const view = readContent(kind, content)
  if (view === undefined) return fail('BAD_CONTENT')
  const edit: Edit = { type: 'edit', ...amended, kind, content, view }
  return parseAmendment(amended.message, amendmentValue(edit)) === undefined ? fail('TOO_LONG') : ok(edit)
}

/** The key it is set under. */
export function amendmentSlot({ type, message }: Amendment): AmendmentSlot {
  return type === 'time' ? `${message}${TIME_SUFFIX}` : message
}

/** The value that is set. */
export function amendmentValue(amendment: Amendment): Readonly<Record<string, unknown>> {
  return plainObject(amendmentFields(amendment))
}

/** Whether two amendments are the same to the last byte. */
export function equalAmendments(a: Amendment, b: Amendment): boolean {
  return amendmentSlot(a) === amendmentSlot(b) && equalValues(amendmentFields(a), amendmentFields(b))
}

function amendmentFields(amendment: Amendment): Fields {
  const { time } = amendment
  switch (amendment.type) {
    case 'edit':
      return new Map<string, CborValue>([
        ...amendment.content,
        ['t', time],
        ['i', amendment.salt],
        ['a', amendment.original],
        ['k', amendment.kind],
      ])
    case 'delete':
      return new Map<string, CborValue>([
        ['t', time],
        ['i', amendment.salt],
        ['a', amendment.original],
        ['del', true],
      ])
    case 'time':
      return new Map<string, CborValue>([
        ['t', time],
        ['time', amendment.to],
      ])
  }
}

function parseEdit(amended: Amended, fields: Fields): Edit | undefined {
  const kind = readKindName(fields.get('k'))
  if (kind === undefined) return undefined
  const content = contentFields(fields)
  const view = readContent(kind, content)
  return view === undefined ? undefined : { type: 'edit', ...amended, kind, content, view }
}
