/**
 * Reads what Vitest's JSON reporter wrote: how many tests ended how, and what the failed ones said. A run that broke outside a test (a file
 * that would not load, an unhandled rejection, a crash before the report) has no failed test to show for it and is counted as one failure
 * all the same.
 */
import { readFileSync } from 'node:fs'
import { stripVTControlCharacters } from 'node:util'
import * as v from 'valibot'
import { ONE_FAILED, type Tally } from './tally.ts'

export interface VitestOutcome {
  readonly tally: Tally
  /** One text per failure: where, which test, and the first lines of why. */
  readonly failures: readonly string[]
}

/** Of a failure, so that several are seen at once. */
const LINES_OF_A_FAILURE = 20

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Report = v.object({
  numPassedTests: Count,
  numFailedTests: Count,
  numPendingTests: Count,
  numTodoTests: Count,
})
const Tests = v.object({
  testResults: v.array(
    v.object({
      name: v.string(),
      message: v.string(),
      assertionResults: v.array(v.object({ fullName: v.string(), status: v.string(), failureMessages: v.array(v.string()) })),
    }),
  ),
})

/** `exitCode` is that of the Vitest process; undefined when it was killed. */
export function readVitestReport(file: string, exitCode: number | undefined): VitestOutcome {
  const json = readJson(file)
  const report = v.safeParse(Report, json)
  if (!report.success) return { tally: ONE_FAILED, failures: [] }
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report.output
  const isBrokenOutsideTests = exitCode !== 0 && numFailedTests === 0
  const tally = {
    passed: numPassedTests,
    failed: isBrokenOutsideTests ? 1 : numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }
  return { tally, failures: failuresIn(json) }
}

function failuresIn(json: unknown): string[] {
  const tests = v.safeParse(Tests, json)
  if (!tests.success) return []
  return tests.output.testResults.flatMap(({ name, message, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed')
    const told = failed.map(({ fullName, failureMessages }) => failure(`${name}: ${fullName}`, failureMessages.join('\n')))
    // A file that did not load has a message of its own and no test to bear it.
    return message === '' || failed.length > 0 ? told : [failure(name, message)]
  })
}

function failure(where: string, why: string): string {
  const lines = stripVTControlCharacters(why).split('\n')
  const ours = lines.filter((line) => !/^\s+at .*node_modules/u.test(line))
  return [where, ...ours.slice(0, LINES_OF_A_FAILURE)].join('\n  ')
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
