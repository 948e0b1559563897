/**
 * Kind `text`: `{b: text, r?: message id, m?: mentions}`. The text is kept as it was written; nothing is trimmed, normalised or refused for
 * its characters, nor for what stands beside it in `m`.
 */
import type { CborValue } from '../../codec/index.ts'
import { ID_BYTES, type MessageId, idBytes, idFromBytes } from '../../ids/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type Content, type ContentView, type Kind, PLAIN, type Said } from './kind.ts'
import { type Mention, mentionsField, readMentions } from './mentions.ts'
import type { Fields } from './plain-value.ts'

export const textKind: Kind = {
  name: 'text',
  read(fields) {
    const body = fields.get('b')
    const reply = readReply(fields)
    if (typeof body !== 'string' || body === '' || reply === undefined) return undefined
    return { ...PLAIN, ...reply, text: body, searched: body, mentions: readMentions(fields.get('m'), body) }
  },
  reword: (content, words, mentions) => withText(content, words, mentions),
}

/** What the field `r` of any kind says; undefined when it is there and names no message. */
export function readReply(fields: Fields): Pick<ContentView, 'replyTo'> | undefined {
  const reply = fields.get('r')
  if (reply === undefined) return { replyTo: undefined }
  return reply instanceof Uint8Array && reply.length === ID_BYTES.message ? { replyTo: idFromBytes('message', reply) } : undefined
}

/** The same content as an answer to a message, if one is named. */
export function replying(content: Fields, replyTo: MessageId | undefined): Fields {
  return replyTo === undefined ? content : new Map<string, CborValue>(content).set('r', idBytes(replyTo))
}

/** The content of a text, as a reply when a target is named. */
export function textContent(body: string, replyTo?: MessageId): Fields {
  const fields = new Map<string, CborValue>([['b', body]])
  if (replyTo !== undefined) fields.set('r', idBytes(replyTo))
  return fields
}

/** Several texts, each a message of its own; all of them or none. */
export function textContents(
  texts: readonly string[],
  { replyTo, mentions }: Said = {},
): Result<readonly Content[], 'EMPTY' | 'TOO_MANY' | 'OUT_OF_RANGE'> {
  const contents: Content[] = []
  for (const text of texts) {
    const fields = withText(textContent(text, replyTo), text, mentions)
    if (!fields.ok) return fields
    contents.push({ kind: 'text', fields: fields.value })
  }
  return ok(contents)
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
