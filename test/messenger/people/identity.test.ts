/** Who I am: made once, restored as a new device, and never mistaken for nobody. */
import { expect, test } from 'vitest'
import { toHex, utf8 } from '../../../shared/codec/index.ts'
import { accountFromWords } from '../../../shared/identity/index.ts'
import { createIdentity, loadIdentity, restoreIdentity } from '../../../shared/messenger/people/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { FakeClock } from '../../harness/fake-clock.ts'
import { Town, crypto, rng } from './town.ts'

const clock = new FakeClock()
const deps = () => ({ store: memoryStore(), crypto, rng, clock })

test('an identity is on disk, whole, before its words are shown', () => {
  const own = deps()
  const { words, identity } = expectOk(createIdentity(own, { name: 'Mum', language: 'ko', deviceName: 'Laptop' }))
  own.store.crash()
  expect(words).toHaveLength(12)
  expect(loadIdentity(own.store, crypto)).toEqual(identity)
  expect(identity.card.certificates).toMatchObject([{ name: 'Mum', kind: 'full', issuer: identity.account }])
})

test('the account key is stored nowhere', () => {
  const own = deps()
  const { words } = expectOk(createIdentity(own, { name: 'Mum', language: 'en' }))
  const { seed } = expectOk(accountFromWords(crypto, words.join(' ')))
  for (const [, value] of own.store.values.list('profile')) {
    expect(toHex(value)).not.toContain(toHex(seed))
    const text = new TextDecoder().decode(value)
    expect(words.filter((word) => word.length > 4 && text.includes(word))).toEqual([])
  }
})

test('[GOV-6] the same words make a new device of the same account, with the same key for own devices to find each other', () => {
  const { words, identity } = expectOk(createIdentity(deps(), { name: 'Mum', language: 'en' }))
  const again = expectOk(restoreIdentity(deps(), { name: 'Mum', language: 'en', words: words.join('  ').toUpperCase() }))
  expect(again.account).toBe(identity.account)
  expect(again.keys.device).not.toBe(identity.keys.device)
  expect(toHex(again.selfKey)).toBe(toHex(identity.selfKey))
  expect(restoreIdentity(deps(), { name: 'Mum', language: 'en', words: 'one two' })).toEqual({ ok: false, code: 'WORD_COUNT' })
})

test('a profile is never written over, and one that cannot be read is never taken for none', () => {
  const own = deps()
  const first = expectOk(createIdentity(own, { name: 'Mum', language: 'en' }))
  expect(createIdentity(own, { name: 'Dad', language: 'en' })).toEqual({ ok: false, code: 'PROFILE_EXISTS' })
  expect(loadIdentity(own.store, crypto)).toEqual(first.identity)
  own.store.values.put('profile', 'me', utf8('broken'))
  expect(() => loadIdentity(own.store, crypto)).toThrow('cannot be read')
  expect(createIdentity(own, { name: 'Dad', language: 'en' })).toEqual({ ok: false, code: 'PROFILE_EXISTS' })
  expect(loadIdentity(memoryStore(), crypto)).toBeUndefined()
})

test.each([
  ['', 'EMPTY'],
  [' \u202e\u200b ', 'EMPTY'],
  ['x'.repeat(41), 'TOO_LONG'],
  ['x'.repeat(10_000), 'TOO_LONG'],
])('[SYNC-16] a name that does not fit is refused: %.12j', (name, code) => {
  expect(createIdentity(deps(), { name, language: 'en' })).toEqual({ ok: false, code })
  const { people } = new Town().person('Mum')
  expect(people.rename(name)).toEqual({ ok: false, code })
  expect(people.me().name).toBe('Mum')
})

test('forty characters fit, and a new name survives a restart', () => {
  const town = new Town()
  const mum = town.person('Mum')
  expectOk(mum.people.rename(' \u202e사랑방 '))
  mum.restart()
  expect(mum.people.me()).toMatchObject({ name: '사랑방', account: mum.account, device: mum.device, deviceName: 'Mum' })
  expectOk(mum.people.rename('😀'.repeat(40)))
  expect([...mum.people.me().name]).toHaveLength(40)
})
