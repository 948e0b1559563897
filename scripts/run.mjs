/**
 * Runs one of our TypeScript scripts: `node scripts/run.mjs scripts/test.ts --fast`. Every npm script goes through here, so that a
 * Node too old for the project says so in a sentence instead of a stack trace.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { runUnderFitNode } from './launch/runtime.mjs'

const [script, ...args] = process.argv.slice(2)
if (script !== undefined && existsSync(script)) {
  await runUnderFitNode(resolve(script), args)
} else {
  process.stderr.write(`There is no script ${script ?? '(none named)'} here.\n`)
  process.exitCode = 2
}
