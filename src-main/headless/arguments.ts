/**
 * From words on a command line to typed values, by a table of what a command takes. Everything unknown, missing or malformed is a
 * `UsageFailure` that says what was meant, perhaps. `--` ends the options; a text may begin with a dash when it is not an option's shape.
 */
import type { Entry } from '../../shared/i18n/index.ts'
import { UsageFailure } from './failure.ts'
import { nearest } from './nearest.ts'

/** count: whole number ≥ 1. duration: `30s`, `30m`, `12h`, `7d`, in ms. list: may be given several times. */
export interface OptionSpec {
  readonly kind: 'flag' | 'text' | 'list' | 'count' | 'duration'
  /** What the help calls the value. */
  readonly value?: string
  readonly required?: boolean
  readonly help: Entry
}
export type OptionTable = Readonly<Record<string, OptionSpec>>

export interface Positionals {
  /** As the help shows them, for instance `[WHO] NAME`. */
  readonly shown: string
  readonly min: number
  /** Infinity: the rest is one text. */
  readonly max: number
}

type ValueOf<O extends OptionSpec> = O['kind'] extends 'flag'
  ? boolean
  : O['kind'] extends 'list'
    ? readonly string[]
    : O['kind'] extends 'text'
      ? string | Missing<O>
      : number | Missing<O>
type Missing<O extends OptionSpec> = O extends { readonly required: true } ? never : undefined
export type ValuesOf<T extends OptionTable> = { readonly [K in keyof T]: ValueOf<T[K]> }
export type Raw = Readonly<Record<string, boolean | string | number | readonly string[] | undefined>>

export interface Parsed {
  readonly values: Raw
  readonly words: readonly string[]
}

export function parseArguments(args: readonly string[], table: OptionTable): Parsed {
  const values: Record<string, boolean | string | number | readonly string[] | undefined> = {}
  for (const [name, { kind }] of Object.entries(table)) values[name] = kind === 'flag' ? false : kind === 'list' ? [] : undefined
  const words: string[] = []
  const queue = [...args]
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    if (next === '--') {
      words.push(...queue.splice(0))
    } else if (/^--[a-z]/.test(next)) {
      const equals = next.indexOf('=')
      const name = equals === -1 ? next.slice(2) : next.slice(2, equals)
      const spec = Object.hasOwn(table, name) ? table[name] : undefined
      if (spec === undefined) throw unknownOption(name, Object.keys(table))
      const given = equals === -1 ? undefined : next.slice(equals + 1)
      values[name] = optionValue(name, spec, given ?? (spec.kind === 'flag' ? undefined : queue.shift()), values[name])
    } else {
      words.push(next)
    }
  }
  for (const [name, { required }] of Object.entries(table)) {
    if (required === true && values[name] === undefined) throw usage(`--${name} is needed.`, `--${name} 옵션이 필요해요.`)
  }
  return { values, words }
}

function optionValue(
  name: string,
  spec: OptionSpec,
  given: string | undefined,
  before: boolean | string | number | readonly string[] | undefined,
): boolean | string | number | readonly string[] {
  if (spec.kind === 'flag') {
    if (given !== undefined) throw usage(`--${name} takes no value.`, `--${name} 옵션은 값을 받지 않아요.`)
    return true
  }
  if (given === undefined) throw usage(`--${name} needs a value.`, `--${name} 옵션에 값이 필요해요.`)
  if (spec.kind === 'list') return [...(Array.isArray(before) ? (before as readonly string[]) : []), given]
  if (before !== undefined) throw usage(`--${name} is given twice.`, `--${name} 옵션이 두 번 나왔어요.`)
  if (spec.kind === 'count') return countOf(name, given)
  return spec.kind === 'duration' ? durationOf(name, given) : given
}

function countOf(name: string, given: string): number {
  const count = /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (count < 1) throw usage(`--${name} needs a whole number from 1.`, `--${name} 옵션에는 1 이상의 정수가 필요해요.`)
  return count
}

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

function durationOf(name: string, given: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(given) ?? []
  const ms = Number(count ?? 0) * (UNIT_MS[unit ?? ''] ?? 0)
  if (ms < 1)
    throw usage(`--${name} needs a time such as 30s, 30m, 12h or 7d.`, `--${name} 옵션에는 30s, 30m, 12h, 7d 같은 시간이 필요해요.`)
  return ms
}

function unknownOption(name: string, known: readonly string[]): UsageFailure {
  const shown = name.slice(0, 64)
  const guess = nearest(name, known)
  if (guess === undefined) return usage(`There is no option --${shown}. Try --help.`, `--${shown} 옵션은 없어요. --help를 보세요.`)
  return usage(`There is no option --${shown}. Did you mean --${guess}?`, `--${shown} 옵션은 없어요. 혹시 --${guess}인가요?`)
}

function usage(en: string, ko: string): UsageFailure {
  return new UsageFailure({ en, ko })
}
