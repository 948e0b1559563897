/**
 * How many frames a peer may make us think about: a bucket that refills with time. Strangers get a small one, so that a half-open door
 * costs next to nothing; blocks are not counted, since WANT windows and repeats bound them.
 */
import type { Clock } from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'
import { TokenBucket } from '../token-bucket.ts'
import type { Frame } from './frames/index.ts'

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
  #bucket: TokenBucket
  #isWide = false

  constructor(clock: Clock) {
    this.#clock = clock
    this.#bucket = new TokenBucket(clock, RESOURCE.STRANGER_FRAMES, RESOURCE.STRANGER_FRAMES_PER_SECOND)
  }

  /** The peer is somebody now. */
  widen(): void {
    if (this.#isWide) return
    this.#isWide = true
    this.#bucket = new TokenBucket(this.#clock, RESOURCE.PEER_FRAMES, RESOURCE.PEER_FRAMES_PER_SECOND)
  }

  /** False: one too many. */
  spend(type: Frame['type']): boolean {
    return this.#bucket.spend(weightOf(type))
  }

  /** Milliseconds until that frame may go and these still after it. */
  waitMs(type: Frame['type'], after: readonly Frame['type'][]): number {
    return this.#bucket.waitMs([type, ...after].reduce((sum, each) => sum + weightOf(each), 0))
  }
}

function weightOf(type: Frame['type']): number {
  return WEIGHTS[type] ?? 1
}
