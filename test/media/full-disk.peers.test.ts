/** A real disk that is full: a small one in memory, in a mount namespace of its own. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

interface Report {
  readonly codes: readonly string[]
  readonly held: readonly number[]
  readonly right: readonly boolean[]
  readonly staged: readonly string[]
  readonly kept: boolean
  readonly again: string
  readonly heldThen: boolean
}

test('[MEDIA-21] a full disk refuses what does not fit, and costs nothing that is there', { timeout: 60_000 }, () => {
  const place = mkdtempSync(join(tmpdir(), 'sarangbang-full-'))
  onTestFinished(() => rmSync(place, { recursive: true }))
  const output = execFileSync('unshare', ['--mount', process.execPath, join(import.meta.dirname, 'full-disk.ts'), place], {
    encoding: 'utf8',
  })
  const report = JSON.parse(output) as Report
  expect(new Set(report.codes)).toEqual(new Set(['ok', 'DISK_FULL']))
  // Those that were told to be written, and no others, are held.
  expect(report.held).toEqual(report.codes.flatMap((code, index) => (code === 'ok' ? [index] : [])))
  expect(report.right.every(Boolean)).toBe(true)
  expect(report.staged).toContain('DISK_FULL')
  expect(report).toMatchObject({ kept: true, again: 'ok', heldThen: true })
})
