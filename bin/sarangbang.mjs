#!/usr/bin/env node
/**
 * The command `sarangbang`, also what `npm run cli` and `npm start` run. It prints nothing of its own: it picks the build when
 * that is current and the sources otherwise (Node strips the types), and hands over.
 */
import { existsSync } from 'node:fs'
import { HEADLESS_BUILD, HEADLESS_SOURCE, isBuildFresh } from './build-state.mjs'
import { runUnderFitNode } from './runtime.mjs'

const entry = existsSync(HEADLESS_BUILD) && isBuildFresh() ? HEADLESS_BUILD : HEADLESS_SOURCE
if (existsSync(entry)) {
  await runUnderFitNode(entry, process.argv.slice(2))
} else {
  process.stderr.write(`sarangbang: ${HEADLESS_SOURCE} is missing; run "npm run build" in a complete copy of the project.\n`)
  process.exitCode = 1
}
