/**
 * What the index is asked. Only quoted three-character tokens ever reach FTS5, so no text of a person is read as its query language. Each
 * folded text starts with a mark of its room, three characters no text can contain, so that a search in one room walks that room alone.
 */
import type { RoomKey } from '../../../shared/store/index.ts'
import { ROOM_MARK_FIRST } from '../../../shared/store/index.ts'

const TRIGRAM = 3
/** More would not narrow the answer: candidates are checked against the text. */
const TRIGRAMS_ASKED = 32
const MARK_BASE = 4_096

export function roomMark(room: RoomKey): string {
  const digits = [Math.floor(room / MARK_BASE ** 2) % MARK_BASE, Math.floor(room / MARK_BASE) % MARK_BASE, room % MARK_BASE]
  return String.fromCodePoint(...digits.map((digit) => ROOM_MARK_FIRST + digit))
}

/** The FTS5 expression for folded terms, or undefined when nothing has three characters. */
export function matchOf(terms: readonly string[], room: RoomKey | undefined): string | undefined {
  const trigrams = new Set(room === undefined ? [] : [roomMark(room)])
  for (const term of terms) {
    const characters = [...term]
    for (let start = 0; start + TRIGRAM <= characters.length && trigrams.size < TRIGRAMS_ASKED; start++) {
      trigrams.add(characters.slice(start, start + TRIGRAM).join(''))
    }
  }
  if (trigrams.size === 0) return undefined
  return [...trigrams].map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ')
}
