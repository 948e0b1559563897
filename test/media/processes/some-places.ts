/** Folders and files for device processes, gone with the test. */
import { createHash, randomFillSync } from 'node:crypto'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { thisComputer } from '../../peers/place.ts'
import type { Place } from '../../peers/place.ts'
import { DeviceProcess, type DeviceOptions } from './device-process.ts'

const PIECE_BYTES = 1024 * 1024

export interface SomePlace {
  readonly home: string
  device(name: string, options?: Partial<DeviceOptions>): Promise<DeviceProcess>
  /** A file of that many random bytes. */
  file(name: string, size: number): { readonly path: string; readonly hash: string }
}

/** On this computer's loopback, or wherever `place` says. */
export function somePlace(place?: Place): SomePlace {
  const home = mkdtempSync(join(tmpdir(), 'sarangbang-files-'))
  const here = place === undefined ? thisComputer() : undefined
  onTestFinished(async () => {
    await here?.stopAll()
    rmSync(home, { recursive: true })
  })
  const at = place ?? here
  if (at === undefined) throw new Error('nowhere')
  return {
    home,
    device: (name, options) => DeviceProcess.start({ place: at, folder: join(home, name), name, ...options }),
    file: (name, size) => {
      const path = join(home, name)
      return { path, hash: writeRandom(path, size) }
    },
  }
}

/** Nothing about it can be guessed or packed. Gives its SHA-256. */
function writeRandom(path: string, size: number): string {
  const hash = createHash('sha256')
  const piece = Buffer.alloc(PIECE_BYTES)
  const file = openSync(path, 'w')
  for (let left = size; left > 0; left -= PIECE_BYTES) {
    const part = randomFillSync(piece).subarray(0, left)
    hash.update(part)
    writeSync(file, part)
  }
  closeSync(file)
  return hash.digest('hex')
}
