/** A process that prints a whole conversation by `import inspect --json` to nobody, and says what memory that took at most. */
import { run } from '../../src-main/headless/run.ts'

export interface FromInspector {
  readonly type: 'done'
  readonly baseBytes: number
  readonly peakBytes: number
  readonly printedBytes: number
}

const path = process.argv[2] ?? ''
let printedBytes = 0
const nobody = {
  out: (text: string) => void (printedBytes += Buffer.byteLength(text)),
  drained: () => Promise.resolve(),
  err: () => undefined,
  input: (async function* () {})(),
  env: {},
  isInteractive: false,
  question: () => Promise.resolve(''),
  interrupted: new AbortController().signal,
}
// What the command itself loads is no memory of the file.
await run(['import', 'inspect', import.meta.filename, '--json'], nobody)
printedBytes = 0
const baseBytes = process.memoryUsage.rss()
await run(['import', 'inspect', path, '--json'], nobody)
const done: FromInspector = { type: 'done', baseBytes, peakBytes: process.resourceUsage().maxRSS * 1024, printedBytes }
process.send?.(done, () => process.disconnect())
