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
import { readContent } from './registry.ts'
import { type Time, readTime } from './time.ts'

/** Key in an `a/` map: the message id, for `time` amendments followed by `:t`. */
export type AmendmentSlot = string

interface Amending {
  readonly message: MessageId
  /** When it was written. */
  readonly time: Time
}
export interface Edit extends Amending {
  readonly type: 'edit'
  /** The time the entry claims. */
  readonly original: Time
  readonly kind: string
  readonly content: Fields
  readonly view: ContentView
}
export interface Deletion extends Amending {
  readonly type: 'delete'
  readonly original: Time
}
export interface Retiming extends Amending {
  readonly type: 'time'
  readonly to: Time
}
export type Amendment = Edit | Deletion | Retiming

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
  if (original === undefined) return undefined
  const deleted = fields.get('del')
  if (deleted !== undefined) return deleted === true ? { type: 'delete', message, time, original } : undefined
  return parseEdit(message, time, original, fields)
}

/** A new edit to write; codes as for entries. */
export function makeEdit(
  message: MessageId,
  time: Time,
  original: Time,
  kind: string,
  content: Fields,
): Result<Edit, 'BAD_CONTENT' | 'TOO_LONG'> {
  const view = readContent(kind, content)
  if (view === undefined) return fail('BAD_CONTENT')
  const edit: Edit = { type: 'edit', message, time, original, kind, content, view }
  return parseAmendment(message, amendmentValue(edit)) === undefined ? fail('TOO_LONG') : ok(edit)
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
      return new Map<string, CborValue>([...amendment.content, ['t', time], ['a', amendment.original], ['k', amendment.kind]])
    case 'delete':
      return new Map<string, CborValue>([
        ['t', time],
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

function parseEdit(message: MessageId, time: Time, original: Time, fields: Fields): Edit | undefined {
  const kind = readKindName(fields.get('k'))
  if (kind === undefined) return undefined
  const content = contentFields(fields)
  const view = readContent(kind, content)
  return view === undefined ? undefined : { type: 'edit', message, time, original, kind, content, view }
}
