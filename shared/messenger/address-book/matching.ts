/**
 * Who may be whom (BOOK-3): guesses with their reasons, the surest first. Same number, same address, same name, a name that differs by spaces,
 * an honorific or how family calls somebody. Nothing follows from a guess but a question.
 */
import type { MatchReason } from '../api-imports.ts'

export interface Matchable {
  readonly names: readonly string[]
  readonly e164: readonly string[]
  readonly emails: readonly string[]
}

/** Endings that Korean and English add to a name. */
const HONORIFICS = [
  '사장님',
  '선생님',
  '이모님',
  '고모님',
  '삼촌',
  '이모',
  '고모',
  '누나',
  '언니',
  '오빠',
  '형님',
  '엄마',
  '아빠',
  '씨',
  '님',
  '형',
  '쌤',
  '샘',
]
const TITLES = /^(?:mr|mrs|ms|dr)\.?\s+/
const READ_CHARACTERS = 128
/** Of one name or number: a file of twenty thousand namesakes asks no two hundred million questions. */
const ALIKE = 16
const SURENESS: readonly MatchReason[] = ['same-phone', 'same-email', 'same-name', 'similar-name', 'same-room']

/** Folded for comparing: composed, without case, marks of direction and signs. */
export function plainName(name: string): string {
  return name
    .slice(0, READ_CHARACTERS)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\p{Cf}\p{Extended_Pictographic}\ufe0f]/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
}

/** Without spaces, honorifics and titles; empty where nothing else is left, for `엄마` is a name of its own then. */
export function bareName(name: string): string {
  let bare = plainName(name)
    .replace(TITLES, '')
    .replaceAll(/[\s().,·_-]/gu, '')
  for (let isCut = true; isCut;) {
    const ending = HONORIFICS.find((each) => bare.endsWith(each) && [...bare].length - [...each].length >= 2)
    isCut = ending !== undefined
    if (ending !== undefined) bare = bare.slice(0, -ending.length)
  }
  return bare
}

/** Everybody who may be somebody, found by what they share; a book of 20,000 is walked once. */
export class MatchIndex<T> {
  readonly #byKey = new Map<string, { readonly why: MatchReason; readonly whom: Set<T> }>()

  add(whom: T, matchable: Matchable): void {
    for (const [why, key] of keysOf(matchable)) {
      const held = this.#byKey.get(key)
      if (held === undefined) this.#byKey.set(key, { why, whom: new Set([whom]) })
      else if (held.whom.size < ALIKE) held.whom.add(whom)
    }
  }

  /** Each once, with the best reason, the surest first. */
  find(matchable: Matchable): readonly { readonly whom: T; readonly why: MatchReason }[] {
    const found = new Map<T, MatchReason>()
    for (const [why, key] of keysOf(matchable)) {
      for (const whom of this.#byKey.get(key)?.whom ?? []) {
        const before = found.get(whom)
        if (before === undefined || SURENESS.indexOf(why) < SURENESS.indexOf(before)) found.set(whom, why)
      }
    }
    return [...found].map(([whom, why]) => ({ whom, why })).toSorted((a, b) => SURENESS.indexOf(a.why) - SURENESS.indexOf(b.why))
  }
}

export function isSurer(one: MatchReason, other: MatchReason): number {
  return SURENESS.indexOf(one) - SURENESS.indexOf(other)
}

function keysOf({ names, e164, emails }: Matchable): readonly (readonly [MatchReason, string])[] {
  const keys: (readonly [MatchReason, string])[] = [
    ...e164.map((number) => ['same-phone', `p${number}`] as const),
    ...emails.map((address) => ['same-email', `m${address.trim().toLowerCase()}`] as const),
  ]
  for (const name of names) {
    const plain = plainName(name)
    if (plain === '') continue
    keys.push(['same-name', `n${plain}`])
    const bare = bareName(name)
    if (bare !== '') keys.push(['similar-name', `b${bare}`])
  }
  return keys
}
