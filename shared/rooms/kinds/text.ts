/** Kind `text`: `{b: text, r?: message id}`. The text is kept as it was written; nothing is trimmed, normalised or refused for its characters. */
import type { CborValue } from '../../codec/index.ts'
import { ID_BYTES, type MessageId, idBytes, idFromBytes } from '../../ids/index.ts'
import type { Kind } from './kind.ts'
import type { Fields } from './plain-value.ts'

export const textKind: Kind = {
  name: 'text',
  read(fields) {
    const body = fields.get('b')
    const reply = fields.get('r')
    if (typeof body !== 'string' || body === '') return undefined
    if (reply !== undefined && !(reply instanceof Uint8Array && reply.length === ID_BYTES.message)) return undefined
    return { isSupported: true, text: body, replyTo: reply === undefined ? undefined : idFromBytes('message', reply) }
  },
}

/** The content of a text, as a reply when a target is named. */
export function textContent(body: string, replyTo?: MessageId): Fields {
  const fields = new Map<string, CborValue>([['b', body]])
  if (replyTo !== undefined) fields.set('r', idBytes(replyTo))
  return fields
}
