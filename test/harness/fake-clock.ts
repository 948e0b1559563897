/**
 * A clock that stands still until it is told to go on. Timers run in the order of their time, then of their making; timers made while
 * others run take part in the same `advance` when they are due. Wall time can be wrong on purpose (`skew`) without moving any timer.
 */
import type { Clock } from '../../shared/crypto/crypto.ts'

/** More timers than this in one `advance` is a loop, not a test. */
const MOST_TIMERS = 2_000_000
const START_MS = Date.UTC(2026, 0, 1)

interface Timer {
  readonly due: number
  readonly order: number
  readonly run: () => void
  isOver: boolean
}

export class FakeClock implements Clock {
  #elapsed = 0
  #order = 0
  #start: number
  #waiting = 0
  readonly #heap: Timer[] = []

  constructor(start: number = START_MS) {
    this.#start = start
  }

  now(): number {
    return this.#start + this.#elapsed
  }

  after(ms: number, run: () => void): () => void {
    const timer: Timer = { due: this.#elapsed + Math.max(0, ms), order: this.#order++, run, isOver: false }
    push(this.#heap, timer)
    this.#waiting += 1
    return () => {
      if (timer.isOver) return
      timer.isOver = true
      this.#waiting -= 1
    }
  }

  /** Timers that wait: a leak shows here. */
  get pending(): number {
    return this.#waiting
  }

  /** Milliseconds until the next timer, or undefined when none waits. */
  get next(): number | undefined {
    this.#dropCancelled()
    const first = this.#heap[0]
    return first === undefined ? undefined : first.due - this.#elapsed
  }

  /** Goes on by `ms` (0: only what is due now) and runs what falls due on the way. */
  advance(ms = 0): void {
    const end = this.#elapsed + ms
    for (let ran = 0; ; ran++) {
      if (ran > MOST_TIMERS) throw new Error('timers make timers without end')
      this.#dropCancelled()
      const first = this.#heap[0]
      if (first === undefined || first.due > end) break
      pop(this.#heap)
      first.isOver = true
      this.#waiting -= 1
      this.#elapsed = first.due
      first.run()
    }
    this.#elapsed = end
  }

  /** Moves wall time only, as a person who sets a clock. */
  skew(ms: number): void {
    this.#start += ms
  }

  #dropCancelled(): void {
    while (this.#heap[0]?.isOver === true) pop(this.#heap)
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due < b.due || (a.due === b.due && a.order < b.order)
}

function push(heap: Timer[], timer: Timer): void {
  heap.push(timer)
  let at = heap.length - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    if (!isBefore(heap[at]!, heap[parent]!)) return
    ;[heap[at], heap[parent]] = [heap[parent]!, heap[at]!]
    at = parent
  }
}

function pop(heap: Timer[]): void {
  const last = heap.pop()
  if (last === undefined || heap.length === 0) return
  heap[0] = last
  let at = 0
  for (;;) {
    const left = 2 * at + 1
    let least = at
    if (left < heap.length && isBefore(heap[left]!, heap[least]!)) least = left
    if (left + 1 < heap.length && isBefore(heap[left + 1]!, heap[least]!)) least = left + 1
    if (least === at) return
    ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
    at = least
  }
}
