/**
 * A file somebody asked for: under a name of its own until all of it is there and synced, never over another file unless told to, and nothing
 * half-written is left when it fails.
 */
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { CommandFailure } from './failure.ts'

export class OneFile {
  readonly path: string
  readonly #unfinished: string
  readonly #mayReplace: boolean
  #handle: FileHandle | undefined

  constructor(path: string, mayReplace: boolean) {
    this.path = resolve(path)
    this.#mayReplace = mayReplace
    this.#unfinished = join(dirname(this.path), `.${basename(this.path)}.${process.pid}.part`)
  }

  /** Before anything is made for it. Throws `CommandFailure`. */
  async check(): Promise<void> {
    const there = await stat(this.path).catch(() => undefined)
    if (there !== undefined && (!this.#mayReplace || !there.isFile())) throw new CommandFailure('FILE_EXISTS', this.path)
    this.#handle = await attempt(() => open(this.#unfinished, 'wx'), dirname(this.path))
  }

  async write(bytes: Uint8Array): Promise<void> {
    await attempt(async () => this.#handle?.writeFile(bytes), this.path)
  }

  async finish(): Promise<void> {
    await attempt(async () => {
      await this.#handle?.sync()
      await this.#handle?.close()
      this.#handle = undefined
      if (this.#mayReplace) return rename(this.#unfinished, this.path)
      try {
        await link(this.#unfinished, this.path)
        await rm(this.#unfinished)
      } catch (cause) {
        if (codeOf(cause) === 'EEXIST') throw new CommandFailure('FILE_EXISTS', this.path)
        // A stick without links: between this look and the next step nobody else is expected.
        if ((await stat(this.path).catch(() => undefined)) !== undefined) throw new CommandFailure('FILE_EXISTS', this.path)
        await rename(this.#unfinished, this.path)
      }
    }, this.path)
  }

  async abandon(): Promise<void> {
    await this.#handle?.close().catch(() => undefined)
    await rm(this.#unfinished, { force: true }).catch(() => undefined)
  }
}

async function attempt<T>(work: () => Promise<T>, path: string): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause
    const code = codeOf(cause)
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new CommandFailure('NO_FOLDER', path)
    if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') throw new CommandFailure('DISK_FULL', path)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') throw new CommandFailure('FOLDER_READ_ONLY', path)
    if (code === 'EIO' || code === 'ENODEV') throw new CommandFailure('FOLDER_GONE', path)
    throw cause
  }
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
