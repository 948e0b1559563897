/**
 * A process on a disk of its own of 6 MiB, in a mount namespace of its own: fills it, looks at what is left, makes room and goes on. Prints one
 * line of JSON. Arguments: an empty folder to mount it on.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemRng } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { openDiskMedia } from '../../src-main/engine/media/index.ts'
import { crypto, sealedFile, someBytes } from './some-files.ts'

const [, , place = ''] = process.argv
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', place])
mkdirSync(join(place, 'media'))
const store = await openDiskMedia({
  folder: join(place, 'media'),
  store: memoryStore(),
  crypto,
  rng: systemRng(),
  clock: { now: () => 0 },
})
const large = sealedFile(someBytes(30 * MEDIA.CHUNK_BYTES))
const small = sealedFile(someBytes(5 * MEDIA.CHUNK_BYTES, 2))
const put = async (file: typeof large, index: number): Promise<string> => {
  const written = await store.put(file.chunk(index))
  return written.ok ? 'ok' : written.code
}
await store.begin(small.file, small.size)
for (const index of small.sealed.keys()) await put(small, index)
await store.flush(small.file)
await store.begin(large.file, large.size)
const codes = []
for (const index of large.sealed.keys()) codes.push(await put(large, index))
const held = [...((await store.flush(large.file))?.chunks ?? [])]
const right = []
for (const index of held)
  right.push(
    Buffer.compare((await store.chunk(large.file, index))?.sealed ?? Buffer.alloc(0), large.sealed[index] ?? Buffer.alloc(0)) === 0,
  )
const stage = await store.stage()
const staged = []
for (const sealed of small.sealed) staged.push(await stage.put(sealed))
await stage.discard()
const kept = (await store.held(small.file))?.chunks.isWhole
// Room for what did not fit before.
await store.forget(small.file)
const missing = [...large.sealed.keys()].find((index) => !held.includes(index)) ?? 0
const again = await put(large, missing)
const heldThen = (await store.flush(large.file))?.chunks.has(missing)
await store.close()
process.stdout.write(
  `${JSON.stringify({ codes, held, right, staged: staged.map((each) => (each.ok ? 'ok' : each.code)), kept, again, heldThen })}\n`,
)
