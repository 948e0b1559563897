/** Real processes killed at random moments: whatever the store says it held is held, and right; what was half done is gone. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { openDiskMedia } from '../../src-main/engine/media/index.ts'
import { openProfile } from '../../src-main/engine/profile/index.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import { crypto, sealedFile, someBytes } from './some-files.ts'

const KILLS = 12
const LINES_AT_MOST = 300

/** What the writer printed before it was killed. */
async function linesUntilKilled(dir: string, lines: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.ts'), dir], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split('\n').length > lines) child.kill('SIGKILL')
  })
  const signal = await new Promise((resolve) => child.once('close', (_, by) => resolve(by)))
  expect(signal).toBe('SIGKILL')
  return printed.split('\n').slice(0, -1)
}

test(
  '[MEDIA-21] killed at any moment, what was said to be held is there and right, and nothing else counts',
  { timeout: 180_000 },
  async () => {
    const home = mkdtempSync(join(tmpdir(), 'sarangbang-media-killed-'))
    onTestFinished(() => rmSync(home, { recursive: true }))
    const large = sealedFile(someBytes(40 * MEDIA.CHUNK_BYTES + 9))
    const dir = join(home, 'profile')
    const smalls = new Set<number>()
    for (let kill = 0; kill < KILLS; kill += 1) {
      const lines = await linesUntilKilled(dir, 1 + Math.floor(Math.random() * LINES_AT_MOST))
      const opened = await openProfile({ dir, crypto: nobleCrypto(), rng: systemRng() })
      if (!opened.ok) throw new Error(opened.code)
      const database = openSqliteStore({ file: opened.value.databaseFile, key: opened.value.databaseKey, mustExist: true })
      const folder = join(dir, 'media')
      const store = await openDiskMedia({ folder, store: database, crypto, rng: systemRng(), clock: { now: () => 0 } })
      const held = [...((await store.held(large.file))?.chunks ?? [])]
      const said = new Set(lines.slice(lines.lastIndexOf('forgetting') + 1).flatMap((line) => (/^\d+$/.test(line) ? [Number(line)] : [])))
      expect(held).toEqual(expect.arrayContaining([...said]))
      for (const index of held) expect((await store.chunk(large.file, index))?.sealed).toEqual(large.sealed[index])
      for (const line of lines) if (line.startsWith('small ')) smalls.add(Number(line.slice(6)))
      for (const turn of smalls) {
        const small = sealedFile(someBytes(1000 + turn, turn))
        expect((await store.chunk(small.file, 0))?.sealed).toEqual(small.sealed[0])
      }
      const { files } = await store.usage()
      expect(readdirSync(folder).length).toBeLessThanOrEqual(files)
      await store.close()
      database.close()
      opened.value.close()
    }
    expect(smalls.size).toBeGreaterThan(0)
  },
)
