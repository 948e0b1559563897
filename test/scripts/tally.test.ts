/** The counting behind the closing line, since other programs trust it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { missingTests } from '../../scripts/run-suite.ts'
import { SUITES, suitesOf } from '../../scripts/suites.ts'
import { closingLine, ONE_FAILED, sum, withoutSkips } from '../../scripts/tally.ts'
import { readVitestReport } from '../../scripts/vitest-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'sarangbang-tally-'))
const file = join(folder, 'report.json')
afterEach(() => rmSync(file, { force: true }))
afterAll(() => rmSync(folder, { recursive: true }))

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 }
const read = (content: unknown, exitCode: number | undefined): ReturnType<typeof readVitestReport> => {
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return readVitestReport(file, exitCode)
}

describe('a tally', () => {
  it('adds up to one closing line', () => {
    const total = sum([
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 4, failed: 2, skipped: 0 },
    ])
    expect(closingLine(total)).toBe('7 passed, 2 failed, 1 skipped')
  })

  it('counts skips as failures where everything must run', () => {
    expect(withoutSkips({ passed: 1, failed: 1, skipped: 2 })).toEqual({ passed: 1, failed: 3, skipped: 0 })
  })
})

describe('a Vitest report', () => {
  it('is counted as it stands after a clean run', () => {
    expect(read(report, 0)).toEqual({ tally: { passed: 5, failed: 0, skipped: 3 }, failures: [] })
  })

  it('keeps the number of failed tests', () => {
    expect(read({ ...report, numFailedTests: 4 }, 1).tally).toEqual({ passed: 5, failed: 4, skipped: 3 })
  })

  it.each([1, undefined])('shows one failure when the run broke outside a test (exit %s)', (exitCode) => {
    expect(read(report, exitCode).tally.failed).toBe(1)
  })

  it.each(['', '{', '[]', 'null', '{"numPassedTests": -1}'])('is one failure when it reads %j', (content) => {
    expect(read(content, 0)).toEqual({ tally: ONE_FAILED, failures: [] })
  })

  it('is one failure when there is none', () => {
    expect(readVitestReport(join(folder, 'absent.json'), 0)).toEqual({ tally: ONE_FAILED, failures: [] })
  })

  it('tells which tests failed and why, and which files did not load', () => {
    const results = [
      {
        name: '/house/a.test.ts',
        message: '',
        assertionResults: [
          { fullName: 'stands', status: 'passed', failureMessages: [] },
          { fullName: 'holds', status: 'failed', failureMessages: [`\u001B[31mexpected 1\u001B[39m\n${'at a line\n'.repeat(50)}`] },
        ],
      },
      { name: '/house/b.test.ts', message: 'no such module', assertionResults: [] },
    ]
    const { failures } = read({ ...report, numFailedTests: 1, testResults: results }, 1)
    expect(failures).toHaveLength(2)
    expect(failures[0]).toMatch(/^\/house\/a\.test\.ts: holds\n {2}expected 1\n/u)
    expect(failures[0]?.split('\n')).toHaveLength(21)
    expect(failures[1]).toBe('/house/b.test.ts\n  no such module')
  })
})

describe('the suites', () => {
  it('widen from tier to tier and bear different names', () => {
    const [fast, full, nightly] = [suitesOf('fast'), suitesOf('full'), suitesOf('nightly')]
    expect(full).toEqual(expect.arrayContaining([...fast]))
    expect(nightly).toEqual(expect.arrayContaining([...full]))
    expect(new Set(nightly.map((suite) => suite.name)).size).toBe(nightly.length)
  })

  it.each(SUITES)('have tests to run: $name', (suite) => {
    expect(missingTests(suite)).toBeUndefined()
  })
})
