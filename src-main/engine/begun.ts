/** What shells have begun and go on with call by call: each under an id of its own, and of too many the one that was quiet longest ends. */
import { randomUUID } from 'node:crypto'

export class Begun<T> {
  readonly #atOnce: number
  readonly #end: (one: T) => void
  /** The one that was quiet longest first. */
  readonly #open = new Map<string, T>()

  /** `end` is called once for each, whoever closes it. */
  constructor(atOnce: number, end: (one: T) => void) {
    this.#atOnce = atOnce
    this.#end = end
  }

  open(one: T): string {
    for (const oldest of this.#open.keys()) {
      if (this.#open.size < this.#atOnce) break
      this.close(oldest)
    }
    const id = randomUUID()
    this.#open.set(id, one)
    return id
  }

  /** undefined: never begun, or over. */
  get(id: string): T | undefined {
    const one = this.#open.get(id)
    if (one === undefined) return undefined
    this.#open.delete(id)
    this.#open.set(id, one)
    return one
  }

  close(id: string): void {
    const one = this.#open.get(id)
    if (one === undefined) return
    this.#open.delete(id)
    this.#end(one)
  }
}
