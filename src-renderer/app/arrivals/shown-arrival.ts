/** What the engine tells of a file on its way, as the parts of the conversation show it. Pure. */
import type { AccountId } from '../../../shared/ids/index.ts'
import type { FileArrival } from '../../../shared/messenger/index.ts'
import { holderNames, type SayOfFiles } from './holder-name.ts'

export interface Teller {
  readonly me: AccountId | undefined
  readonly say: SayOfFiles
  readonly explain: (code: string) => string
}

/** An `Arrival` of the parts in `app/media`. */
export function shownArrival(told: FileArrival | undefined, { me, say, explain }: Teller) {
  if (told === undefined) return { kind: 'unknown' } as const
  const { state, bytes, bytesPerSecond, leftMs, from, code } = told
  switch (state) {
    case 'idle':
      // What came before it was called off is kept for a while, and said.
      return bytes > 0 ? ({ kind: 'paused', bytes } as const) : ({ kind: 'waiting' } as const)
    case 'queued':
    case 'here':
      return { kind: state }
    case 'running':
      return { kind: 'receiving', bytes, from: holderNames(from, me, say), bytesPerSecond, leftMs } as const
    case 'paused':
    case 'nobody':
      return { kind: state, bytes }
    case 'failed':
      return { kind: state, bytes, reason: code === undefined ? undefined : explain(code) }
  }
}
