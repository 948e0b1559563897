/**
 * What a page gives piece by piece (bytes of a file, files of a folder), read as a stream. A piece counts as taken when whoever reads asks for the next one; so a page that
 * waits for that never has more than one piece here, however slow the disk is.
 */
interface Given<T> {
  readonly piece: T
  readonly taken: PromiseWithResolvers<boolean>
}

export class GivenPieces<T = Uint8Array> implements AsyncIterable<T> {
  readonly #waiting: Given<T>[] = []
  #more: PromiseWithResolvers<void> | undefined
  #isOver = false
  #isAbandoned = false
  #isRead = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether it was taken; false: nobody reads any more. */
  give(piece: T): Promise<boolean> {
    if (this.#isRead || this.#isOver || this.#isAbandoned) return Promise.resolve(false)
    const taken = Promise.withResolvers<boolean>()
    this.#waiting.push({ piece, taken })
    this.#more?.resolve()
    return taken.promise
  }

  /** After what was given nothing follows. */
  finish(): void {
    this.#isOver = true
    this.#more?.resolve()
  }

  /** The rest does not come: whoever reads fails. */
  abandon(): void {
    this.#isAbandoned = true
    this.#more?.resolve()
  }

  /** Nobody reads any more, or ever did: who waits is told so. */
  close(): void {
    this.#isRead = true
    for (const { taken } of this.#waiting.splice(0)) taken.resolve(false)
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, undefined> {
    try {
      for (;;) {
        if (this.#isAbandoned) throw new Error('the rest was not given')
        const [next] = this.#waiting
        if (next !== undefined) {
          yield next.piece
          this.#waiting.shift()
          next.taken.resolve(true)
        } else if (this.#isOver) {
          return undefined
        } else {
          this.#more = Promise.withResolvers()
          await this.#more.promise
        }
      }
    } finally {
      this.close()
    }
  }
}
