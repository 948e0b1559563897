/**
 * Whether a transfer gets on, if ever so slowly (MEDIA-82): a file nobody has, and a holder that gives a byte a minute, leave their place to
 * others, and a line that needs a minute for a chunk is no such holder.
 */
import { TRANSFER } from '../../limits.ts'
import type { TransferProgress } from './set-fetching.ts'

export class Headway {
  #bytes = 0
  /** When it last got on, ms. */
  #since: number

  constructor(now: number) {
    this.#since = now
  }

  isStuck({ bytes, arriving, having }: Pick<TransferProgress, 'bytes' | 'arriving' | 'having'>, now: number): boolean {
    const came = bytes + arriving
    if (came - this.#bytes >= TRANSFER.LEAST_BYTES || (came > this.#bytes && arriving === 0)) {
      this.#bytes = came
      this.#since = now
    }
    return now - this.#since >= (having === 0 ? TRANSFER.NOBODY_MS : TRANSFER.STALL_MS)
  }
}
