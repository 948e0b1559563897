/** The launcher, run for real in a copy of its folder whose command line is a few lines that tell what became of them. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'

const BIN = fileURLToPath(new URL('../../scripts/launch', import.meta.url))
const BEFORE = new Date('2026-01-01T00:00:00Z')
const BETWEEN = new Date('2026-01-02T00:00:00Z')
const AFTER = new Date('2026-01-03T00:00:00Z')

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sarangbang-launch-'))
  cpSync(BIN, join(root, 'scripts/launch'), { recursive: true })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
})
afterEach(() => rmSync(root, { recursive: true }))

const program = (told: string): string => `console.log(JSON.stringify(['${told}', ...process.argv.slice(2)])); process.exitCode = 3`

function put(path: string, content: string, time: Date): void {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
  for (let at = file; at !== root; at = dirname(at)) utimesSync(at, time, time)
}

const putSource = (time: Date): void =>
  put('src-main/headless/main.ts', `const typed: string = 'x'; void typed; ${program('source')}`, time)
function putBuild(time: Date): void {
  put('out/headless/main.js', program('build'), time)
  put('out/built', '', time)
}

function launch(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/launch/sarangbang.mjs'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

it('runs the sources where nothing is built, and adds neither output nor exit code of its own', () => {
  putSource(BEFORE)
  expect(launch('send', '--room', '우리 집', '-')).toEqual({ status: 3, stdout: '["source","send","--room","우리 집","-"]\n', stderr: '' })
})

it('prefers a build that is newer than the sources', () => {
  putSource(BEFORE)
  putBuild(BETWEEN)
  expect(launch().stdout).toBe('["build"]\n')
})

it('goes back to the sources once one of them has changed', () => {
  putBuild(BETWEEN)
  putSource(AFTER)
  expect(launch().stdout).toBe('["source"]\n')
})

it('goes back to the sources once one of them was deleted', () => {
  putSource(BEFORE)
  putBuild(BETWEEN)
  put('shared/gone.ts', '', AFTER)
  rmSync(join(root, 'shared/gone.ts'))
  expect(launch().stdout).toBe('["source"]\n')
})

it('does not trust a build that never finished', () => {
  putSource(BEFORE)
  putBuild(BETWEEN)
  rmSync(join(root, 'out/built'))
  expect(launch().stdout).toBe('["source"]\n')
})

it('runs a build that came without sources', () => {
  putBuild(BETWEEN)
  expect(launch().stdout).toBe('["build"]\n')
})

it('says what is missing where there is neither', () => {
  const { status, stderr } = launch()
  expect(status).toBe(1)
  expect(stderr).toContain('npm run build')
})
