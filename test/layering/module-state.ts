/**
 * What a module would remember between two that use it: variables, collections that grow, stores. The fast suites run many test files in one
 * process (vitest.config.ts), where a module is read once; this says which of those they reach could carry something from one file to the next.
 * Read from the text of formatted sources, where what is outside of everything begins a line.
 */
import { importsOf } from './import-graph.ts'

const VARIABLE = /^(?:export )?(?:let|var) (\w+)/gm
const CONSTANT = /^(?:export )?const (\w+)(: [^=]+?)? = (?:await )?(new (\w+)|(\w+)(?=[<(])|\[\](?=$)|\{\}(?=$))/gm
const STATIC = /^ {2}static (?!readonly )(?:async )?(#?\w+)(?=\s*[:;=])/gm
/** Whatever lies in these stays as it was made. */
const READ_ONLY_TYPE = /^: (?:Readonly|readonly )|^: \w+Codec\b/
const LASTING = /^(?:Map|Set|WeakMap|WeakSet|Array|Int8Array|Uint8Array)$/
const INERT = /^(?:TextEncoder|TextDecoder|Intl|RegExp|URL|Date|Error)$/
/** Stores of the page. */
const STORES = /^(?:create|createStore)$/

/** What would change the process for whoever runs in it next. Spies are taken off, and the environment put back, by Vitest. */
const WORLD =
  /\bprocess\.(?:chdir|umask)\(|\bprocess\.env\.\w+ = |\bglobalThis\.\w+ = |\bObject\.defineProperty\((?:globalThis|process)\b|\.prototype\.\w+ = |\bvi\.(?:mock|stubGlobal|useFakeTimers)\(/g

/** `file: what`, for each that changes the process it runs in. */
export function worldChangesOf(file: string, source: string): readonly string[] {
  const isTimeGivenBack = /\bafterEach\([^)]*\) => \{\s*vi\.useRealTimers\(\)/.test(source)
  return [...source.matchAll(WORLD)].filter(([what]) => !(isTimeGivenBack && what.includes('Timers'))).map(([what]) => `${file}: ${what}`)
}

/** `file: name`, for each that could remember something. */
export function stateOf(file: string, source: string): readonly string[] {
  const variables = [...source.matchAll(VARIABLE), ...source.matchAll(STATIC)].map(([, name = '']) => name)
  const constants = [...source.matchAll(CONSTANT)].flatMap(([, name = '', type = '', value = '', made, called]) => {
    if (READ_ONLY_TYPE.test(type)) return []
    if (called !== undefined) return STORES.test(called) ? [name] : []
    if (made === undefined) return changes(source, name) ? [name] : []
    if (INERT.test(made)) return []
    return LASTING.test(made) && !changes(source, name) && !value.startsWith('new Weak') ? [] : [name]
  })
  return [...variables, ...constants].map((name) => `${file}: ${name}`)
}

/** All files that the given ones import, by whatever way, without themselves. */
export function reachedFrom(files: readonly string[], sources: ReadonlyMap<string, string>): readonly string[] {
  const reached = new Set(files)
  for (const file of reached) {
    const source = sources.get(file)
    if (source === undefined) continue
    for (const { to, isOurs } of importsOf(file, source)) if (isOurs && sources.has(to)) reached.add(to)
  }
  return [...reached].filter((file) => !files.includes(file))
}

function changes(source: string, name: string): boolean {
  return new RegExp(`\\b${name}(?:\\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|fill|sort|reverse)\\(|\\[[^\\]]+\\] =)`).test(
    source,
  )
}
