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

async function killedAfter(profile: string, path: string, lines: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sealer.ts'), profile, path], { stdio: ['ignore', 'pipe', 'inherit'] })
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
      for (const space of ['media/files', 'media/kept', 'media/sets']) expect(database.store.values.list(space)).toEqual([])
      database.close()
    }
    // Else nothing was killed in the middle.
    expect(left).toBeGreaterThan(0)
  },
)
