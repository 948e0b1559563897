/** A person's name from its parts, in the order of the language it is written in. */

const EAST_ASIAN = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u
const OTHER_LETTER = /[^\P{L}\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Lm}]/u

/** Korean, Japanese and Chinese: family and given without a space; others: given, middle, family. Empty when all parts are. */
export function joinName(family: string, given: string, middle = ''): string {
  const all = family + given + middle
  if (EAST_ASIAN.test(all) && !OTHER_LETTER.test(all)) return family + given + middle
  return [given, middle, family].filter((part) => part !== '').join(' ')
}
