/** PPL-16, docs/decisions/022: the words stay until their owner has shown to have them, and then leave the files. */
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemRng } from '../../../shared/crypto/index.ts'
import { createIdentity, restoreIdentity } from '../../../shared/messenger/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village } from '../../harness/village.ts'
import { aSqliteStore, rawly } from '../../store/sqlite-file.ts'

const crypto = nodeCrypto()

/** Somebody on a database of her own, whose words are kept, on a paper of ours too. */
function somebody(language: 'ko' | 'en' = 'ko') {
  const database = aSqliteStore()
  const village = new Village()
  const deps = { store: database.store, crypto, rng: systemRng(), clock: village.clock }
  const { words } = expectOk(createIdentity(deps, { name: 'Mum', language, keepWords: true }))
  const person = village.personOn('Mum', database.store)
  onTestFinished(() => {
    person.messenger.stop()
    database.store.close()
    database.dispose()
  })
  return { ...database, village, words, messenger: person.messenger }
}

/** A short text of Latin letters as it stands in a record. */
const cborText = (text: string) => Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)])

/** The file and its log as they are now, decrypted, with what lies in pages that are free. */
function plainBytes(file: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-words-'))
  const copy = join(folder, 'store.db')
  for (const part of ['', '-wal']) copyFileSync(`${file}${part}`, `${copy}${part}`)
  try {
    return rawly(copy, (connection) => connection.serialize())
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const given = (words: readonly string[], ...places: readonly number[]) => places.map((place) => ({ place, word: words[place] ?? '' }))
const NO_WORDS = { ok: false, code: 'NO_WORDS' }

test('[PPL-16] they can be shown again until three of them were typed, and then never', () => {
  const { messenger, words } = somebody()
  const heard: string[] = []
  messenger.subscribe(({ type }) => void heard.push(type))
  expect(messenger.me().wordsKept).toBe(true)
  expect(messenger.words()).toEqual({ words })
  expect(expectOk(messenger.checkWords(given(words, 11, 0, 5)))).toEqual({ wrong: [] })
  expect(heard).toEqual(['contact'])
  expect(messenger.me().wordsKept).toBe(false)
  expect(messenger.words()).toEqual({ words: undefined })
  expect(messenger.checkWords(given(words, 1, 2, 3))).toEqual(NO_WORDS)
})

test('[PPL-16] wrong ones are named by their place, and nothing is lost', () => {
  const { messenger, words } = somebody('en')
  const [right, other] = [given(words, 3)[0], words[7] === 'zoo' ? 'zone' : 'zoo']
  if (right === undefined) throw new Error('twelve words')
  const answers = [{ place: 9, word: words[9] === 'abandon' ? 'able' : 'abandon' }, right, { place: 7, word: other }]
  expect(expectOk(messenger.checkWords(answers))).toEqual({ wrong: [7, 9] })
  expect(messenger.words()).toEqual({ words })
  for (const strange of [
    given(words, 1, 2),
    given(words, 1, 1, 2),
    given(words, 0, 1, 12),
    given(words, -1, 1, 2),
    [],
    given(words, 0.5, 1, 2),
  ]) {
    expect(messenger.checkWords(strange)).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  }
  expect(messenger.me().wordsKept).toBe(true)
})

test('[PPL-16] they may be typed as people type: composed or not, in capitals, with spaces', () => {
  for (const [language, typed] of [
    ['ko', (word: string) => `  ${word.normalize('NFD')} `],
    ['ko', (word: string) => word.normalize('NFC')],
    ['en', (word: string) => ` ${word.toUpperCase()}\t`],
  ] as const) {
    const { messenger, words } = somebody(language)
    const answers = given(words, 2, 4, 6).map(({ place, word }) => ({ place, word: typed(word) }))
    expect(expectOk(messenger.checkWords(answers))).toEqual({ wrong: [] })
  }
})

test('[PPL-16] [DEL-3] once checked, no byte of them is left in the database or its log', () => {
  const { messenger, words, store, file, folder } = somebody('en')
  const phrase = words.join(' ')
  // Words that stand side by side in the record, as its writer puts them: text of five to eight letters with its length before it.
  const traces = words.slice(1).map((word, at) => Buffer.concat([cborText(words[at] ?? ''), cborText(word)]))
  const found = (bytes: Buffer) => traces.filter((trace) => bytes.includes(trace)).length + Number(bytes.includes(phrase))
  // The test can see what it looks for.
  expect(found(plainBytes(file))).toBe(traces.length)
  expectOk(messenger.checkWords(given(words, 0, 1, 2)))
  for (const name of readdirSync(folder)) expect(found(readFileSync(join(folder, name)))).toBe(0)
  expect(readFileSync(`${file}-wal`)).toHaveLength(0)
  expect(found(plainBytes(file))).toBe(0)
  expect(store.values.get('profile', 'words')).toBeUndefined()
})

test('[PPL-16] who did not ask for it, or typed the words himself, has none kept', () => {
  const village = new Village()
  const plain = village.person('Mum')
  expect([plain.messenger.me().wordsKept, plain.messenger.words().words]).toEqual([false, undefined])
  expect(plain.messenger.checkWords(given([], 0, 1, 2))).toEqual(NO_WORDS)
  const { words } = somebody('en')
  const database = aSqliteStore()
  onTestFinished(() => {
    database.store.close()
    database.dispose()
  })
  const deps = { store: database.store, crypto, rng: systemRng(), clock: village.clock }
  expectOk(restoreIdentity(deps, { name: 'Mum', language: 'en', words: words.join(' '), keepWords: true }))
  expect(village.personOn('Mum', database.store).messenger.me().wordsKept).toBe(false)
})
