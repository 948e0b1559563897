/**
 * A memory of at most so many entries that forgets the one unused for longest: for what is costly to compute and may come from strangers.
 */
export class RecentMap<K, V extends NonNullable<unknown>> {
  readonly #entries = new Map<K, V>()
  readonly #capacity: number

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  /** The remembered value, or the one that `make` gives, remembered from now on. */
  get(key: K, make: () => V): V {
    const known = this.#entries.get(key)
    const value = known ?? make()
    if (known !== undefined) this.#entries.delete(key)
    else if (this.#entries.size >= this.#capacity) this.#forgetOldest()
    this.#entries.set(key, value)
    return value
  }

  #forgetOldest(): void {
    for (const oldest of this.#entries.keys()) {
      this.#entries.delete(oldest)
      return
    }
  }
}
