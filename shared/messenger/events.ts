/** What the messenger tells those who listen; nobody hears of a commit before it is on disk (SYNC-8). */
import type { Store } from '../store/index.ts'
import type { MessengerEvent } from './api.ts'

export interface EventsDeps {
  readonly store: Pick<Store, 'transaction'>
  /** A commit for many rooms came to nothing: none of what was said of it is here. */
  failed(cause: unknown): void
  /** Before anybody else hears of it; false: nobody else does. */
  told(event: MessengerEvent): boolean
  /** As a listener shall see it. */
  shown(event: MessengerEvent): MessengerEvent
}

export class Events {
  readonly #deps: EventsDeps
  readonly #listeners = new Set<(event: MessengerEvent) => void>()
  /** Of a commit under way. */
  #untold: MessengerEvent[] | undefined

  constructor(deps: EventsDeps) {
    this.#deps = deps
  }

  subscribe(listener: (event: MessengerEvent) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  tell(event: MessengerEvent): void {
    if (this.#untold !== undefined) return void this.#untold.push(event)
    if (!this.#deps.told(event)) return
    const shown = this.#deps.shown(event)
    for (const listener of this.#listeners) listener(shown)
  }

  /** What a peer sent for many rooms, as one commit; events wait for it. False: it failed, and nothing has come in any of them. */
  together(work: () => void): boolean {
    if (this.#untold !== undefined) {
      work()
      return true
    }
    const untold: MessengerEvent[] = []
    this.#untold = untold
    try {
      this.#deps.store.transaction(work)
    } catch (cause) {
      this.#deps.failed(cause)
      return false
    } finally {
      this.#untold = undefined
    }
    for (const event of untold) this.tell(event)
    return true
  }
}
