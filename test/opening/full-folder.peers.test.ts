/** A real disk that is full, in a mount namespace of its own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

test('[MEDIA-73] a full disk is told, and nothing half-written is left on it', { timeout: 60_000 }, () => {
  const place = mkdtempSync(join(tmpdir(), 'sarangbang-full-folder-'))
  onTestFinished(() => rmSync(place, { recursive: true }))
  const program = join(import.meta.dirname, 'full-folder.ts')
  const output = execFileSync('unshare', ['--mount', process.execPath, program, place], { encoding: 'utf8' })
  expect(JSON.parse(output)).toEqual({ large: 'DISK_FULL', left: [], small: 'ok', after: ['영상.mp4'] })
})
