/** Words, safety numbers, pairing codes and names. V3 and V10 run on both back ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../shared/codec/index.ts'
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'
import {
  PAIRING_NONCE_BYTES,
  accountFromWords,
  checkSafetyLink,
  cleanName,
  createDevice,
  deviceFromSecrets,
  isCommitted,
  newWords,
  pairingCode,
  pairingCommitment,
  safetyLink,
  safetyNumber,
} from '../../shared/identity/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aPerson } from '../harness/person.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

const crypto = nodeCrypto()
const backEnds = [
  ['node', crypto],
  ['noble', nobleCrypto()],
] as const
const mum = aPerson(crypto, 1)
const dad = aPerson(crypto, 2)

interface WordsVector {
  readonly words: string
  readonly account: string
}
interface SafetyVector {
  readonly accounts: readonly [string, string]
  readonly number: string
}

describe('words', () => {
  const { cases } = loadVectors<{ readonly cases: readonly WordsVector[] }>('v03-words')

  test.each(backEnds)('V3 on %s: composed, decomposed and untidily typed words give the account', (_name, backEnd) => {
    for (const { words, account } of cases) {
      for (const typed of [words.normalize('NFC'), words.normalize('NFD'), ` \n${words.toUpperCase().replaceAll(' ', ' \t\u3000')} `]) {
        expect(expectOk(accountFromWords(backEnd, typed)).account).toBe(account)
      }
    }
  })

  test('new words of either language are twelve, composed, and give an account', () => {
    for (const language of ['ko', 'en'] as const) {
      const words = newWords(systemRng(), language)
      expect(words).toBe(words.normalize('NFC'))
      expect(words.split(' ')).toHaveLength(12)
      const { account, seed } = expectOk(accountFromWords(crypto, words))
      expect(account).toBe(toHex(crypto.ed25519PublicKey(seed)))
    }
  })

  test('says what is wrong: how many, which one, or that they do not belong together', () => {
    const words = (cases[0]?.words ?? '').split(' ')
    expect(accountFromWords(crypto, words.slice(1).join(' '))).toEqual({ ok: false, code: 'WORD_COUNT' })
    expect(accountFromWords(crypto, '')).toEqual({ ok: false, code: 'WORD_COUNT' })
    expect(accountFromWords(crypto, words.with(4, '없는낱말').join(' '))).toEqual({ ok: false, code: 'WORD_UNKNOWN', position: 4 })
    // An English word among Korean ones is the mistake, not the other eleven.
    expect(accountFromWords(crypto, words.with(7, 'zoo').join(' '))).toEqual({ ok: false, code: 'WORD_UNKNOWN', position: 7 })
    const swapped = words.with(0, words[1] ?? '').with(1, words[0] ?? '')
    expect(accountFromWords(crypto, swapped.join(' '))).toEqual({ ok: false, code: 'WORD_CHECKSUM' })
  })

  test('any text gives an account or a code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        expect(accountFromWords(crypto, typed).ok).toBe(false)
      }),
    )
  })
})

describe('device keys', () => {
  test('come from stored secrets again, and differ between devices', () => {
    const keys = createDevice(crypto, systemRng())
    expect(deviceFromSecrets(crypto, keys.seed, keys.sealSecret)).toEqual(keys)
    expect(createDevice(crypto, systemRng()).device).not.toBe(keys.device)
    expect(keys.seed).not.toEqual(keys.sealSecret)
  })
})

describe('[ENC-8] safety number', () => {
  const { cases } = loadVectors<{ readonly cases: readonly SafetyVector[] }>('v10-safety-number')

  test.each(backEnds)('V10 on %s, the same from both sides', (_name, backEnd) => {
    for (const { accounts, number } of cases) {
      const [one, other] = [idFromBytes('account', unhex(accounts[0])), idFromBytes('account', unhex(accounts[1]))]
      expect(safetyNumber(backEnd, one, other)).toBe(number)
      expect(safetyNumber(backEnd, other, one)).toBe(number)
    }
  })

  test('is twelve groups of five digits and differs for other people', () => {
    const number = safetyNumber(crypto, mum.account, dad.account)
    expect(number).toMatch(/^\d{5}( \d{5}){11}$/)
    expect(safetyNumber(crypto, mum.account, aPerson(crypto, 3).account)).not.toBe(number)
  })

  test('scanning their screen matches only if it is theirs and meant for me', () => {
    const shown = safetyLink(dad.account, mum.account)
    expect(checkSafetyLink(shown, mum.account, dad.account)).toBe('MATCH')
    // My own code, somebody else's screen, or theirs shown to another person.
    expect(checkSafetyLink(safetyLink(mum.account, dad.account), mum.account, dad.account)).toBe('MISMATCH')
    expect(checkSafetyLink(shown, mum.account, aPerson(crypto, 3).account)).toBe('MISMATCH')
    for (const junk of ['', 'https://example.org', shown.slice(0, -1), `${shown}A`, shown.padEnd(300, 'A')]) {
      expect(checkSafetyLink(junk, mum.account, dad.account)).toBe('NO_LINK')
    }
    fc.assert(
      fc.property(fc.string(), (junk) => {
        expect(checkSafetyLink(junk, mum.account, dad.account)).toBe('NO_LINK')
      }),
    )
  })
})

describe('pairing code', () => {
  const nonce = (byte: number): Uint8Array => new Uint8Array(PAIRING_NONCE_BYTES).fill(byte)
  const side = (person: typeof mum): { account: typeof mum.account; device: typeof mum.device.device } => ({
    account: person.account,
    device: person.device.device,
  })

  test('is six digits, the same from both sides, another for other nonces or people', () => {
    const one = { ...side(mum), nonce: nonce(1) }
    const other = { ...side(dad), nonce: nonce(2) }
    const code = pairingCode(crypto, one, other)
    expect(code).toMatch(/^\d{6}$/)
    expect(pairingCode(crypto, other, one)).toBe(code)
    expect(pairingCode(crypto, { ...one, nonce: nonce(3) }, other)).not.toBe(code)
    expect(pairingCode(crypto, { ...one, ...side(aPerson(crypto, 3)) }, other)).not.toBe(code)
    // Nonces belong to their side: swapped they are another pairing.
    expect(pairingCode(crypto, { ...one, nonce: nonce(2) }, { ...other, nonce: nonce(1) })).not.toBe(code)
  })

  test('a commitment holds for its nonce and its side only', () => {
    const commitment = pairingCommitment(crypto, side(mum), nonce(1))
    expect(isCommitted(crypto, commitment, side(mum), nonce(1))).toBe(true)
    expect(isCommitted(crypto, commitment, side(mum), nonce(2))).toBe(false)
    // Sent back to its maker by somebody in between it commits to nothing.
    expect(isCommitted(crypto, commitment, side(dad), nonce(1))).toBe(false)
    expect(isCommitted(crypto, commitment, side(mum), nonce(1).subarray(1))).toBe(false)
    expect(isCommitted(crypto, commitment.subarray(1), side(mum), nonce(1))).toBe(false)
  })
})

describe('[SYNC-16] names', () => {
  test('lose controls, bidi controls and what is invisible, keep joined emoji, and are one line', () => {
    expect(cleanName('  엄마\n\t가게  ')).toBe('엄마 가게')
    expect(cleanName('a\u202eb\u2066c\u200f\u061c\u0000\u007f\u200b\ufeffd')).toBe('abcd')
    expect(cleanName('👨‍👩‍👧')).toBe('👨‍👩‍👧')
    expect(cleanName('\u200d \u202e\u2028')).toBe('')
    expect(cleanName('엄마'.normalize('NFD'))).toBe('엄마')
    expect(cleanName('\ud800x')).toBe('x')
    expect(cleanName('e\u200b\u0301')).toBe('é')
    expect(cleanName(`${'\u200d'.repeat(1_000_000)}x`)).toBe('')
  })

  test('are at most 40 characters, never ill-formed, and clean already the second time', () => {
    expect([...cleanName('👍'.repeat(40))]).toHaveLength(40)
    expect([...cleanName('👍'.repeat(41))]).toHaveLength(40)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (given) => {
        const name = cleanName(given)
        expect([...name].length).toBeLessThanOrEqual(40)
        expect(name.isWellFormed()).toBe(true)
        expect(cleanName(name)).toBe(name)
      }),
    )
  })
})
