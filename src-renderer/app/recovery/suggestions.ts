/**
 * Words of the two lists that begin like what was typed: Hangul by its letters, so that a syllable half made finds what it may become (갓 →
 * 가슴). The lists come when somebody types: most people never do.
 */
import { disassemble } from 'es-hangul'

const MOST = 4
const LEAST_LETTERS = 2

interface ListedWord {
  readonly word: string
  readonly letters: string
}

let lists: Promise<readonly ListedWord[]> | undefined

export async function suggestWords(typed: string): Promise<readonly string[]> {
  const wanted = lettersOf(typed)
  if (wanted.length < LEAST_LETTERS) return []
  lists ??= load()
  return suggestedAmong(await lists, wanted)
}

/** None when the word is whole already. */
function suggestedAmong(words: readonly ListedWord[], wanted: string): readonly string[] {
  const found = words.filter(({ letters }) => letters.startsWith(wanted))
  return found.length === 1 && found[0]?.letters === wanted ? [] : found.slice(0, MOST).map(({ word }) => word)
}

function lettersOf(text: string): string {
  return disassemble(text.trim().toLowerCase().normalize('NFC'))
}

async function load(): Promise<readonly ListedWord[]> {
  const [korean, english] = await Promise.all([import('@scure/bip39/wordlists/korean.js'), import('@scure/bip39/wordlists/english.js')])
  return [...korean.wordlist, ...english.wordlist].map((listed) => {
    const word = listed.normalize('NFC')
    return { word, letters: disassemble(word) }
  })
}
