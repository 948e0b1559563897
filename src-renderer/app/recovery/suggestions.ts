/** Words of the two lists that begin like what was typed. The lists come when somebody types: most people never do. */
const MOST = 5
const LEAST_JAMO = 2

let lists: Promise<readonly { readonly word: string; readonly jamo: string }[]> | undefined

export async function suggestWords(typed: string): Promise<readonly string[]> {
  const wanted = typed.trim().toLowerCase().normalize('NFD')
  if (wanted.length < LEAST_JAMO) return []
  lists ??= load()
  const found = (await lists).filter(({ jamo }) => jamo.startsWith(wanted)).slice(0, MOST)
  return found.map(({ word }) => word).filter((word) => word !== typed.trim())
}

async function load() {
  const [korean, english] = await Promise.all([import('@scure/bip39/wordlists/korean.js'), import('@scure/bip39/wordlists/english.js')])
  return [...korean.wordlist, ...english.wordlist].map((word) => ({ word: word.normalize('NFC'), jamo: word.normalize('NFD') }))
}
