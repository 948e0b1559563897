/**
 * Memory of what passes through streams, and through sealing. V8 lets go of a buffer when it next looks through its young objects, which the few
 * small objects of a transfer seldom make it do; meanwhile 64 MiB of buffers make it mark the whole heap, once every 13 MB of a file: that was
 * half of a transfer's processor time. So the young ones are looked through whenever a few MiB have passed, in about a millisecond
 * (docs/decisions/062-buffers-that-have-passed.md).
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

const PASSED_BYTES = 4 * 1024 * 1024

type Collect = (options: { readonly type: 'minor' }) => void

/** To be told how many bytes have passed, each time some have. */
export function collectsYoungBuffers(): (bytes: number) => void {
  const collect = collector()
  let passed = 0
  return (bytes) => {
    passed += bytes
    if (passed < PASSED_BYTES) return
    passed = 0
    collect?.({ type: 'minor' })
  }
}

/** undefined: not to be had here, and buffers wait as they would anyway. */
function collector(): Collect | undefined {
  // Only contexts made from now on have it, so it is ours alone.
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('globalThis.gc')
  return typeof found === 'function' ? (found as Collect) : undefined
}
