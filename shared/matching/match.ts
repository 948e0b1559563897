/**
 * Does a name fit what was typed? As Koreans search: initial consonants stand for syllables (ㅇㅁ → 엄마), the last syllable may be half typed
 * (어 → 엄마), and a consonant that still hangs on it may belong to the next one (간 → 가나). Case and spaces do not count.
 */
export interface Match {
  /** UTF-16 units of the name. */
  readonly from: number
  readonly to: number
  /** Where the name or a word of it begins. */
  readonly isWordStart: boolean
}

export function matchesName(name: string, typed: string): Match | undefined {
  const wanted = [...typed.normalize('NFC').toLowerCase()].filter((character) => character.trim() !== '')
  if (wanted.length === 0) return undefined
  const units = unitsOf(name.normalize('NFC').toLowerCase())
  const starts = units.map((unit, at) => ({ at, isWordStart: at === 0 || unit.at > (units[at - 1]?.end ?? 0) }))
  for (const { at, isWordStart } of [...starts.filter((start) => start.isWordStart), ...starts.filter((start) => !start.isWordStart)]) {
    const end = matchFrom(units, at, wanted)
    const first = units[at]
    const last = end === undefined ? undefined : units[end - 1]
    if (first !== undefined && last !== undefined) return { from: first.at, to: last.end, isWordStart }
  }
  return undefined
}

interface Unit {
  readonly text: string
  readonly at: number
  readonly end: number
}

/** The characters of a name but its spaces, each with its place. */
function unitsOf(name: string): readonly Unit[] {
  const units: Unit[] = []
  let at = 0
  for (const text of name) {
    if (text.trim() !== '') units.push({ text, at, end: at + text.length })
    at += text.length
  }
  return units
}

/** How far the typed characters reach when they begin here; undefined when they do not fit. */
function matchFrom(units: readonly Unit[], start: number, wanted: readonly string[]): number | undefined {
  let at = start
  for (const [index, character] of wanted.entries()) {
    const unit = units[at]
    if (unit === undefined) return undefined
    const isLast = index === wanted.length - 1
    if (fits(unit.text, character, isLast)) at += 1
    else if (isLast && fitsWithNext(unit.text, units[at + 1]?.text, character)) at += 2
    else return undefined
  }
  return at
}

function fits(text: string, typed: string, isLast: boolean): boolean {
  if (text === typed) return true
  const syllable = syllableOf(text)
  if (syllable === undefined) return false
  if (INITIALS.includes(typed)) return INITIALS[syllable.initial] === typed
  const half = isLast ? syllableOf(typed) : undefined
  if (half === undefined || half.initial !== syllable.initial) return false
  if (half.vowel !== syllable.vowel) return half.final === 0 && COMPOUND_VOWELS[syllable.vowel] === half.vowel
  return half.final === 0 || COMPOUND_FINALS[syllable.final] === half.final
}

/** 간 for 가나: the final consonant begins the next syllable. */
function fitsWithNext(text: string, next: string | undefined, typed: string): boolean {
  const [syllable, half, following] = [syllableOf(text), syllableOf(typed), next === undefined ? undefined : syllableOf(next)]
  if (syllable === undefined || half === undefined || following === undefined) return false
  if (syllable.final !== 0 || half.initial !== syllable.initial || half.vowel !== syllable.vowel) return false
  const final = FINALS[half.final]
  return final !== undefined && final !== '' && INITIALS[following.initial] === final
}

const FIRST_SYLLABLE = 0xac00
const LAST_SYLLABLE = 0xd7a3
const VOWELS = 21
const FINAL_COUNT = 28

function syllableOf(text: string): { readonly initial: number; readonly vowel: number; readonly final: number } | undefined {
  const code = text.codePointAt(0) ?? 0
  if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return undefined
  const place = code - FIRST_SYLLABLE
  return {
    initial: Math.floor(place / (VOWELS * FINAL_COUNT)),
    vowel: Math.floor(place / FINAL_COUNT) % VOWELS,
    final: place % FINAL_COUNT,
  }
}

const INITIALS = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ']
const FINALS = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ']
/** A final of two consonants, by its first: half of it may have been typed (달 → 닭). */
const COMPOUND_FINALS: Readonly<Record<number, number>> = {
  3: 1,
  5: 4,
  6: 4,
  9: 8,
  10: 8,
  11: 8,
  12: 8,
  13: 8,
  14: 8,
  15: 8,
  18: 17,
}
/** A vowel of two, by its first (고 → 과). */
const COMPOUND_VOWELS: Readonly<Record<number, number>> = { 9: 8, 10: 8, 11: 8, 14: 13, 15: 13, 16: 13, 19: 18 }
