/**
 * Who wrote it, and where the name ends (IMP-22). A name may hold colons and commas, and a notice without an author may hold a colon: names that
 * come again in the first lines are known from the start, others are learnt as they come, `IMPORT.KNOWN_NAMES` at most.
 */
import { IMPORT } from '../../limits.ts'
import { detached } from '../text/index.ts'
import { beginsWithVerb } from './notices.ts'

export interface Authored {
  readonly author: string
  readonly body: string
}

/** A name is looked for no further than this: 80 characters may be 320 units with their marks. */
const WINDOW = 4 * IMPORT.AUTHOR_CHARACTERS
const EDGE_MARKS = /^[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+|[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+$/g
const PHONE = /^\+\d[\d\s()\-\u00a0\u2011]{5,20}/
/** Times a longer name must come, and a shorter one never, before a colon is believed to belong to a name. */
const RECURRING = 3
/** Colons that are looked at as the end of one name. */
const COLONS = 8

export class Authors {
  readonly #known = new Set<string>()
  readonly #withColon = new Set<string>()

  /** `rests`: what follows the stamps in the head; `title`: of the conversation, often the name of who is spoken to. */
  constructor(rests: readonly string[], title: string | undefined) {
    const shorter = new Map<string, number>()
    const longer = new Map<string, number>()
    for (const rest of rests) {
      const [first, ...others] = endsOfNames(rest).map((end) => nameBefore(rest, end))
      if (first === undefined) continue
      shorter.set(first, (shorter.get(first) ?? 0) + 1)
      for (const name of others) longer.set(name, (longer.get(name) ?? 0) + 1)
    }
    for (const [name, times] of shorter) if (times > 1) this.#known.add(detached(name))
    for (const [name, times] of longer) {
      const beginning = [...shorter].find(([short, shortTimes]) => shortTimes === times && name.startsWith(`${short}: `))
      if (name === title || (times >= RECURRING && beginning !== undefined)) this.#withColon.add(detached(name))
    }
    if (title !== undefined) this.#known.add(title)
  }

  /** undefined: nobody wrote it. */
  split(rest: string): Authored | undefined {
    const ends = endsOfNames(rest)
    if (this.#withColon.size > 0) {
      const end = ends.findLast((at) => this.#withColon.has(nameBefore(rest, at)))
      if (end !== undefined) return { author: nameBefore(rest, end), body: bodyAfter(rest, end) }
    }
    const [end] = ends
    if (end === undefined) return undefined
    const author = nameBefore(rest, end)
    if (!this.#known.has(author)) {
      if (this.#isNotice(author)) return undefined
      if (this.#known.size < IMPORT.KNOWN_NAMES) this.#known.add(detached(author))
    }
    return { author, body: bodyAfter(rest, end) }
  }

  /** `Ben changed the subject to "Team`: the colon stands inside quotation marks, or a verb of notices follows somebody's name. */
  #isNotice(name: string): boolean {
    if (hasOpenQuote(name)) return true
    const phone = PHONE.exec(name)?.[0]
    if (phone !== undefined && beginsWithVerb(name.slice(phone.length).trimStart())) return true
    for (let space = name.indexOf(' '); space !== -1; space = name.indexOf(' ', space + 1)) {
      const before = name.slice(0, space)
      const isSomebody = before === 'You' || this.#known.has(before)
      if (isSomebody && beginsWithVerb(name.slice(space + 1))) return true
    }
    return false
  }
}

/** Where a name may end: colons followed by a space, or by nothing (an empty message). */
function endsOfNames(rest: string): readonly number[] {
  const ends: number[] = []
  const window = rest.length > WINDOW ? rest.slice(0, WINDOW) : rest
  for (let at = window.indexOf(':'); at !== -1 && ends.length < COLONS; at = window.indexOf(':', at + 1)) {
    const next = rest[at + 1]
    if (next !== undefined && next !== ' ' && next !== '\u00a0' && next !== '\u200e') continue
    const name = nameBefore(rest, at)
    if (name === '') continue
    if ([...name].length > IMPORT.AUTHOR_CHARACTERS) break
    ends.push(at)
  }
  return ends
}

function nameBefore(rest: string, end: number): string {
  return rest.slice(0, end).replace(EDGE_MARKS, '')
}

function bodyAfter(rest: string, end: number): string {
  const next = rest[end + 1]
  return rest.slice(next === ' ' || next === '\u00a0' ? end + 2 : end + 1)
}

const PAIRS: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ['「', '」'],
  ['『', '』'],
]

function hasOpenQuote(name: string): boolean {
  if (name.split('"').length % 2 === 0) return true
  return PAIRS.some(([open, close]) => name.includes(open) && name.lastIndexOf(open) > name.lastIndexOf(close))
}
