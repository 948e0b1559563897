/**
 * Kind `text`: `{b: text, r?: message id, m?: mentions}`. The text is kept as it was written; nothing is trimmed, normalised or refused for
 * its characters, nor for what stands beside it in `m`.
 */
import type { CborValue } from '../../codec/index.ts'
import { ID_BYTES, type MessageId, idBytes, idFromBytes } from '../../ids/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Kind } from './kind.ts'
import { type Mention, mentionsField, readMentions } from './mentions.ts'
import type { Fields } from './plain-value.ts'

export const textKind: Kind = {
  name: 'text',
  read(fields) {
    const body = fields.get('b')
    const reply = fields.get('r')
    if (typeof body !== 'string' || body === '') return undefined
    if (reply !== undefined && !(reply instanceof Uint8Array && reply.length === ID_BYTES.message)) return undefined
    const replyTo = reply === undefined ? undefined : idFromBytes('message', reply)
    return { isSupported: true, text: body, replyTo, mentions: readMentions(fields.get('m'), body) }
  },
}

/** The content of a text, as a reply when a target is named. */
export function textContent(body: string, replyTo?: MessageId): Fields {
  const fields = new Map<string, CborValue>([['b', body]])
  if (replyTo !== undefined) fields.set('r', idBytes(replyTo))
  return fields
}

/** The same content with another text: whom the old one named goes with it. */
export function withText(
  content: Fields,
  body: string,
  mentions: readonly Mention[] = [],
): Result<Fields, 'EMPTY' | 'TOO_MANY' | 'OUT_OF_RANGE'> {
  if (body === '') return fail('EMPTY')
  const fields = new Map<string, CborValue>(content).set('b', body)
  fields.delete('m')
  if (mentions.length === 0) return ok(fields)
  const field = mentionsField(mentions, body)
  return field.ok ? ok(fields.set('m', field.value)) : field
}
