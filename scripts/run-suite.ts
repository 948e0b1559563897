/**
 * Runs one suite with its output in plain view and says what came of it. A suite that outlives its limit is ended and has failed; a
 * suite without a single test has proved nothing and is reported as skipped.
 */
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Suite } from './suites.ts'
import { ONE_FAILED, ONE_PASSED, ONE_SKIPPED, type Tally } from './tally.ts'
import { readVitestReport, type VitestOutcome } from './vitest-report.ts'

export interface SuiteResult {
  readonly name: string
  readonly tally: Tally
  readonly seconds: number
  readonly note?: string
  /** What failed and why, a text each, as Vitest's report tells it. */
  readonly failures: readonly string[]
}

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const KILL_GRACE_MS = 10_000

export async function runSuite(suite: Suite): Promise<SuiteResult> {
  console.log(`\n── ${suite.name} ${'─'.repeat(Math.max(0, 60 - suite.name.length))}`)
  const missing = suite.needs?.() ?? missingTests(suite)
  if (missing !== undefined) {
    console.log(`skipped: ${missing}`)
    return { name: suite.name, tally: ONE_SKIPPED, seconds: 0, note: missing, failures: [] }
  }
  const began = performance.now()
  const { tally, failures, isOverdue } = await ('command' in suite ? runCommand(suite.command, suite) : runProject(suite.project, suite))
  return {
    name: suite.name,
    tally,
    failures,
    seconds: (performance.now() - began) / 1_000,
    ...(isOverdue && { note: `ended after ${suite.limitMinutes} min` }),
  }
}

interface Outcome extends VitestOutcome {
  readonly isOverdue: boolean
}

async function runCommand([command, ...args]: readonly [string, ...string[]], suite: Suite): Promise<Outcome> {
  const { exitCode, isOverdue } = await run(command, args, suite.limitMinutes)
  return { tally: exitCode === 0 ? ONE_PASSED : ONE_FAILED, failures: [], isOverdue }
}

async function runProject(project: string, suite: Suite): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'sarangbang-report-'))
  try {
    const report = join(folder, 'report.json')
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { exitCode, isOverdue } = await run('vitest', args, suite.limitMinutes)
    return { ...readVitestReport(report, exitCode), isOverdue }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(
  command: string,
  args: readonly string[],
  limitMinutes: number,
): Promise<{ exitCode: number | undefined; isOverdue: boolean }> {
  const path = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, PATH: path } })
  let isOverdue = false
  const timer = setTimeout(() => {
    isOverdue = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), KILL_GRACE_MS).unref()
  }, limitMinutes * 60_000)
  return new Promise((resolve) => {
    const settle = (exitCode: number | undefined): void => {
      clearTimeout(timer)
      resolve({ exitCode, isOverdue })
    }
    child.on('exit', (code) => settle(code ?? undefined))
    child.on('error', (cause) => {
      console.error(`${command}: ${cause.message}`)
      settle(undefined)
    })
  })
}

/** Unit and layering always have tests; the other projects are told by the suffix of their files. */
export function missingTests(suite: Suite): string | undefined {
  if ('command' in suite || suite.project === 'unit' || suite.project === 'layering') return undefined
  const pattern = `test/**/*.${suite.project}.test.{ts,tsx}`
  return globSync(pattern, { cwd: ROOT }).length === 0 ? `there is no ${pattern}` : undefined
}
