/**
 * Bytes that a page gives piece by piece, read as a stream. A piece counts as taken when whoever reads asks for the next one; so a page that
 * waits for that never has more than one piece here, however slow the disk is.
 */
interface Piece {
  readonly bytes: Uint8Array
  readonly taken: PromiseWithResolvers<boolean>
}

export class GivenPieces implements AsyncIterable<Uint8Array> {
  readonly #waiting: Piece[] = []
  #more: PromiseWithResolvers<void> | undefined
  #isOver = false
  #isAbandoned = false
  #isRead = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Whether it was taken; false: nobody reads any more. */
  give(bytes: Uint8Array): Promise<boolean> {
    if (this.#isRead || this.#isOver || this.#isAbandoned) return Promise.resolve(false)
    const piece = { bytes, taken: Promise.withResolvers<boolean>() }
    this.#waiting.push(piece)
    this.#more?.resolve()
    return piece.taken.promise
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

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, undefined> {
    try {
      for (;;) {
        if (this.#isAbandoned) throw new Error('the rest was not given')
        const [piece] = this.#waiting
        if (piece !== undefined) {
          yield piece.bytes
          this.#waiting.shift()
          piece.taken.resolve(true)
        } else if (this.#isOver) {
          return undefined
        } else {
          this.#more = Promise.withResolvers()
          await this.#more.promise
        }
      }
    } finally {
      this.#isRead = true
      for (const { taken } of this.#waiting.splice(0)) taken.resolve(false)
    }
  }
}
