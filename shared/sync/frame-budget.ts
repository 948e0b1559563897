/**
 * How many frames a peer may make us think about: a bucket that refills with time. Strangers get a small one, so that a half-open door
 * costs next to nothing; blocks are not counted, since WANT windows and repeats bound them.
 */
import type { Clock } from '../crypto/index.ts'
import type { Frame } from './frames/index.ts'

interface Bucket {
  readonly size: number
  readonly perSecond: number
}
const STRANGER: Bucket = { size: 96, perSecond: 4 }
const KNOWN: Bucket = { size: 32_768, perSecond: 2_000 }

/** Weights in plain frames: what costs a signature or many hashes weighs more. */
const WEIGHTS: Partial<Readonly<Record<Frame['type'], number>>> = {
  tags: 16,
  ident: 16,
  status: 4,
  proof: 8,
  grantWant: 8,
  knock: 8,
  want: 2,
  block: 0,
}

export class FrameBudget {
  readonly #clock: Clock
  #bucket: Bucket = STRANGER
  #left: number = STRANGER.size
  #at: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#at = clock.now()
  }

  /** The peer is somebody now. */
  widen(): void {
    if (this.#bucket === KNOWN) return
    this.#bucket = KNOWN
    this.#left = KNOWN.size
  }

  /** False: one too many. */
  spend(type: Frame['type']): boolean {
    const now = this.#clock.now()
    this.#left = Math.min(this.#bucket.size, this.#left + (Math.max(0, now - this.#at) / 1000) * this.#bucket.perSecond)
    this.#at = now
    const weight = WEIGHTS[type] ?? 1
    if (this.#left < weight) return false
    this.#left -= weight
    return true
  }
}
