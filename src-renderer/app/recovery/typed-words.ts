/** What was typed or pasted as recovery words: twelve places, some of them empty. */

export const WORD_COUNT = 12
export const NO_WORDS: readonly string[] = Array.from({ length: WORD_COUNT }, () => '')

/** The words of a text from elsewhere: lists come with numbers, commas and line ends. */
export function wordsIn(text: string): readonly string[] {
  return text.split(/[\s,.;·]+|\d+[.)]?/).filter((word) => word !== '')
}

export function areWhole(words: readonly string[]): boolean {
  return words.every((word) => word !== '')
}
