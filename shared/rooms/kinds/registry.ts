/** The kinds this version knows. A kind is added here and nowhere else. */
import { type Result, fail } from '../../result.ts'
import { cardKind } from './card.ts'
import { type ContentView, type Kind, PLAIN, type RewordCode } from './kind.ts'
import { mediaKind } from './media.ts'
import type { Mention } from './mentions.ts'
import { placeKind } from './place.ts'
import type { Fields } from './plain-value.ts'
import { textKind } from './text.ts'

const KINDS: ReadonlyMap<string, Kind> = new Map([textKind, mediaKind, cardKind, placeKind].map((kind) => [kind.name, kind]))

const UNSUPPORTED: ContentView = { ...PLAIN, isSupported: false, text: undefined }

/** What a content says. An unknown kind is legal and kept; a known one with fields that break it is undefined. */
export function readContent(kind: string, fields: Fields): ContentView | undefined {
  const known = KINDS.get(kind)
  return known === undefined ? UNSUPPORTED : known.read(fields)
}

/** A content with other words (MSG-3); UNSUPPORTED: its kind has none, or is not known. */
export function reworded(
  kind: string,
  content: Fields,
  words: string,
  mentions: readonly Mention[] = [],
): Result<Fields, RewordCode | 'UNSUPPORTED'> {
  return KINDS.get(kind)?.reword?.(content, words, mentions) ?? fail('UNSUPPORTED')
}
