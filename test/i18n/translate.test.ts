import { describe, expect, it } from 'vitest'
import * as i18n from '../../shared/i18n/index.ts'
import { type Entry, fill, languageOf, translator } from '../../shared/i18n/index.ts'
import { REACH_CODES } from '../../shared/reach/index.ts'
import { RPC_CODES } from '../../shared/rpc/index.ts'

const catalogues: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  errors: i18n.errors,
  systemLines: i18n.systemLines,
  deliveryStates: i18n.deliveryStates,
  knockStates: i18n.knockStates,
  localReasons: i18n.localReasons,
  protections: i18n.protections,
  reachReasons: i18n.reachReasons,
  reachStates: i18n.reachStates,
  roles: i18n.roles,
  roomKinds: i18n.roomKinds,
  roomStates: i18n.roomStates,
}
const entries = Object.entries(catalogues).flatMap(([name, catalogue]) =>
  Object.entries(catalogue).map(([key, entry]) => [`${name}.${key}`, entry] as const),
)
const placeholders = (text: string) => new Set([...text.matchAll(/\{([a-zA-Z]+)/g)].map(([, name]) => name))

describe('the catalogue', () => {
  it.each(entries)('%s has both languages, with the same values and known particles', (_name, entry) => {
    expect(entry.en.trim()).not.toBe('')
    expect(entry.ko).toMatch(/[가-힣]|1:1|\{by\}/)
    expect(placeholders(entry.ko)).toEqual(placeholders(entry.en))
    const values = Object.fromEntries([...placeholders(entry.ko)].map((name) => [name, '엄마']))
    expect(fill(entry.ko, values)).not.toMatch(/[{}]|엄마[가-힣]+\/[가-힣]+/)
  })

  it('has a sentence for every code of the boundary and of reach', () => {
    for (const code of RPC_CODES) expect(i18n.isErrorCode(code)).toBe(true)
    for (const code of REACH_CODES) expect(i18n.reachReasons[code]).toBeDefined()
    expect(i18n.isErrorCode('constructor')).toBe(false)
  })
})

describe('translation', () => {
  it.each([
    ['{name:이/가}', '엄마', '엄마가'],
    ['{name:이/가}', '삼촌', '삼촌이'],
    ['{name:을/를}', '가게', '가게를'],
    ['{name:은/는}', 'Dad', 'Dad는'],
    ['{name:이/가}', 'Mum', 'Mum이'],
    ['{name:을/를}', 'SEAN', 'SEAN을'],
    ['{name:으로/로}', 'Paul', 'Paul로'],
    ['{name:으로/로}', 'Tom', 'Tom으로'],
    ['{name:이/가}', 'constructor', 'constructor이'],
    ['{name:으로/로}', '관리자', '관리자로'],
    ['{name:으로/로}', '방장', '방장으로'],
    ['{name:이/가}', '가게 3', '가게 3이'],
    ['{name:이/가}', '삼촌!', '삼촌!이'],
    ['{name:이/가}', '🙂', '🙂가'],
  ])('fills %s with %s', (template, name, text) => {
    expect(fill(template, { name })).toBe(text)
  })

  it('puts values in as they are', () => {
    expect(fill('{a} {b}', { a: '{b}', b: '$&' })).toBe('{b} $&')
    expect(fill('{constructor}', {})).toBe('{constructor}')
  })

  it('gives the language asked for', () => {
    const catalogue = { hello: { en: 'Hello, {name}', ko: '{name:아/야}, 안녕' } } as const
    expect(translator(catalogue, 'en')('hello', { name: 'Mum' })).toBe('Hello, Mum')
    expect(translator(catalogue, 'ko')('hello', { name: '민준' })).toBe('민준아, 안녕')
  })

  it.each([
    ['ko_KR.UTF-8', 'ko'],
    ['ko', 'ko'],
    ['kok_IN', 'en'],
    ['en_GB.UTF-8', 'en'],
    ['C', 'en'],
    [undefined, 'en'],
  ])('takes %s for %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })
})
