/** What the engine tells of a file on its way, as the parts that show files take it. */
import type { FileArrival } from '../../../shared/messenger/index.ts'
import type { Arrival } from '../media/index.ts'

/** `explain`: a sentence for a code. A file nobody told of yet is one that can be asked for. */
export function arrivalView(told: FileArrival | undefined, explain: (code: string) => string): Arrival {
  if (told === undefined) return { kind: 'waiting' }
  const { bytes, bytesPerSecond, leftMs, code } = told
  switch (told.state) {
    case 'idle':
      return bytes > 0 ? { kind: 'paused', bytes } : { kind: 'waiting' }
    case 'queued':
      return { kind: 'queued' }
    case 'running':
      return { kind: 'receiving', bytes, bytesPerSecond, leftMs, from: told.from.map(({ name }) => name) }
    case 'nobody':
    case 'paused':
      return { kind: told.state, bytes }
    case 'failed':
      return { kind: 'failed', bytes, reason: code === undefined ? undefined : explain(code) }
    case 'here':
      return { kind: 'here' }
  }
}
