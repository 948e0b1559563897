/**
 * MEDIA-73: a place in somebody's folder for what is being saved: beside it under a name nobody takes for a file until all of it is on the disk,
 * then under its own or the next that is free, never over anything. Nothing half-written stays behind.
 */
import { randomBytes } from 'node:crypto'
import { type FileHandle, link, lstat, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OPENING } from '../../../shared/limits.ts'
import { numberedName } from '../../../shared/media/index.ts'
import { systemCode } from './save-codes.ts'

/** As the person’s other files have it, less what the system takes off; never a bit to run it. */
const FILE_MODE = 0o666
const RANDOM_BYTES = 8

/** Where it is made; in the same folder, so that naming it is one step. */
export function unfinishedIn(folder: string): string {
  return join(folder, `.sarangbang-${randomBytes(RANDOM_BYTES).toString('hex')}.part`)
}

export async function openNew(path: string): Promise<FileHandle> {
  return open(path, 'wx', FILE_MODE)
}

export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
}

/** The path it got. Throws the system's error; EEXIST where no name is free. */
export async function nameFile(unfinished: string, folder: string, name: string): Promise<string> {
  return firstFree(folder, name, async (path) => {
    try {
      await link(unfinished, path)
    } catch (cause) {
      if (systemCode(cause) === 'EEXIST') throw cause
      // A stick without links: the name is taken by an empty file, which the whole one then replaces.
      await (await open(path, 'wx', FILE_MODE)).close()
      await rename(unfinished, path)
      return
    }
    await rm(unfinished)
  })
}

export async function nameFolder(unfinished: string, folder: string, name: string): Promise<string> {
  return firstFree(folder, name, async (path) => {
    // An empty folder would be replaced without a word.
    if ((await lstat(path).catch(() => undefined)) !== undefined) throw new Taken()
    await rename(unfinished, path)
  })
}

/** What was begun goes. */
export async function abandon(unfinished: string): Promise<void> {
  await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
}

/** Names last over a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no such thing, and some network folders cannot.
  const handle = process.platform === 'win32' ? undefined : await open(folder, 'r').catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

async function firstFree(folder: string, name: string, take: (path: string) => Promise<void>): Promise<string> {
  for (let n = 1; n <= OPENING.NAME_TRIES; n += 1) {
    const path = join(folder, n === 1 ? name : numberedName(name, n))
    // Names are safe already; this is the last place where one that is not would matter.
    if (dirname(path) !== join(folder, '.') && dirname(path) !== folder) throw new Taken()
    try {
      await take(path)
      return path
    } catch (cause) {
      const code = systemCode(cause)
      if (code !== 'EEXIST' && code !== 'ENOTEMPTY') throw cause
    }
  }
  throw new Taken()
}

/** Something is there under that name. */
class Taken extends Error {
  readonly code = 'EEXIST'
}
