/**
 * Names that others chose: one line of plain text, no controls, nothing that turns the direction of writing or hides (SYNC-16). For what
 * is shown; what is signed stays as it came.
 */
import { INTRINSIC } from '../limits.ts'

// Format characters are invisible, and among them are the bidi controls. The joiner stays: families and flags are built with it.
const HIDDEN = /(?!\u200d)[\p{Cf}\p{Cc}\p{Cs}\u2028\u2029]/gu
const EDGES = /^[\s\u200d]+|[\s\u200d]+$/gu

/** Names from outside are short anyway; this keeps the cleaning of a longer text quick. */
const READ_PER_CHARACTER = 16

/** At most `maxCharacters` code points; empty when nothing is left to show. */
export function cleanName(text: string, maxCharacters: number = INTRINSIC.NAME_CHARACTERS): string {
  const visible = text
    .slice(0, READ_PER_CHARACTER * maxCharacters)
    .replaceAll(/[^\S\ufeff]+/gu, ' ')
    .replaceAll(HIDDEN, '')
  // Composed after the hidden ones are gone, or what stood between a letter and its accent would leave them apart.
  const plain = visible.normalize('NFC').replaceAll(/ +/g, ' ').replaceAll(EDGES, '')
  return [...plain].slice(0, maxCharacters).join('').replaceAll(EDGES, '')
}
