/**
 * The twelve words of a new account, kept in the profile until the person has shown that they have them (docs/decisions/022). Read from the
 * store each time and never held here; when they go, their bytes leave the files too, as those of a deleted message do (DEL-3).
 */
import { array, field, struct, text } from '../../codec/index.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type Store, StoreError } from '../../store/index.ts'
import type { ActCode, WordAnswer } from '../api.ts'

const SPACE = 'profile'
const KEY = 'words'
const WORDS = 12
/** Of the three that are asked for. */
const ANSWERS = 3
/** The longest word of either list has eight letters; decomposed Korean takes three characters a syllable. */
const WORD_CHARACTERS = 24

const kept = struct({ words: field(1, array(text(WORD_CHARACTERS), { min: WORDS, max: WORDS })) })

/** In the transaction that makes the identity. */
export function keepWords(store: Store, words: readonly string[]): void {
  store.values.put(SPACE, KEY, kept.encode({ words }))
}

export function hasWords(store: Store): boolean {
  return store.values.get(SPACE, KEY) !== undefined
}

export function readWords(store: Store): readonly string[] | undefined {
  const held = store.values.get(SPACE, KEY)
  const read = held === undefined ? undefined : kept.decode(held)
  return read?.ok === true ? read.value.words : undefined
}

/** The places, ascending, whose word is another one. OUT_OF_RANGE: not three different places among twelve. */
export function checkWords(store: Store, answers: readonly WordAnswer[]): Result<{ readonly wrong: readonly number[] }, ActCode> {
  const words = readWords(store)
  if (words === undefined) return fail('NO_WORDS')
  const places = new Set(answers.map(({ place }) => place))
  if (answers.length !== ANSWERS || places.size !== ANSWERS || answers.some(({ place }) => words[place] === undefined)) {
    return fail('OUT_OF_RANGE')
  }
  const wrong = answers.filter(({ place, word }) => plain(word) !== plain(words[place] ?? '')).map(({ place }) => place)
  return ok({ wrong: wrong.toSorted((a, b) => a - b) })
}

/** Outside any transaction. A disk that is too full to empty the log keeps it until the next start (see purging.ts). */
export function eraseWords(store: Store): void {
  store.transaction(() => store.values.delete(SPACE, KEY))
  try {
    store.purgeErased()
  } catch (cause) {
    if (!(cause instanceof StoreError) || cause.code === 'STORE_CLOSED') throw cause
  }
}

/** As people type: composed or not, in any case, with spaces around (BIP39 compares in NFKD). */
function plain(word: string): string {
  return word.normalize('NFKD').trim().toLowerCase()
}
