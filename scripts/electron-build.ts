/**
 * Builds out/ with electron-vite, and stamps it with the moment the build began, so that an edit made meanwhile counts as newer.
 * Everything it prints goes to stderr: `npm start -- --json` promises a stdout of nothing but JSON.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BUILD_STAMP } from './launch/build-state.mjs'

const ELECTRON_VITE = fileURLToPath(new URL('../node_modules/electron-vite/bin/electron-vite.js', import.meta.url))
const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** What `electron.config.ts` makes in out/ beside the preload and the page, which empty their own folders. */
const MADE = ['chunks', 'engine', 'headless', 'shell']

/** True when the build stands. A failed build leaves no stamp, so the command line falls back on the sources. */
export function build(): boolean {
  const began = new Date()
  rmSync(BUILD_STAMP, { force: true })
  for (const folder of MADE) rmSync(join(ROOT, 'out', folder), { recursive: true, force: true })
  const args = [ELECTRON_VITE, 'build', '--config', 'electron.config.ts', '--ignoreConfigWarning', '--logLevel', 'warn']
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ['ignore', 2, 2] })
  if (status !== 0) return false
  mkdirSync(dirname(BUILD_STAMP), { recursive: true })
  writeFileSync(BUILD_STAMP, '')
  utimesSync(BUILD_STAMP, began, began)
  return true
}
