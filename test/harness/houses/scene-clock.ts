/**
 * The time of a scene: it runs like any clock and can be set forward, as after a sleep. All engines of a scene share one, so nobody's clock
 * is wrong. Timers run in real time: the network does not wait for the story. Times are those of a clock on a wall in Seoul.
 */
import type { Clock } from '../../../shared/crypto/index.ts'

export const SCENE_ZONE = 'Asia/Seoul'
const OFFSET = '+09:00'
const MINUTE_MS = 60_000

export class SceneClock implements Clock {
  #set: number
  #at = performance.now()

  /** `start`: `2022-10-15 15:30`. */
  constructor(start: string) {
    this.#set = timeOf(start)
  }

  now(): number {
    return Math.floor(this.#set + performance.now() - this.#at)
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  }

  /** Forward only; a minute that has begun already changes nothing, so that its lines follow each other. */
  goTo(time: string): void {
    const target = timeOf(time)
    const ahead = target - this.now()
    if (ahead < -MINUTE_MS) throw new RangeError(`${time} is over`)
    if (ahead <= 0) return
    this.#set = target
    this.#at = performance.now()
  }
}

/** Milliseconds of `2022-10-15 15:30` in Seoul. */
export function timeOf(text: string): number {
  const time = Date.parse(`${text.replace(' ', 'T')}:00${OFFSET}`)
  if (Number.isNaN(time)) throw new RangeError(`no time: ${text}`)
  return time
}
