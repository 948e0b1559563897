/**
 * Events on their way to one client. It has a window: so many may be unanswered, so many more may wait; beyond that the waiting ones
 * are dropped and one `lagged` stands for them. A client that stops reading costs a bounded amount of memory and nobody else anything.
 */
import { RPC } from '../limits.ts'
import type { EventBatch, Lagged } from './channel.ts'

export class EventQueue<E> {
  readonly #send: (batch: EventBatch<E>) => void
  #waiting: E[] = []
  #dropped = 0
  #sent = 0
  #taken = 0
  #isScheduled = false

  constructor(send: (batch: EventBatch<E>) => void) {
    this.#send = send
  }

  push(event: E): void {
    if (this.#waiting.length >= RPC.EVENTS_WAITING) {
      this.#dropped += this.#waiting.length
      this.#waiting = []
    }
    this.#waiting.push(event)
    this.#schedule()
  }

  /** What the client says it has taken; nonsense is ignored. */
  taken(upTo: unknown): void {
    if (typeof upTo !== 'number' || !Number.isSafeInteger(upTo) || upTo <= this.#taken || upTo > this.#sent) return
    this.#taken = upTo
    this.#schedule()
  }

  /** Events of one turn travel together: a catch-up makes thousands at once. */
  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length + this.#dropped === 0) return
    this.#isScheduled = true
    queueMicrotask(() => {
      this.#isScheduled = false
      this.#flush()
    })
  }

  #flush(): void {
    const room = RPC.EVENTS_IN_FLIGHT - (this.#sent - this.#taken)
    if (room <= 0) return
    const lagged: readonly Lagged[] = this.#dropped > 0 ? [{ type: 'lagged', dropped: this.#dropped }] : []
    this.#dropped = 0
    const events = [...lagged, ...this.#waiting.splice(0, room - lagged.length)]
    if (events.length === 0) return
    this.#sent += events.length
    this.#send({ upTo: this.#sent, events })
  }
}
