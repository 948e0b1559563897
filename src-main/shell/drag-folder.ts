/**
 * Where files lie that are dragged out of the window: whoever takes one reads it from a path, and perhaps only after the window let go of it. A
 * folder of this run that only its owner can read, a folder in it for each file; gone with the run, and what a crash left is gone with the next.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OPENING } from '../../shared/limits.ts'
import { isRunning } from './is-running.ts'

export interface DragFolder {
  /** The file of that name, made once by `make` in a folder of its own; undefined: it could not be made. */
  file(name: string, make: (folder: string) => Promise<string | undefined>): Promise<string | undefined>
  clear(): void
}

const PREFIX = 'sarangbang-drag-'

export function createDragFolder(): DragFolder {
  /** Made when the first file is dragged. */
  let root: string | undefined
  const made = new Map<string, { readonly folder: string; readonly path: Promise<string | undefined> }>()

  sweep()
  return {
    async file(name, make) {
      const there = made.get(name)
      if (there !== undefined) return there.path
      root ??= mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
      const folder = mkdtempSync(join(root, 'file-'))
      const path = make(folder)
      made.set(name, { folder, path })
      const [oldest] = made
      if (made.size > OPENING.DRAGGED_FILES && oldest !== undefined) {
        made.delete(oldest[0])
        await rm(oldest[1].folder, { recursive: true, force: true })
      }
      // One that could not be made is tried again the next time.
      if ((await path) === undefined) made.delete(name)
      return path
    },
    clear() {
      made.clear()
      if (root !== undefined) rmSync(root, { recursive: true, force: true })
    },
  }
}

function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN
    if (!Number.isNaN(pid) && !isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}
