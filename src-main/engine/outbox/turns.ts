/** Some at once, the others in the order they came. */
export class Turns {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(atOnce: number) {
    this.#free = atOnce
  }

  /** undefined: it was called off before its turn came. */
  async take<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    if (!(await this.#turn(signal))) return undefined
    try {
      return await work()
    } finally {
      const [next] = this.#waiting
      if (next === undefined) this.#free += 1
      else next()
    }
  }

  /** Whether it came. */
  #turn(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false)
    if (this.#free > 0) {
      this.#free -= 1
      return Promise.resolve(true)
    }
    return new Promise((resolve) => {
      const end = (came: boolean): void => {
        this.#waiting.delete(begin)
        signal.removeEventListener('abort', callOff)
        resolve(came)
      }
      const begin = (): void => end(true)
      const callOff = (): void => end(false)
      this.#waiting.add(begin)
      signal.addEventListener('abort', callOff, { once: true })
    })
  }
}
