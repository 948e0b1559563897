#!/usr/bin/env node
/**
 * The command `sarangbang`, also what `npm run cli` and `npm start` run. It prints nothing of its own: it picks the build when
 * that is current and the sources otherwise (Node strips the types), and hands over.
 */
import { existsSync } from 'node:fs'
import nodeModule from 'node:module'
import { COMPILE_CACHE, HEADLESS_BUILD, HEADLESS_SOURCE, isBuildFresh } from './build-state.mjs'
import { runUnderFitNode } from './runtime.mjs'

const entry = existsSync(HEADLESS_BUILD) && isBuildFresh() ? HEADLESS_BUILD : HEADLESS_SOURCE
// Saves a quarter of a start. Beside the build and not in the default place, /tmp, where others could leave code for us.
if (entry === HEADLESS_BUILD) nodeModule.enableCompileCache?.(COMPILE_CACHE)
if (existsSync(entry)) {
  await runUnderFitNode(entry, process.argv.slice(2))
} else {
  process.stderr.write(`sarangbang: ${HEADLESS_SOURCE} is missing; run "npm run build" in a complete copy of the project.\n`)
  process.exitCode = 1
}
