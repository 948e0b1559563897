/** The offset of a file's local times: said only while all records agree. Summer time makes two of them, and the zone is the person's to confirm. */

export class OnlyOffset {
  #last: number | undefined
  #differ = false

  /** Of the record before: the best there is for one that has an instant alone. */
  get last(): number | undefined {
    return this.#last
  }

  get only(): number | undefined {
    return this.#differ ? undefined : this.#last
  }

  /** True: what `only` says has changed. */
  note(minutes: number | undefined): boolean {
    if (minutes === undefined || minutes === this.#last) return false
    const before = this.only
    this.#differ ||= this.#last !== undefined
    this.#last = minutes
    return this.only !== before
  }
}
