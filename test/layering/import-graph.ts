/**
 * Which file imports what, read from the source text. Enough of the grammar for our own formatted sources: static imports and exports,
 * dynamic and type imports with a literal path. Paths are relative to the repository and use forward slashes.
 */
import { globSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'

export interface Import {
  readonly from: string
  /** A path in the repository for our own files, the bare specifier (`node:fs`, `yjs`) for everything else. */
  readonly to: string
  readonly isOurs: boolean
}

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm
const STATIC = /^(?:import|export)\b(?:[^'"`;]*?\bfrom)?\s*['"]([^'"]+)['"]/gm
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]/g

export function readSources(root: string, folders: readonly string[]): ReadonlyMap<string, string> {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,mts,mjs}`, { cwd: root }))
  return new Map(files.map((file) => file.replaceAll('\\', '/')).map((file) => [file, readFileSync(`${root}/${file}`, 'utf8')]))
}

export function importsOf(file: string, source: string): readonly Import[] {
  const text = source.replace(COMMENT, '')
  const specifiers = [...text.matchAll(STATIC), ...text.matchAll(DYNAMIC)].map((match) => match[1] ?? '')
  return specifiers.map((specifier) => {
    const isOurs = specifier.startsWith('.')
    return { from: file, to: isOurs ? posix.join(posix.dirname(file), specifier) : specifier, isOurs }
  })
}
