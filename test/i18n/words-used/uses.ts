/**
 * Which texts of which catalogue the page asks for, read from the source text: `const say = useWords(roomsWords)`, then `say('title')` or
 * `say(isOpen ? 'close' : 'open')`. Where the key is worked out, every literal of that file counts, and of the files named for it.
 */
import { readSources } from '../../layering/index.ts'

export interface Use {
  readonly file: string
  readonly catalogue: string
  readonly key: string
}

export interface WorkedOut {
  readonly file: string
  readonly catalogue: string
  /** The argument as it is written. */
  readonly argument: string
}

export interface Uses {
  readonly literal: readonly Use[]
  readonly workedOut: readonly WorkedOut[]
}

const COMMENT = /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm
/** A translator made, handed over, or taken from the kit. */
const ALIAS = /\btype (?<name>\w+) = Translate<typeof (?<catalogue>\w+)>/g
const BINDINGS = [
  /\bconst (?<name>\w+) = (?:useWords|translator)\((?<catalogue>\w+)/g,
  /\b(?<name>\w+): Translate<typeof (?<catalogue>\w+)>/g,
  /\bconst (?<name>\w+) = use(?<kit>Ui|Gallery)Words\(\)/g,
]
/** What a choice depends on is no key. */
const COMPARISON = /[!=]==\s*'[^']*'/g
const LITERAL = /'([^'\\\n]*)'/g

export function pageSources(root: string): ReadonlyMap<string, string> {
  const sources = readSources(root, ['src-renderer'])
  return new Map([...sources].map(([file, text]) => [file, text.replaceAll(COMMENT, '')]))
}

/** Names that types of translators are given in the sources, with their catalogue. */
export function aliasesIn(sources: Iterable<string>): ReadonlyMap<string, string> {
  const found = [...sources].flatMap((source) => [...source.matchAll(ALIAS)])
  return new Map(found.map(({ groups }) => [groups?.['name'] ?? '', groups?.['catalogue'] ?? '']))
}

export function usesIn(file: string, source: string, aliases: ReadonlyMap<string, string>): Uses {
  const literal: Use[] = []
  const workedOut: WorkedOut[] = []
  const bindings = new Map<string, Set<string>>()
  for (const { groups } of BINDINGS.flatMap((pattern) => [...source.matchAll(pattern)])) {
    const { name = '', kit = '', catalogue = `${kit.toLowerCase()}Words` } = groups ?? {}
    bindings.set(name, (bindings.get(name) ?? new Set()).add(catalogue))
  }
  for (const [alias, catalogue] of aliases) {
    for (const { groups } of source.matchAll(new RegExp(`\\b(?<name>\\w+): ${alias}\\b`, 'g'))) {
      const name = groups?.['name'] ?? ''
      bindings.set(name, (bindings.get(name) ?? new Set()).add(catalogue))
    }
  }
  for (const [name, catalogues] of bindings) {
    for (const { index } of source.matchAll(new RegExp(`(?<![\\w.])${name}\\(`, 'g'))) {
      const argument = firstArgument(source, index + name.length + 1)
      for (const catalogue of catalogues) {
        for (const key of literalsIn(argument.replaceAll(COMPARISON, ''))) literal.push({ file, catalogue, key })
        if (!isLiteral(argument)) workedOut.push({ file, catalogue, argument })
      }
    }
  }
  return { literal, workedOut }
}

export function literalsIn(source: string): readonly string[] {
  return [...source.matchAll(LITERAL)].map(([, text]) => text ?? '')
}

/** A literal, or a choice between such. */
function isLiteral(argument: string): boolean {
  const parts = argument.split(/[?:]/)
  const last = parts.at(-1)?.trim() ?? ''
  return /^'[^']*'$/.test(last) && (parts.length === 1 || parts.slice(1).some((part) => /^\s*'[^']*'\s*$/.test(part)))
}

/** Up to the comma or the bracket that ends it. */
function firstArgument(source: string, from: number): string {
  let depth = 0
  for (let at = from; at < source.length; at++) {
    const sign = source.charAt(at)
    if ('([{'.includes(sign)) depth += 1
    else if (')]}'.includes(sign) && depth === 0) return source.slice(from, at).trim()
    else if (')]}'.includes(sign)) depth -= 1
    else if (sign === ',' && depth === 0) return source.slice(from, at).trim()
  }
  return source.slice(from).trim()
}
