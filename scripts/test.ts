/**
 * `npm test`, `npm run check` (--fast) and `npm run nightly` (--nightly): provisions, runs the suites, and ends with a table, what failed
 * and why, and one closing line over all of them. The exit code is 1 when anything failed, and with CI=true also when anything was skipped.
 */
import { writeFileSync } from 'node:fs'
import { provision } from './provision.ts'
import { runSuite, type SuiteResult } from './run-suite.ts'
import { suitesOf, type Tier } from './suites.ts'
import { closingLine, sum, withoutSkips } from './tally.ts'

const tier: Tier = process.argv.includes('--fast') ? 'fast' : process.argv.includes('--nightly') ? 'nightly' : 'full'
// A root shell opened with plain `su` lacks the folders in which the network tools are.
if (process.platform === 'linux') process.env.PATH = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`
if (tier !== 'fast') provision()

const results: SuiteResult[] = []
for (const suite of suitesOf(tier)) results.push(await runSuite(suite))

const isSkipAFailure = process.env.CI === 'true'
const counted = sum(results.map((result) => result.tally))
const total = isSkipAFailure ? withoutSkips(counted) : counted

console.log(`\n${table(results)}`)
for (const { name, tally, note } of results) {
  if (tally.skipped > 0 || note !== undefined) console.log(`${name}: ${note ?? `${tally.skipped} skipped by the tests themselves`}`)
}
// Said again at the end, as the place where it was said lies thousands of lines above.
for (const { name, failures } of results) for (const failure of failures) console.log(`\nfailed in ${name}: ${failure}`)
if (isSkipAFailure && counted.skipped > 0) console.log('CI=true: what was skipped counts as failed.')

// A caller with checks of its own (.ci/run) adds them in and prints the closing line itself, since there may be only one.
const tallyFile = process.env.SARANGBANG_TALLY_FILE
if (tallyFile === undefined) console.log(closingLine(total))
else writeFileSync(tallyFile, `${closingLine(total)}\n`)
process.exitCode = total.failed === 0 ? 0 : 1

function table(rows: readonly SuiteResult[]): string {
  const lines = rows.map(({ name, tally, seconds }) =>
    [
      name.padEnd(16),
      ...[tally.passed, tally.failed, tally.skipped].map((count) => String(count).padStart(7)),
      `${seconds.toFixed(1)} s`.padStart(9),
    ].join(' '),
  )
  return ['suite             passed  failed skipped      time', ...lines].join('\n')
}
