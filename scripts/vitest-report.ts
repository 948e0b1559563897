/**
 * Reads what Vitest's JSON reporter wrote. A run that broke outside a test (a file that would not load, an unhandled rejection, a crash
 * before the report) has no failed test to show for it and is counted as one failure all the same.
 */
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { ONE_FAILED, type Tally } from './tally.ts'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Report = v.object({
  numPassedTests: Count,
  numFailedTests: Count,
  numPendingTests: Count,
  numTodoTests: Count,
})

/** `exitCode` is that of the Vitest process; undefined when it was killed. */
export function readVitestReport(file: string, exitCode: number | undefined): Tally {
  const report = v.safeParse(Report, readJson(file))
  if (!report.success) return ONE_FAILED
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = report.output
  const isBrokenOutsideTests = exitCode !== 0 && numFailedTests === 0
  return {
    passed: numPassedTests,
    failed: isBrokenOutsideTests ? 1 : numFailedTests,
    skipped: numPendingTests + numTodoTests,
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
