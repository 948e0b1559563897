/**
 * A data file, open for as long as somebody works with it and until it is closed, so that a file that is read chunk by chunk is not opened for
 * each. Who closes waits for those who work.
 */
import type { FileHandle } from 'node:fs/promises'

export class OpenFile {
  readonly #open: () => Promise<FileHandle | undefined>
  #handle: Promise<FileHandle | undefined> | undefined
  #users = 0
  #idle: PromiseWithResolvers<void> | undefined

  /** `open` gives undefined where there is no such file. */
  constructor(open: () => Promise<FileHandle | undefined>) {
    this.#open = open
  }

  get isBusy(): boolean {
    return this.#users > 0
  }

  /** Works with the file, open for so long at least; undefined: there is none. */
  async use<T>(work: (handle: FileHandle) => Promise<T>): Promise<T | undefined> {
    this.#users += 1
    try {
      this.#handle ??= this.#open()
      const handle = await this.#handle
      if (handle !== undefined) return await work(handle)
      this.#handle = undefined
      return undefined
    } catch (cause) {
      // One that could not be opened is tried anew by the next.
      if (await isUnopened(this.#handle)) this.#handle = undefined
      throw cause
    } finally {
      this.#users -= 1
      if (this.#users === 0) {
        this.#idle?.resolve()
        this.#idle = undefined
      }
    }
  }

  /** After those who work with it now; the next use opens it anew. */
  async close(): Promise<void> {
    while (this.#users > 0) await (this.#idle ??= Promise.withResolvers()).promise
    const handle = this.#handle
    this.#handle = undefined
    await (await handle)?.close()
  }
}

async function isUnopened(handle: Promise<FileHandle | undefined> | undefined): Promise<boolean> {
  try {
    return (await handle) === undefined
  } catch {
    return true
  }
}
