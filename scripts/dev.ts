/**
 * `npm run dev`: the service straight from the sources, started anew whenever one of them changes. It has a profile of its own inside
 * .cache/, so that an experiment never touches real conversations; `npm run dev -- --profile DIR` chooses another. It serves the page that
 * `npm run build` made last: after a change of the page, build and reload.
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { HEADLESS_SOURCE } from './launch/build-state.mjs'
import { stopWithParent } from './stop-with-parent.ts'

const args = process.argv.slice(2)
const profile = args.includes('--profile')
  ? []
  : ['--profile', fileURLToPath(new URL('../.cache/dev-profile', import.meta.url)), '--name', 'Dev']

const service = spawn(process.execPath, ['--watch', '--watch-preserve-output', HEADLESS_SOURCE, 'serve', ...profile, ...args], {
  stdio: 'inherit',
})
stopWithParent()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => service.kill(signal))
service.on('exit', (code) => {
  process.exitCode = code ?? 1
})
