/**
 * Words of the two lists that begin like what was typed: as it stands first (각 → 각오), then by its letters, so that a syllable half made
 * finds what it may become (각 → 가격). The lists come when somebody types: most people never do.
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
  const begun = typed.trim().toLowerCase().normalize('NFC')
  const wanted = disassemble(begun)
  if (wanted.length < LEAST_LETTERS) return []
  lists ??= load()
  const found = (await lists).filter(({ letters }) => letters.startsWith(wanted))
  // Nothing is left to suggest when the word is whole already.
  if (found.length === 1 && found[0]?.letters === wanted) return []
  const words = found.map(({ word }) => word)
  const asItStands = words.filter((word) => word.startsWith(begun))
  return [...asItStands, ...words.filter((word) => !word.startsWith(begun))].slice(0, MOST)
}

async function load(): Promise<readonly ListedWord[]> {
  const [korean, english] = await Promise.all([import('@scure/bip39/wordlists/korean.js'), import('@scure/bip39/wordlists/english.js')])
  return [...korean.wordlist, ...english.wordlist].map((listed) => {
    const word = listed.normalize('NFC')
    return { word, letters: disassemble(word) }
  })
}
