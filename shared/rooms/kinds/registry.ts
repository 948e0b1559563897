/** The kinds this version knows. A kind is added here and nowhere else. */
import type { ContentView, Kind } from './kind.ts'
import type { Fields } from './plain-value.ts'
import { textKind } from './text.ts'

const KINDS: ReadonlyMap<string, Kind> = new Map([textKind].map((kind) => [kind.name, kind]))

const UNSUPPORTED: ContentView = { isSupported: false, text: undefined, replyTo: undefined, mentions: [] }

/** What a content says. An unknown kind is legal and kept; a known one with fields that break it is undefined. */
export function readContent(kind: string, fields: Fields): ContentView | undefined {
  const known = KINDS.get(kind)
  return known === undefined ? UNSUPPORTED : known.read(fields)
}
