/** A file that is made ready to be sent by a whole engine takes little memory: what is read, sealed and written is a few chunks at a time. */
import { expect, test } from 'vitest'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { makeProfile } from '../../../src-main/engine/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { thisComputer } from '../../peers/place.ts'
import { MOST_MIB, memoryOf } from './memory.ts'
import { somePlace } from './some-places.ts'

const PROGRAM = fileURLToPath(new URL('maker.ts', import.meta.url))
const MIB = 1024 * 1024
const LOOK_MS = 100
const LONG = { timeoutMs: 240_000 }

test('[MEDIA-61] a file of 400 MiB that an engine seals and posts makes it grow by no more than 64 MiB', { timeout: 300_000 }, async () => {
  const place = somePlace()
  const profile = join(place.home, 'profile')
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const { path } = place.file('film.bin', 400 * MIB)
  const here = thisComputer()
  try {
    const maker = here.start(process.execPath, [PROGRAM, profile, path])
    await maker.line((line) => line === 'there', LONG)
    const before = memoryOf(maker.pid ?? 0)
    expect(before).toBeGreaterThan(0)
    let most = before
    const looking = setInterval(() => (most = Math.max(most, memoryOf(maker.pid ?? 0))), LOOK_MS)
    maker.write('go\n')
    const said = await maker.line((line) => line.startsWith('ready') || line.startsWith('failed'), LONG)
    clearInterval(looking)
    console.log(`400 MiB made: ${((most - before) / MIB).toFixed(0)} MiB more memory`)
    expect(said).toBe('ready true')
    expect(most - before).toBeLessThanOrEqual(MOST_MIB * MIB)
  } finally {
    await here.stopAll()
  }
})
