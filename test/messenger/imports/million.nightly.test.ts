/** A million messages, through SQLite: counts that are right, and memory that does not grow with them. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { Village } from '../../harness/village.ts'
import { aSqliteStore } from '../../store/sqlite-file.ts'

const COUNT = 1_000_000
/** Held at any time while it is written, beside the page cache of the store. */
const HELD_MIB = 128

test('[ARC-6] a million messages are written, known again and taken back', { timeout: 1_800_000 }, async () => {
  const disk = aSqliteStore()
  onTestFinished(() => disk.dispose())
  new Village().personOn('엄마', disk.store).messenger.stop()
  disk.store.close()
  const script = join(import.meta.dirname, 'million-import.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, disk.file, String(COUNT)])
  const told = JSON.parse(stdout)
  expect(told).toMatchObject({ messages: COUNT, again: 0, known: COUNT, listed: COUNT, undone: COUNT, left: 0 })
  expect(told.held).toBeGreaterThan(0)
  expect(told.held).toBeLessThan(HELD_MIB)
})
