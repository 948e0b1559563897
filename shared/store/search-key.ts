/**
 * How text is made findable, the same in every store. Text and query go through one folding: canonical decomposition (so a Korean syllable
 * becomes its letters, and a two-syllable or half-typed word has the three characters a trigram index needs), lower case, and the letters
 * an input method shows alone (ㄱ, ㅏ) become the letters syllables are made of. A row is found when its folded text contains every term.
 */

/** Terms beyond these are not looked at: more would make no answer better and every search slower. */
const QUERY_TERMS = 8
const TERM_CHARACTERS = 256

const JAMO_START = 0x3131
/** ㄱ…ㅎ (U+3131…U+314E) as leading letters; clusters that never lead (ㄳ) as the two letters they are typed with. */
const CONSONANTS = 'ᄀ ᄁ ᄀᄉ ᄂ ᄂᄌ ᄂᄒ ᄃ ᄄ ᄅ ᄅᄀ ᄅᄆ ᄅᄇ ᄅᄉ ᄅᄐ ᄅᄑ ᄅᄒ ᄆ ᄇ ᄈ ᄇᄉ ᄉ ᄊ ᄋ ᄌ ᄍ ᄎ ᄏ ᄐ ᄑ ᄒ'.split(
  ' ',
)
/** ㅏ…ㅣ (U+314F…U+3163) as U+1161…U+1175. */
const VOWELS = Array.from({ length: 21 }, (_, index) => String.fromCharCode(0x1161 + index))
const LETTERS: readonly string[] = [...CONSONANTS, ...VOWELS]

/** 4,096 private characters that folded text never contains: a store may mark its folded texts with them. */
export const ROOM_MARK_FIRST = 0xf0000
const FOLDED = /[\0ς\u3131-\u3163\u{f0000}-\u{f0fff}]/gu

/** The folded form of a text. Never fails; lone surrogates and NUL become characters that no store stumbles over. */
export function searchKey(text: string): string {
  return text.toWellFormed().toLowerCase().normalize('NFD').replaceAll(FOLDED, foldCharacter)
}

function foldCharacter(character: string): string {
  if (character === '\0') return ' '
  // Lower case writes the last sigma of a word otherwise than the same letter in the middle of it.
  if (character === 'ς') return 'σ'
  return LETTERS[character.charCodeAt(0) - JAMO_START] ?? '\ufffd'
}

/** The folded words of a query, all of which must be contained; none when there is nothing to look for. */
export function searchTerms(query: string): readonly string[] {
  // A query may be a pasted book: what is cut off here is never even folded.
  const folded = searchKey(query.slice(0, QUERY_TERMS * TERM_CHARACTERS))
  const words = folded.trim().split(/\s+/, QUERY_TERMS)
  return words.map((word) => word.slice(0, TERM_CHARACTERS).toWellFormed()).filter((term) => term !== '')
}

/** True when a folded text contains every folded term. */
export function containsTerms(key: string, terms: readonly string[]): boolean {
  return terms.every((term) => key.includes(term))
}
