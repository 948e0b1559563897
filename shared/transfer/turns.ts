/**
 * Whose turn it is to be sent a chunk: around the links, one chunk each, a few read from the disk at once (MEDIA-47). A link whose stream is
 * full is passed over and costs nothing until it drains.
 */
import type { Clock } from '../crypto/index.ts'
import { TRANSFER } from '../limits.ts'
import { TokenBucket } from '../token-bucket.ts'

export interface TurnTaker {
  /** Reads and sends one chunk, or keeps it ready; how many bytes that were, 0 when there is nothing to do now. Never rejects. */
  turn(): Promise<number>
  readonly wantsTurn: boolean
}

export class Turns {
  readonly #clock: Clock
  readonly #limit: () => number | undefined
  readonly #waiting = new Set<TurnTaker>()
  #bucket: { readonly rate: number; readonly bucket: TokenBucket } | undefined
  #running = 0
  #stopWait: (() => void) | undefined
  #isStopped = false

  constructor(clock: Clock, limit: () => number | undefined) {
    this.#clock = clock
    this.#limit = limit
  }

  /** It may be served again; nothing happens when it waits already. */
  wake(taker: TurnTaker): void {
    if (!taker.wantsTurn) return
    this.#waiting.add(taker)
    this.#run()
  }

  leave(taker: TurnTaker): void {
    this.#waiting.delete(taker)
  }

  stop(): void {
    this.#isStopped = true
    this.#waiting.clear()
    this.#stopWait?.()
  }

  #run(): void {
    while (!this.#isStopped && this.#stopWait === undefined && this.#running < TRANSFER.TURNS_AT_ONCE) {
      const [taker] = this.#waiting
      if (taker === undefined) return
      this.#waiting.delete(taker)
      if (!taker.wantsTurn) continue
      this.#running += 1
      void taker.turn().then((bytes) => {
        this.#running -= 1
        this.#pay(bytes)
        // To the back of the circle.
        this.wake(taker)
        this.#run()
      })
    }
  }

  #pay(bytes: number): void {
    const rate = this.#limit()
    if (rate === undefined || bytes === 0) return
    if (this.#bucket?.rate !== rate) this.#bucket = { rate, bucket: new TokenBucket(this.#clock, rate, rate) }
    const wait = this.#bucket.bucket.overdraw(bytes)
    if (wait === 0 || this.#isStopped) return
    this.#stopWait?.()
    this.#stopWait = this.#clock.after(wait, () => {
      this.#stopWait = undefined
      this.#run()
    })
  }
}
