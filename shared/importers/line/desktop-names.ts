/**
 * Where a name ends in the desktop layout, which puts nothing but a space there (IMP-28). The longest beginnings that come again in the first
 * lines are names; so is what stands before a word in place of a picture. Anybody else is called by one word.
 */
import { IMPORT } from '../../limits.ts'
import { detached } from '../text/index.ts'
import { isBareWord, isEvent, isUnsent } from './bodies.ts'

const WORDS_OF_NAME = 4
/** How much of what begins so goes on with words that come again. */
const COVERED = 0.9

export interface Named {
  readonly author: string
  readonly body: string
}

export class DesktopNames {
  readonly #names = new Set<string>()

  constructor(rests: readonly string[], title: string | undefined) {
    if (title !== undefined) this.#names.add(title)
    const spoken = rests.filter((rest) => rest.includes(' ') && !isEvent(rest) && !isUnsent(rest))
    const next = new Map<string, Map<string, number>>()
    for (const rest of spoken) {
      const words = firstWords(rest)
      for (let count = 1; count < words.length; count += 1) {
        const prefix = words.slice(0, count).join(' ')
        const after = next.get(prefix) ?? new Map<string, number>()
        after.set(words[count] ?? '', (after.get(words[count] ?? '') ?? 0) + 1)
        next.set(prefix, after)
      }
      const space = rest.lastIndexOf(' ')
      const before = rest.slice(0, space)
      if (isBareWord(rest.slice(space + 1)) && before.split(' ', WORDS_OF_NAME + 1).length <= WORDS_OF_NAME) this.#learn(before, spoken)
    }
    for (const first of new Set(spoken.map((rest) => rest.slice(0, rest.indexOf(' ')))))
      for (const name of longest(first, next)) this.#names.add(detached(name))
  }

  /** undefined: nobody wrote it: an event, or a sentence without a gap. */
  split(rest: string): Named | undefined {
    const words = firstWords(rest)
    for (let count = Math.min(words.length, WORDS_OF_NAME); count > 0; count -= 1) {
      const name = words.slice(0, count).join(' ')
      if (this.#names.has(name) && !isEvent(rest)) return { author: name, body: rest.slice(name.length + 1) }
    }
    if (words.length < 2 || isEvent(rest) || isUnsent(rest)) return undefined
    const author = words[0] ?? ''
    if (author === '') return undefined
    if (this.#names.size < IMPORT.KNOWN_NAMES) this.#names.add(detached(author))
    return { author, body: rest.slice(author.length + 1) }
  }

  /** A name that stands before a picture, if it begins another line too. */
  #learn(name: string, spoken: readonly string[]): void {
    if (name !== '' && spoken.filter((rest) => rest.startsWith(`${name} `)).length > 1) this.#names.add(detached(name))
  }
}

function firstWords(rest: string): readonly string[] {
  return rest.slice(0, 4 * IMPORT.AUTHOR_CHARACTERS).split(' ', WORDS_OF_NAME + 1)
}

/** The longest beginnings that recur; where what follows always is the same word, that word belongs to the name, if others follow it. */
function longest(first: string, next: ReadonlyMap<string, ReadonlyMap<string, number>>): readonly string[] {
  const after = next.get(first)
  if (after === undefined) return [first]
  const all = [...after.values()].reduce((sum, times) => sum + times, 0)
  const recurring = [...after].filter(([, times]) => times > 1)
  const covered = recurring.reduce((sum, [, times]) => sum + times, 0)
  if (covered < COVERED * all || first.split(' ').length >= WORDS_OF_NAME) return [first]
  const longer = recurring.map(([word]) => `${first} ${word}`)
  const isVaried = (name: string): boolean => (next.get(name)?.size ?? 0) > 1
  return longer.every((name) => isVaried(name) || longest(name, next).some(isVaried))
    ? longer.flatMap((name) => longest(name, next))
    : [first]
}
