import { describe, expect, it } from 'vitest'
import { type OptionTable, parseArguments } from '../../src-main/headless/arguments.ts'
import { UsageFailure } from '../../src-main/headless/failure.ts'
import { nearest } from '../../src-main/headless/nearest.ts'

const help = { en: '', ko: '' }
const TABLE = {
  room: { kind: 'text', help },
  'up-to': { kind: 'text', help },
  all: { kind: 'flag', help },
  member: { kind: 'list', help },
  limit: { kind: 'count', help },
  expires: { kind: 'duration', help },
} as const satisfies OptionTable

const parse = (...args: string[]) => parseArguments(args, TABLE)

describe('arguments', () => {
  it('reads options in both forms and words in order', () => {
    const { values, words } = parse('--room', '가족', 'a', '--limit=5', '--all', 'b', '--member', 'x', '--member=y')
    expect(values).toMatchObject({ room: '가족', limit: 5, all: true, member: ['x', 'y'] })
    expect(words).toEqual(['a', 'b'])
  })

  it('takes everything after -- as words, and a text that begins with one dash', () => {
    expect(parse('-5도', '--', '--room', '--').words).toEqual(['-5도', '--room', '--'])
  })

  it('takes the next word as a value even when it looks like an option', () => {
    expect(parse('--room', '--all').values).toMatchObject({ room: '--all', all: false })
  })

  it('takes what has not the shape of an option as a word', () => {
    expect(parse('--__proto__', '--', '-').words).toEqual(['--__proto__', '-'])
  })

  it('keeps an equals sign inside a value', () => {
    expect(parse('--room=a=b').values).toMatchObject({ room: 'a=b' })
  })

  it.each([
    ['30m', 1_800_000],
    ['12h', 43_200_000],
    ['30s', 30_000],
    ['7d', 604_800_000],
  ])('reads %s as a time', (text, ms) => {
    expect(parse('--expires', text).values['expires']).toBe(ms)
  })

  it.each([
    [['--rom', 'x'], /--room/],
    [['--nothing-like-it'], /--help/],
    [['--room'], /value/],
    [['--all=yes'], /no value/],
    [['--room', 'a', '--room', 'b'], /twice/],
    [['--limit', '0'], /whole number/],
    [['--limit', '-1'], /whole number/],
    [['--limit', '1.5'], /whole number/],
    [['--limit', '9999999999'], /whole number/],
    [['--expires', '7'], /time/],
    [['--expires', '0d'], /time/],
    [['--expires', '1w'], /time/],
    [['--constructor', 'x'], /no option/],
  ])('refuses %j', (args, why) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ constructor: UsageFailure, message: expect.stringMatching(why) }))
  })
})

describe('the nearest word', () => {
  it.each([
    ['romos', 'rooms'],
    ['mesages', 'messages'],
    ['statsu', 'status'],
    ['xyzzy', undefined],
    ['', undefined],
    ['r'.repeat(10_000), undefined],
  ])('of %s is %s', (typed, wanted) => {
    expect(nearest(typed, ['rooms', 'messages', 'status', 'me'])).toBe(wanted)
  })
})
