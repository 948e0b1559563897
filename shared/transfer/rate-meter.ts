/** Bytes a second over the last seconds: over three what a person is told, over less what decides how much is asked for at once. */
import type { Clock } from '../crypto/index.ts'
import { TRANSFER } from '../limits.ts'

/** Arrivals closer together than this are one. */
const GRAIN_MS = 50

export class RateMeter {
  readonly #clock: Pick<Clock, 'now'>
  readonly #spanMs: number
  #marks: { at: number; bytes: number }[] = []
  #since: number | undefined

  constructor(clock: Pick<Clock, 'now'>, spanMs: number = TRANSFER.RATE_MS) {
    this.#clock = clock
    this.#spanMs = spanMs
  }

  /** Bytes are expected from now on: the time until the first of them counts. */
  begin(): void {
    this.#trim()
    if (this.#marks.length === 0) this.#since = this.#clock.now()
  }

  add(bytes: number): void {
    const now = this.#clock.now()
    this.#since ??= now
    const last = this.#marks.at(-1)
    if (last !== undefined && now >= last.at && now - last.at < GRAIN_MS) last.bytes += bytes
    else this.#marks.push({ at: now, bytes })
    this.#trim()
  }

  /** 0: nothing came in the last seconds. */
  get bytesPerSecond(): number {
    this.#trim()
    const bytes = this.#marks.reduce((sum, mark) => sum + mark.bytes, 0)
    const now = this.#clock.now()
    const span = Math.min(this.#spanMs, now - (this.#since ?? now))
    return (bytes * 1000) / Math.max(GRAIN_MS, span)
  }

  #trim(): void {
    const now = this.#clock.now()
    // A clock that was set back would keep them for ever.
    this.#marks = this.#marks.filter(({ at }) => at <= now && at > now - this.#spanMs)
  }
}
