/**
 * Whether a transfer gets on, if ever so slowly (MEDIA-82): a file nobody has, and a holder that gives a byte a minute, leave their place to
 * others, and a line that needs a minute for a chunk is no such holder.
 */
import { TRANSFER } from '../../limits.ts'
import type { FetchProgress } from '../../transfer/index.ts'

export class Headway {
  #bytes = 0
  /** When it last got on, ms. */
  #since: number

  constructor(now: number) {
    this.#since = now
  }

  /** Asked every few seconds; what came in between is what counts. */
  isStuck({ bytes, arriving, having }: Pick<FetchProgress, 'bytes' | 'arriving' | 'having'>, now: number): boolean {
    const came = bytes + arriving
    // A line broke in the middle of a chunk: what comes anew counts anew.
    this.#bytes = Math.min(this.#bytes, came)
    if (came - this.#bytes >= TRANSFER.LEAST_BYTES || (came > this.#bytes && arriving === 0)) {
      this.#bytes = came
      this.#since = now
    }
    return now - this.#since >= (having === 0 ? TRANSFER.NOBODY_MS : TRANSFER.STALL_MS)
  }
}
