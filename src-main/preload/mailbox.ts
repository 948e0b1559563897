/** Keeps what came until somebody takes it: a link may start the app, long before the page can ask about it. One taker at a time. */
export class Mailbox<T extends readonly unknown[]> {
  #waiting: T[] = []
  #taker: ((...news: T) => void) | undefined

  put(...news: T): void {
    if (this.#taker === undefined) this.#waiting.push(news)
    else this.#taker(...news)
  }

  /** The returned function ends it. */
  take(taker: (...news: T) => void): () => void {
    this.#taker = taker
    for (const news of this.#waiting.splice(0)) taker(...news)
    return () => {
      if (this.#taker === taker) this.#taker = undefined
    }
  }
}
