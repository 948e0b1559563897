/**
 * The account key from 12 BIP39 words, Korean or English, and new words for a new account. Typed words are taken as people type them:
 * composed or not, in any case, with any spaces. The key exists while somebody needs it and is stored nowhere.
 */
import { entropyToMnemonic, mnemonicToEntropy, mnemonicToSeedSync } from '@scure/bip39'
import { wordlist as english } from '@scure/bip39/wordlists/english.js'
import { wordlist as korean } from '@scure/bip39/wordlists/korean.js'
import { type Crypto, KEY_BYTES, type Rng, kdfFromSecret } from '../crypto/index.ts'
import { type AccountId, idFromBytes } from '../ids/index.ts'

export type WordsLanguage = 'ko' | 'en'

export interface AccountKeys {
  readonly account: AccountId
  /** Ed25519 seed, 32 bytes. Secret; forget it as soon as the device is certified. */
  readonly seed: Uint8Array
}

export type WordsReading =
  | { readonly ok: true; readonly value: AccountKeys }
  | { readonly ok: false; readonly code: 'WORD_COUNT' | 'WORD_CHECKSUM' }
  /** `position` counts from 0: which word to look at again. */
  | { readonly ok: false; readonly code: 'WORD_UNKNOWN'; readonly position: number }

const WORDS = 12
const ENTROPY_BYTES = 16
const NO_SALT = new Uint8Array()

const LISTS: Readonly<Record<WordsLanguage, string[]>> = { ko: korean, en: english }
/** BIP39 normalises with NFKD, so words are looked up in that form whatever form the list is stored in. */
const KNOWN = {
  ko: new Set(korean.map((word) => word.normalize('NFKD'))),
  en: new Set(english.map((word) => word.normalize('NFKD'))),
} as const

/** Twelve fresh words with a space between, in composed form for showing. */
export function newWords(rng: Rng, language: WordsLanguage): string {
  return entropyToMnemonic(rng.bytes(ENTROPY_BYTES), LISTS[language]).normalize('NFC')
}

/** The account that belongs to typed words. Takes about 50 ms. */
export function accountFromWords(crypto: Crypto, typed: string): WordsReading {
  const words = wordsIn(typed)
  if (words.length !== WORDS) return { ok: false, code: 'WORD_COUNT' }
  const language = languageOf(words)
  const position = words.findIndex((word) => !KNOWN[language].has(word))
  if (position >= 0) return { ok: false, code: 'WORD_UNKNOWN', position }
  const mnemonic = words.join(' ')
  if (!hasChecksum(mnemonic, language)) return { ok: false, code: 'WORD_CHECKSUM' }
  const seed = kdfFromSecret(crypto, mnemonicToSeedSync(mnemonic), NO_SALT, 'sb1/account', [], KEY_BYTES)
  return { ok: true, value: { account: idFromBytes('account', crypto.ed25519PublicKey(seed)), seed } }
}

/** Places, from 0, of typed words that the list of the others does not have: at most twelve are looked at. */
export function unknownWords(typed: string): readonly number[] {
  const words = wordsIn(typed).slice(0, WORDS)
  const known = KNOWN[languageOf(words)]
  return words.flatMap((word, place) => (known.has(word) ? [] : [place]))
}

function wordsIn(typed: string): readonly string[] {
  return typed.normalize('NFKD').toLowerCase().split(/\s+/u).filter(Boolean)
}

/** The list that knows most of the words; a misspelt one must not be looked for in the wrong list. */
function languageOf(words: readonly string[]): WordsLanguage {
  const known = (language: WordsLanguage): number => words.filter((word) => KNOWN[language].has(word)).length
  return known('ko') >= known('en') ? 'ko' : 'en'
}

function hasChecksum(mnemonic: string, language: WordsLanguage): boolean {
  try {
    mnemonicToEntropy(mnemonic, LISTS[language])
    return true
  } catch {
    return false
  }
}
