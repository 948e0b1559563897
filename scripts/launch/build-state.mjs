/**
 * Is the build in out/ newer than what it was made from? Answered from file times alone, in a few milliseconds, because every
 * start asks. Folders count too: a deleted file leaves its trace only in the time of the folder it was in.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SOURCES = ['shared', 'src-main', 'src-renderer', 'electron.config.ts', 'package-lock.json']

/** Made last by a build that succeeded; bears the time at which that build began reading. */
export const BUILD_STAMP = join(ROOT, 'out', 'built')
export const COMPILE_CACHE = join(ROOT, 'out', 'compile-cache')
export const HEADLESS_BUILD = join(ROOT, 'out', 'headless', 'main.js')
export const HEADLESS_SOURCE = join(ROOT, 'src-main', 'headless', 'main.ts')

/** A copy without sources (an installed package) is fresh by definition. */
export function isBuildFresh() {
  const built = timeOf(BUILD_STAMP)
  return built !== undefined && SOURCES.every((name) => newestIn(join(ROOT, name)) < built)
}

/** @type {(path: string) => number} 0 where nothing is */
function newestIn(path) {
  const own = timeOf(path)
  if (own === undefined) return 0
  const entries = path.endsWith('.ts') || path.endsWith('.json') ? [] : readdirSync(path, { withFileTypes: true })
  return entries.reduce((newest, entry) => {
    const child = join(path, entry.name)
    return Math.max(newest, entry.isDirectory() ? newestIn(child) : (timeOf(child) ?? 0))
  }, own)
}

/** @type {(path: string) => number | undefined} */
function timeOf(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs
}
