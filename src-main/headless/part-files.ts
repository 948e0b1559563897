/**
 * The parts of a bundle as files of a folder somebody chose, often of a stick: under a name of their own until all is there and synced, never over
 * a file that is there already, and nothing half-written is left when it fails.
 */
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandFailure } from './failure.ts'

const SUFFIX = '.sbundle'
const NAME_TRIES = 1000

export class PartFiles {
  readonly #folder: string
  readonly #name: string
  readonly #temporary: string[] = []
  readonly #claimed: string[] = []
  #file: FileHandle | undefined

  /** `name` without a suffix. */
  constructor(folder: string, name: string) {
    this.#folder = folder
    this.#name = name
  }

  /** Throws `CommandFailure` when there is no folder that could take files. */
  async check(): Promise<void> {
    const found = await this.#attempt(() => stat(this.#folder))
    if (!found.isDirectory()) throw new CommandFailure('NO_FOLDER', this.#folder)
  }

  async write(bytes: Uint8Array): Promise<void> {
    await this.#attempt(async () => {
      this.#file ??= await this.#openNext()
      await this.#file.writeFile(bytes)
    })
  }

  async endPart(): Promise<void> {
    await this.#attempt(async () => {
      await this.#file?.sync()
      await this.#file?.close()
      this.#file = undefined
    })
  }

  /** Gives all parts their names; the paths, in order. */
  async finish(): Promise<readonly string[]> {
    return this.#attempt(async () => {
      const names = await this.#claimNames(this.#temporary.length)
      for (const [at, name] of names.entries()) await rename(this.#temporary[at] ?? '', name)
      this.#temporary.length = 0
      this.#claimed.length = 0
      await syncFolder(this.#folder)
      return names
    })
  }

  /** Takes everything back; what cannot be taken back lies on a stick that is gone. */
  async abandon(): Promise<void> {
    await this.#file?.close().catch(() => undefined)
    for (const path of [...this.#temporary, ...this.#claimed]) await rm(path, { force: true }).catch(() => undefined)
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (cause) {
      const code = CODES[codeOf(cause) ?? '']
      throw code === undefined ? cause : new CommandFailure(code, this.#folder)
    }
  }

  async #openNext(): Promise<FileHandle> {
    const path = join(this.#folder, `.${this.#name}-${process.pid}-${this.#temporary.length + 1}${SUFFIX}.part`)
    const file = await open(path, 'wx')
    this.#temporary.push(path)
    return file
  }

  /** Not every file system of a stick can link, so a name is taken by an empty file that the whole one then replaces. */
  async #claimNames(parts: number): Promise<readonly string[]> {
    for (let again = 1; again <= NAME_TRIES; again++) {
      const base = again === 1 ? this.#name : `${this.#name}-${again}`
      const names = Array.from({ length: parts }, (_, at) =>
        join(this.#folder, parts === 1 ? `${base}${SUFFIX}` : `${base}-${at + 1}of${parts}${SUFFIX}`),
      )
      if (await this.#claim(names)) return names
    }
    throw new CommandFailure('FAILED')
  }

  async #claim(names: readonly string[]): Promise<boolean> {
    for (const name of names) {
      try {
        await (await open(name, 'wx')).close()
        this.#claimed.push(name)
      } catch (cause) {
        if (codeOf(cause) !== 'EEXIST') throw cause
        for (const taken of this.#claimed.splice(0)) await rm(taken, { force: true })
        return false
      }
    }
    return true
  }
}

/** Not every system lets a folder be synced. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

const CODES: Readonly<Record<string, string>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EROFS: 'FOLDER_READ_ONLY',
  EACCES: 'FOLDER_READ_ONLY',
  EPERM: 'FOLDER_READ_ONLY',
  ENOENT: 'NO_FOLDER',
  ENOTDIR: 'NO_FOLDER',
  EIO: 'FOLDER_GONE',
  ENODEV: 'FOLDER_GONE',
  ENXIO: 'FOLDER_GONE',
  EBADF: 'FOLDER_GONE',
  ESTALE: 'FOLDER_GONE',
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined
}
