/** Real processes killed while they seal: at the next start nothing of it is left, and nothing refers to it. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createEngine, makeProfile } from '../../../src-main/engine/index.ts'
import { openDatabase } from '../../../src-main/engine/open-database.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { readdirSync } from 'node:fs'
import { expectOk } from '../../harness/expect-ok.ts'
import { someBytes } from '../../media/some-files.ts'
import { aFolder } from '../../profile/a-profile.ts'
import { someFolder } from './an-outbox.ts'

const KILLS = 3
/** More than become durable at once. */
const FILES = 2 * MEDIA.TOGETHER_FILES + 50
const SPACES = ['media/files', 'media/small', 'media/kept', 'media/sets']

async function killedAfter(profile: string, path: string, lines: number, ...how: readonly 'alone'[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sealer.ts'), profile, path, ...how], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split('\n').length > lines) child.kill('SIGKILL')
  })
  expect(await new Promise((resolve) => child.once('close', (_, by) => resolve(by)))).toBe('SIGKILL')
  return printed.split('\n')
}

test(
  '[MEDIA-60] what was sealed, or half sealed, when the process was killed is gone at the next start',
  { timeout: 180_000 },
  async () => {
    const profile = aFolder()
    expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
    const path = join(someFolder({ 'a.bin': someBytes(12 * MEDIA.CHUNK_BYTES) }), 'a.bin')
    let left = 0
    for (let kill = 0; kill < KILLS; kill += 1) {
      await killedAfter(profile, path, 3 + kill * 9)
      left += readdirSync(join(profile, 'media')).length
      const engine = expectOk(await createEngine({ profile, network: 'off' }))
      expect(await (await engine.attach('cli')).call('outbox.list')).toEqual({ ok: true, value: [] })
      await engine.stop()
      expect(readdirSync(join(profile, 'media'))).toEqual([])
      const database = expectOk(await openDatabase({ profile, create: false }))
      for (const space of SPACES) expect(database.store.values.list(space)).toEqual([])
      database.close()
    }
    // Else nothing was killed in the middle.
    expect(left).toBeGreaterThan(0)
  },
)

test('[MEDIA-30] [MEDIA-60] of a folder of small files, too, and a row never counts without its bytes', { timeout: 180_000 }, async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const folder = someFolder(Object.fromEntries(Array.from({ length: FILES }, (_, n) => [`${n}`, someBytes(1000 + n, n + 1)])))
  let left = 0
  for (let kill = 0; kill < KILLS; kill += 1) {
    await killedAfter(profile, folder, 3 + kill * 2, 'alone')
    const database = expectOk(await openDatabase({ profile, create: false }))
    const [rows, chunks] = ['media/files', 'media/small'].map((space) => database.store.values.list(space).map(([file]) => file))
    database.close()
    expect(rows).toEqual(expect.arrayContaining([...(chunks ?? [])]))
    left += chunks?.length ?? 0
    const engine = expectOk(await createEngine({ profile, network: 'off' }))
    expect(await (await engine.attach('cli')).call('outbox.list')).toEqual({ ok: true, value: [] })
    await engine.stop()
    const after = expectOk(await openDatabase({ profile, create: false }))
    for (const space of SPACES) expect(after.store.values.list(space)).toEqual([])
    after.close()
  }
  expect(left).toBeGreaterThan(0)
})
