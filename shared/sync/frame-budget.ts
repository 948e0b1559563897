/**
 * How many frames a peer may make us think about: a bucket that refills with time. Strangers get a small one, so that a half-open door
 * costs next to nothing; blocks are not counted, since WANT windows and repeats bound them.
 */
import type { Clock } from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'
import type { Frame } from './frames/index.ts'

interface Bucket {
  readonly size: number
  readonly perSecond: number
}
const STRANGER: Bucket = { size: RESOURCE.STRANGER_FRAMES, perSecond: RESOURCE.STRANGER_FRAMES_PER_SECOND }
const KNOWN: Bucket = { size: RESOURCE.PEER_FRAMES, perSecond: RESOURCE.PEER_FRAMES_PER_SECOND }

/** Weights in plain frames: what costs a signature or many hashes weighs more. */
const WEIGHTS: Partial<Readonly<Record<Frame['type'], number>>> = {
  tags: 16,
  ident: 16,
  status: 4,
  proof: 8,
  grantWant: 8,
  carry: 8,
  knock: 8,
  want: 2,
  record: 16,
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
    this.#refill()
    const weight = weightOf(type)
    if (this.#left < weight) return false
    this.#left -= weight
    return true
  }

  /** Milliseconds until that frame may go and these still after it. */
  waitMs(type: Frame['type'], after: readonly Frame['type'][]): number {
    this.#refill()
    const needed = [type, ...after].reduce((sum, each) => sum + weightOf(each), 0)
    return (Math.max(0, needed - this.#left) / this.#bucket.perSecond) * 1000
  }

  #refill(): void {
    const now = this.#clock.now()
    this.#left = Math.min(this.#bucket.size, this.#left + (Math.max(0, now - this.#at) / 1000) * this.#bucket.perSecond)
    this.#at = now
  }
}

function weightOf(type: Frame['type']): number {
  return WEIGHTS[type] ?? 1
}
