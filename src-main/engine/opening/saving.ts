/** MEDIA-73: a file of a message, or a set with its folders, written into a folder that whoever sits at this computer named. */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../../../shared/crypto/index.ts'
import { OPENING } from '../../../shared/limits.ts'
import { type OpenDeps, type Opened, type SetFile, readWhole } from '../../../shared/media/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { markDownloaded } from './downloaded.ts'
import { type SaveCode, saveCodeOf } from './save-codes.ts'
import { abandon, makeFolder, nameFile, nameFolder, openNew, syncFolder, unfinishedIn } from './saved-place.ts'

/** NOT_HERE: some of it went while it was written. UNREADABLE: it is not what the message says. */
export type WriteCode = SaveCode | 'NOT_HERE' | 'UNREADABLE' | 'CANCELLED'

export interface SavingDeps extends OpenDeps {
  readonly clock: Pick<Clock, 'now'>
}

export interface SavingOptions {
  readonly folder: string
  /** Safe. */
  readonly name: string
  readonly signal: AbortSignal
  progress(bytes: number): void
}

/** The path it got. */
export async function saveFile(deps: SavingDeps, opened: Opened, options: SavingOptions): Promise<Result<string, WriteCode>> {
  return intoFolder(options.folder, async (folder) => {
    const unfinished = unfinishedIn(folder)
    const told = progressOf(deps, options)
    try {
      const written = await writeNew(deps, opened, unfinished, options.signal, told)
      return written.ok ? ok(await nameFile(unfinished, folder, options.name)) : written
    } finally {
      await abandon(unfinished)
    }
  })
}

/** A folder with all of them in their places. */
export async function saveSet(deps: SavingDeps, files: readonly SetFile[], options: SavingOptions): Promise<Result<string, WriteCode>> {
  return intoFolder(options.folder, async (folder) => {
    const unfinished = unfinishedIn(folder)
    const told = progressOf(deps, options)
    const made = new Set<string>([unfinished])
    try {
      await makeFolder(unfinished)
      for (const { path, ...opened } of files) {
        for (let depth = 1; depth < path.length; depth += 1) {
          const place = join(unfinished, ...path.slice(0, depth))
          if (!made.has(place)) await makeFolder(place)
          made.add(place)
        }
        const written = await writeNew(deps, opened, join(unfinished, ...path), options.signal, told)
        if (!written.ok) return written
      }
      for (const place of made) await syncFolder(place)
      return ok(await nameFolder(unfinished, folder, options.name))
    } finally {
      await abandon(unfinished)
    }
  })
}

async function intoFolder(
  typed: string,
  write: (folder: string) => Promise<Result<string, WriteCode>>,
): Promise<Result<string, WriteCode>> {
  const folder = resolve(typed)
  try {
    if (!(await stat(folder)).isDirectory()) return fail('NO_FOLDER')
    const written = await write(folder)
    if (written.ok) await syncFolder(folder)
    return written
  } catch (cause) {
    const code = saveCodeOf(cause)
    if (code === undefined) throw cause
    return fail(code)
  }
}

async function writeNew(
  deps: SavingDeps,
  opened: Opened,
  path: string,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<Result<undefined, WriteCode>> {
  const handle = await openNew(path)
  try {
    const written = await writeAll(deps, opened, handle, signal, told)
    if (written.ok) await handle.sync()
    if (!written.ok) return written
  } finally {
    await handle.close()
  }
  // Before it has a name: it is never there without its mark.
  await markDownloaded(path, deps.clock.now())
  return ok(undefined)
}

async function writeAll(
  deps: SavingDeps,
  opened: Opened,
  handle: FileHandle,
  signal: AbortSignal,
  told: (bytes: number) => void,
): Promise<Result<undefined, WriteCode>> {
  for await (const piece of readWhole(deps, opened, signal)) {
    if (!piece.ok) return fail(piece.code === 'MISSING' ? 'NOT_HERE' : piece.code === 'CANCELLED' ? 'CANCELLED' : 'UNREADABLE')
    await handle.writeFile(piece.value)
    told(piece.value.length)
  }
  return signal.aborted ? fail('CANCELLED') : ok(undefined)
}

/** Of all files together, not more often than a bar moves. */
function progressOf({ clock }: SavingDeps, { progress }: SavingOptions): (bytes: number) => void {
  let bytes = 0
  let toldAt = -Infinity
  return (more) => {
    bytes += more
    if (clock.now() - toldAt < OPENING.SAVING_TOLD_MS) return
    toldAt = clock.now()
    progress(bytes)
  }
}
