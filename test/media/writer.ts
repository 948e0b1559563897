/**
 * A process that puts chunks of one file, staged files and single flushes until it is killed, and prints each chunk that a flush said is held.
 * Arguments: profile folder.
 */
import { writeSync } from 'node:fs'
import { join } from 'node:path'
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'
import { openDiskMedia } from '../../src-main/engine/media/index.ts'
import { openProfile } from '../../src-main/engine/profile/index.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { crypto, sealedFile, someBytes } from './some-files.ts'

const [, , dir = ''] = process.argv
const opened = await openProfile({ dir, create: true, crypto: nobleCrypto(), rng: systemRng() })
if (!opened.ok) throw new Error(opened.code)
const database = openSqliteStore({ file: opened.value.databaseFile, key: opened.value.databaseKey })
const store = await openDiskMedia({ folder: join(dir, 'media'), store: database, crypto, rng: systemRng(), clock: { now: () => 0 } })
const large = sealedFile(someBytes(40 * MEDIA.CHUNK_BYTES + 9))
await store.begin(large.file, large.size)
for (let turn = 0; ; turn += 1) {
  const index = (turn * 7) % 41
  if (turn % 41 === 0 && turn > 0) {
    writeSync(1, 'forgetting\n')
    await store.forget(large.file)
    await store.begin(large.file, large.size)
  }
  const put = await store.put(large.chunk(index))
  if (!put.ok) throw new Error(put.code)
  if (turn % 3 === 0) {
    const held = await store.flush(large.file)
    for (const each of held?.chunks ?? []) writeSync(1, `${each}\n`)
  }
  if (turn % 10 === 5) {
    const small = sealedFile(someBytes(1000 + turn, turn))
    const stage = await store.stage()
    for (const sealed of small.sealed) await stage.put(sealed)
    await stage.finish(small.file, small.size, small.leaves)
    writeSync(1, `small ${turn}\n`)
  }
}
