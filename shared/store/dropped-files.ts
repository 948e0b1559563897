/** Files that lost a reference in the running transaction; whoever listens hears of them once it is committed. */
import type { FileId } from '../ids/index.ts'

export class DroppedFiles {
  readonly #listeners = new Set<(files: readonly FileId[]) => void>()
  #lost = new Set<FileId>()

  listen(listener: (files: readonly FileId[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  lost(file: FileId): void {
    this.#lost.add(file)
  }

  beforeCommit(): void {}

  afterRollback(): void {
    this.#lost.clear()
  }

  afterCommit(): void {
    if (this.#lost.size === 0) return
    const files = [...this.#lost]
    this.#lost = new Set()
    for (const listener of this.#listeners) listener(files)
  }
}
