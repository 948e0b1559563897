/**
 * `npm start`: a current build, then the window where one can be opened, otherwise the always-on service with its page, and one line that
 * says why there is no window. Arguments are passed on: `npm start -- --name Mum --profile DIR`.
 */
import { spawn } from 'node:child_process'
import { isBuildFresh } from './launch/build-state.mjs'
import { languageOf } from '../shared/i18n/index.ts'
import { HERE } from './electron/index.ts'
import { build } from './electron-build.ts'
import { isRoot } from './needs.ts'
import { stopWithParent } from './stop-with-parent.ts'
import { windowFor } from './window.ts'

const args = process.argv.slice(2)

if (isBuildFresh() || build()) {
  stopWithParent()
  const window = windowFor(args, HERE)
  if (window.ok) openWindow(window.value)
  else {
    const { LC_ALL, LC_MESSAGES, LANG } = process.env
    // Not on stdout: with --json that carries JSON only.
    if (window.why !== undefined) process.stderr.write(`${window.why[languageOf(LC_ALL || LC_MESSAGES || LANG)]}\n`)
    process.argv.splice(2, 0, 'serve')
    await import('./launch/sarangbang.mjs')
  }
} else {
  process.stderr.write('The build failed, so nothing was started.\n')
  process.exitCode = 1
}

function openWindow(electron: string): void {
  // Chromium refuses to run as root with its sandbox.
  const window = spawn(electron, [...(isRoot() ? ['--no-sandbox'] : []), HERE.root, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => window.kill(signal))
  window.on('error', () => (process.exitCode = 1))
  window.on('exit', (code) => process.exit(code ?? 1))
}
