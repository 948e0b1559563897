/**
 * Words for people, in two languages side by side, so that a missing one is a type error. A text may hold `{name}`; in Korean also
 * `{name:이/가}`, which adds the particle that fits what the name ends in. Which values a text needs follows from its English form.
 */
import { josa } from 'es-hangul'

export type Language = 'ko' | 'en'
export interface Entry {
  readonly en: string
  readonly ko: string
}
export type Catalogue = Readonly<Record<string, Entry>>

type Placeholder<S extends string> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholder<Rest> : never
type Values<S extends string> = Readonly<Record<Placeholder<S>, string | number>>
/** Nothing to give where the text has no placeholder. */
type Arguments<S extends string> = [Placeholder<S>] extends [never] ? readonly [] : readonly [values: Values<S>]

export type Translate<C extends Catalogue> = <K extends keyof C & string>(key: K, ...values: Arguments<C[K]['en']>) => string

export function translator<C extends Catalogue>(catalogue: C, language: Language): Translate<C> {
  return (key, ...[values]) => fill(catalogue[key]?.[language] ?? key, values ?? {})
}

const PLACEHOLDER = /\{([a-zA-Z]+)(?::([^}]+))?\}/g

/** Values are put in as they are: what looks like a placeholder inside one stays text. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(PLACEHOLDER, (whole, name: string, particle: string | undefined) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return whole
    return particle === undefined ? String(value) : `${value}${particleFor(String(value), particle)}`
  })
}

type Particle = Parameters<typeof josa.pick>[1]
const PARTICLES = [
  '이/가',
  '을/를',
  '은/는',
  '으로/로',
  '와/과',
  '이나/나',
  '이란/란',
  '아/야',
  '이랑/랑',
  '이에요/예요',
  '으로서/로서',
  '으로써/로써',
  '으로부터/로부터',
  '이라/라',
] as const satisfies readonly Particle[]

function particleFor(word: string, wanted: string): string {
  const particle = PARTICLES.find((known) => known === wanted)
  return particle === undefined ? wanted : josa.pick(lastSounding(word), particle)
}

const DIGITS = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구']

/** Letters whose Korean names end in a consonant; the others end in a vowel. */
const LETTERS: Readonly<Record<string, string>> = { l: '엘', m: '엠', n: '엔', r: '알' }

/** A particle follows what is spoken: digits and Latin letters have Korean names (ui.md §7), punctuation and pictures have none. */
function lastSounding(word: string): string {
  const spoken = word.match(/[\p{L}\p{N}]/gu)?.at(-1) ?? word
  return DIGITS[Number(spoken)] ?? LETTERS[spoken.toLowerCase()] ?? spoken
}

/** From `LANG` and its like: Korean for a Korean locale, English for any other. */
export function languageOf(locale: string | undefined): Language {
  return /^ko(?:[_.@-]|$)/i.test(locale ?? '') ? 'ko' : 'en'
}
