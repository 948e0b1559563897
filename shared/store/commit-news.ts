/** What happened in the running transaction; whoever listens hears of it once it is committed, and never of what was undone. */
export class CommitNews<T> {
  readonly #listeners = new Set<(news: readonly T[]) => void>()
  #noted = new Map<string, T>()

  listen(listener: (news: readonly T[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Told once, however often it happened. */
  note(name: string, news: T): void {
    this.#noted.set(name, news)
  }

  beforeCommit(): void {}

  afterRollback(): void {
    this.#noted.clear()
  }

  afterCommit(): void {
    if (this.#noted.size === 0) return
    const news = [...this.#noted.values()]
    this.#noted = new Map()
    for (const listener of this.#listeners) listener(news)
  }
}
