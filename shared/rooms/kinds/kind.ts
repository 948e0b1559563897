/**
 * What a kind of message is to everything that carries it. Sync, store and reducers know only this; a new kind is one file beside this
 * one and one line in the registry.
 */
import { type CborValue, decodeCbor, encodeCbor } from '../../codec/index.ts'
import type { MessageId } from '../../ids/index.ts'
import type { MediaReference } from '../../media/index.ts'
import type { Result } from '../../result.ts'
import type { Mention } from './mentions.ts'
import type { Fields } from './plain-value.ts'

/** Somebody introduced by somebody: nothing of it is proven. */
export interface ContactCard {
  readonly name: string
  readonly phones: readonly string[]
  readonly mails: readonly string[]
  /** `sarangbang://add#…` */
  readonly link?: string
}

export interface Place {
  /** Degrees, to six digits. */
  readonly latitude: number
  readonly longitude: number
  /** As the sender typed it; may be empty. */
  readonly name: string
}

/** What the messenger does with a content without knowing its kind. */
export interface ContentView {
  /** False: of a kind this version does not know; kept as it is, shown as unsupported. */
  readonly isSupported: boolean
  /** What was written: the words, or a caption; empty where something is shown without words. */
  readonly text: string | undefined
  /** What search finds: the words, and what the rest is called. */
  readonly searched: string | undefined
  /** MSG-2: a reply names its target and never copies it. */
  readonly replyTo: MessageId | undefined
  /** Whom it names. */
  readonly mentions: readonly Mention[]
  readonly attachments: readonly MediaReference[]
  readonly card: ContactCard | undefined
  readonly place: Place | undefined
}

/** A content that says nothing yet; kinds add to it. */
export const PLAIN: ContentView = {
  isSupported: true,
  text: '',
  searched: undefined,
  replyTo: undefined,
  mentions: [],
  attachments: [],
  card: undefined,
  place: undefined,
}

/** What is written: the name of a kind and its fields. */
export interface Content {
  readonly kind: string
  readonly fields: Fields
}

/** What goes with the words of a message, of any kind that has some. */
export interface Said {
  readonly replyTo?: MessageId | undefined
  readonly mentions?: readonly Mention[] | undefined
}

export type RewordCode = 'EMPTY' | 'TOO_MANY' | 'TOO_LONG' | 'OUT_OF_RANGE'

export interface Kind {
  /** The `k` of its entries: lower case letters, digits and hyphens, at most 32. */
  readonly name: string
  /** undefined when the fields are no legal content of this kind: the entry is skipped (FEED-5). Fields it does not know are no fault. */
  read(fields: Fields): ContentView | undefined
  /** The same content with other words, and other people named in them; a kind without words has none. */
  reword?(content: Fields, words: string, mentions: readonly Mention[]): Result<Fields, RewordCode>
}

/** Names of fields that entries and amendments use themselves; no kind may have a field of that name. */
export const RESERVED_FIELDS: ReadonlySet<string> = new Set(['i', 't', 'k', 'a', 'del', 'time'])

const KIND_NAME = /^[a-z][a-z0-9-]{0,31}$/

/** The name of a kind, or undefined when it cannot be one. */
export function readKindName(value: CborValue | undefined): string | undefined {
  return typeof value === 'string' && KIND_NAME.test(value) ? value : undefined
}

/** The fields that belong to the kind. */
export function contentFields(fields: Fields): Fields {
  const content = new Map<string, CborValue>()
  for (const [name, value] of fields) if (!RESERVED_FIELDS.has(name)) content.set(name, value)
  return content
}

/** Content as it is stored. */
export function encodeContent(fields: Fields): Uint8Array {
  return encodeCbor(fields)
}

/** Content out of the store; undefined when the bytes are not what `encodeContent` made. */
export function decodeContent(bytes: Uint8Array): Fields | undefined {
  const map = decodeCbor(bytes)
  if (!(map instanceof Map)) return undefined
  const fields = new Map<string, CborValue>()
  for (const [key, value] of map) {
    if (typeof key !== 'string') return undefined
    fields.set(key, value)
  }
  return fields
}
