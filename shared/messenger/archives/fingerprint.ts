/**
 * What makes an imported message the same one in another export of its room (ARC-2): minute, author, and what was said, with the spaces that
 * exports do not agree on made one. Media are told apart by their order within the minute alone, as exports name them variously.
 */
import { toHex, utf8 } from '../../codec/index.ts'
import { type Crypto, hash } from '../../crypto/index.ts'
import { type AccountId, ID_BYTES, type MessageId, idFromBytes } from '../../ids/index.ts'
import type { ImportedRecord, RecordKind } from '../../importers/index.ts'

/** Of a text that phones may have cut: so much of it is there whatever they did with its spaces. */
const KEPT_CHARACTERS = 200
/** Phones cut at 500, counted as they do, with or without what is at the end. */
const CUT_FROM = 490
const CUT_TO = 510

const MEDIA: ReadonlySet<RecordKind> = new Set(['photo', 'video', 'audio', 'file', 'sticker', 'media'])

/** Without what exports of one message differ in. */
export function normalised(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim()
}

/** All but the ordinal, as hex; equal for messages that only it tells apart. */
export function fingerprintOf(
  crypto: Crypto,
  record: Pick<ImportedRecord, 'kind' | 'text'>,
  minute: string,
  author: string | undefined,
): string {
  const kind = MEDIA.has(record.kind) ? 'media' : record.kind === 'system' ? 'system' : 'said'
  return digestOf(crypto, [minute, author ?? null, kind, kind === 'media' ? '' : normalised(record.text)])
}

/** The same for a copy that was cut and for the whole; undefined: short enough never to be cut. */
export function cutFingerprintOf(
  crypto: Crypto,
  { kind, text }: Pick<ImportedRecord, 'kind' | 'text'>,
  minute: string,
  author: string | undefined,
): string | undefined {
  if (MEDIA.has(kind) || text.length < CUT_FROM) return undefined
  const kept = normalised(text.slice(0, CUT_FROM)).slice(0, KEPT_CHARACTERS)
  return digestOf(crypto, [minute, author ?? null, 'cut', kept])
}

export function isMedia(kind: RecordKind): boolean {
  return MEDIA.has(kind)
}

export function importedId(crypto: Crypto, salt: Uint8Array, fingerprint: string, ordinal: number): MessageId {
  const digest = hash(crypto, 'sb1/imported', salt, utf8(`${fingerprint}/${ordinal}`))
  return idFromBytes('message', digest.slice(0, ID_BYTES.message))
}

function digestOf(crypto: Crypto, parts: readonly (string | null)[]): string {
  return toHex(crypto.sha256(utf8(JSON.stringify(parts))))
}

/** Nobody's account: what tells the authors of one archive apart. `undefined`: the person of this profile. */
export function authorId(crypto: Crypto, salt: Uint8Array, name: string | undefined): AccountId {
  const text = name === undefined ? Uint8Array.of(1) : utf8(`\0${name.toWellFormed()}`)
  return idFromBytes('account', hash(crypto, 'sb1/imported', salt, text))
}

export type SameText = 'same' | 'longer' | 'shorter' | 'other'

/** How a text stands to the one that is known under the same fingerprint. */
export function compareTexts(known: string, found: string): SameText {
  const [a, b] = [normalised(known), normalised(found)]
  if (a === b) return 'same'
  if (isCut(known) && b.startsWith(a)) return 'longer'
  return isCut(found) && a.startsWith(b) ? 'shorter' : 'other'
}

/** As long as what phones cut at; a shorter text that goes on elsewhere is another message. */
function isCut(text: string): boolean {
  if (text.length < CUT_FROM || text.length > 2 * CUT_TO) return false
  const characters = [...text].length
  return (text.length <= CUT_TO || characters <= CUT_TO) && (text.length >= CUT_FROM || characters >= CUT_FROM)
}
