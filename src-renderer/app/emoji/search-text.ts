/**
 * What to look for when the last syllable is still being made: 하ㅌ and 핱 on the way to 하트 are looked for as 하, so that the list does not
 * vanish between two keys. Pure.
 */
const FIRST = 0xac00
const LAST = 0xd7a3
const FINALS = 28
/** A final of two consonants, by its first. */
const HALVES: Readonly<Record<number, number>> = { 3: 1, 5: 4, 6: 4, 9: 8, 10: 8, 11: 8, 12: 8, 13: 8, 14: 8, 15: 8, 18: 17 }

/** The longest beginning of what was typed that is found at all; what was typed itself when nothing is. */
export function searchTextOf(typed: string, isFound: (text: string) => boolean): string {
  const text = typed.normalize('NFC').trim()
  return [text, ...lessOf(text)].find((candidate) => candidate === '' || isFound(candidate)) ?? text
}

function lessOf(text: string): readonly string[] {
  const last = text.charCodeAt(text.length - 1)
  const head = text.slice(0, -1)
  // A consonant or vowel alone.
  if (last >= 0x3131 && last <= 0x3163) return [head]
  if (last < FIRST || last > LAST) return []
  const final = (last - FIRST) % FINALS
  if (final === 0) return []
  const half = HALVES[final]
  const open = head + String.fromCharCode(last - final)
  return half === undefined ? [open] : [head + String.fromCharCode(last - final + half), open]
}
