/** How much is on its way at once, over lines of all kinds: they are full, and what a message would stand behind stays small. */
import { describe, expect, it } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { Flight } from '../../../shared/transfer/flight.ts'
import { FakeClock } from '../../harness/fake-clock.ts'

const CHUNK = MEDIA.CHUNK_BYTES

/** A holder at the end of a line that carries so much and is so long each way; what was ordered goes out in its order. */
class Line {
  readonly clock = new FakeClock()
  readonly flight = new Flight(this.clock)
  bytesPerMs: number
  delayMs: number
  /** Bytes that came. */
  came = 0
  /** The longest time a message would have stood behind chunks at the holder, ms. */
  waitMs = 0
  #owed = 0
  /** At the holder, or on their way to it: when, and whether it is the first of its order. */
  #waiting: { readonly at: number; readonly first: number | undefined }[] = []
  #sent = 0
  #coming: { readonly at: number; readonly first: number | undefined }[] = []

  constructor(bytesPerMs: number, delayMs: number) {
    this.bytesPerMs = bytesPerMs
    this.delayMs = delayMs
  }

  pass(ms: number): void {
    for (const end = this.clock.now() + ms; this.clock.now() < end; this.clock.advance(1)) this.#step(this.clock.now())
  }

  /** Of what the line could have carried. */
  usedIn(ms: number): number {
    const before = this.came
    this.waitMs = 0
    this.pass(ms)
    return (this.came - before) / (this.bytesPerMs * ms)
  }

  #step(now: number): void {
    while (this.#coming[0] !== undefined && this.#coming[0].at <= now) {
      const chunk = this.#coming.shift()
      this.#owed -= CHUNK
      this.came += CHUNK
      if (chunk?.first !== undefined) this.flight.answered(chunk.first)
      this.flight.arrived(CHUNK)
    }
    for (let free = this.flight.free(this.#owed); free > 0; free = this.flight.free(this.#owed)) {
      const first = this.flight.ordered()
      for (let at = 0; at < free; at += 1) this.#waiting.push({ at: now + this.delayMs, first: at === 0 ? first : undefined })
      this.#owed += free * CHUNK
    }
    const here = this.#waiting.filter(({ at }) => at <= now).length
    this.waitMs = Math.max(this.waitMs, (here * CHUNK - this.#sent) / this.bytesPerMs)
    for (let left = here === 0 ? 0 : this.bytesPerMs; left > 0 && this.#waiting[0] !== undefined && this.#waiting[0].at <= now;) {
      const part = Math.min(left, CHUNK - this.#sent)
      left -= part
      this.#sent += part
      if (this.#sent < CHUNK) continue
      this.#sent = 0
      this.#coming.push({ at: now + this.delayMs, first: this.#waiting.shift()?.first })
    }
  }
}

const MBIT = 125

describe('what is on its way from one device', () => {
  it.each([
    ['a gigabit at home', 1000 * MBIT, 1],
    ['a hundred megabit at home', 100 * MBIT, 1],
    ['a home line', 20 * MBIT, 15],
    ['a fast line to the other side of the world', 100 * MBIT, 120],
    ['a telephone', 5 * MBIT, 40],
  ])('[MEDIA-53] fills %s within two seconds and keeps little waiting', (_, bytesPerMs, delayMs) => {
    const line = new Line(bytesPerMs, delayMs)
    line.pass(2000)
    expect(line.usedIn(10_000)).toBeGreaterThan(0.8)
    const chunkMs = CHUNK / bytesPerMs
    // As far as whole chunks allow: one that is being sent, one that is next.
    expect(line.waitMs).toBeLessThanOrEqual(2 * chunkMs + 2 * TRANSFER.FLIGHT_QUEUE_MS + 0.5 * delayMs)
  })

  it('[MEDIA-53] is one chunk on a line that takes long for it', () => {
    const line = new Line(0.5 * MBIT, 100)
    line.pass(20_000)
    line.usedIn(20_000)
    expect(line.waitMs).toBeLessThanOrEqual(CHUNK / line.bytesPerMs)
  })

  it('[MEDIA-53] follows a line that becomes faster, slower, and longer', () => {
    const line = new Line(100 * MBIT, 10)
    line.pass(5000)
    line.bytesPerMs = 10 * MBIT
    line.pass(3000)
    expect(line.usedIn(5000)).toBeGreaterThan(0.85)
    expect(line.waitMs).toBeLessThanOrEqual((3 * CHUNK) / line.bytesPerMs)
    line.bytesPerMs = 200 * MBIT
    line.pass(5000)
    expect(line.usedIn(5000)).toBeGreaterThan(0.85)
    line.delayMs = 100
    line.pass(2 * TRANSFER.FLIGHT_LINE_MS)
    expect(line.usedIn(5000)).toBeGreaterThan(0.85)
  })

  it('[MEDIA-53] begins anew after a pause, with few', () => {
    const line = new Line(1000 * MBIT, 20)
    line.pass(5000)
    expect(line.flight.free(0)).toBeGreaterThan(4)
    line.clock.advance(TRANSFER.RATE_MS + 1)
    expect(line.flight.free(0)).toBe(TRANSFER.FLIGHT_LEAST_CHUNKS)
  })
})
