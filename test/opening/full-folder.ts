/**
 * A process that saves into a folder on a disk of its own of 1 MiB, in a mount namespace of its own. Prints one line of JSON. Arguments: an empty
 * folder to mount it on.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { systemRng } from '../../shared/crypto/index.ts'
import type { MessageId } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { type MediaReference, memoryMediaStore, prepareMedia } from '../../shared/media/index.ts'
import { AttachmentDesk } from '../../src-main/engine/opening/index.ts'
import { systemClock } from '../../src-main/engine/system-clock.ts'
import { crypto, someBytes } from '../media/some-files.ts'

const [, , place = ''] = process.argv
execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place])
const rng = systemRng()
const store = memoryMediaStore({ crypto, clock: systemClock })
const files: MediaReference[] = []
for (const size of [5 * MEDIA.CHUNK_BYTES, 2 * MEDIA.CHUNK_BYTES]) {
  const bytes = someBytes(size)
  const source = { size, read: async (at: number, length: number) => bytes.subarray(at, at + length) }
  const prepared = await prepareMedia(source, { name: '영상.mp4' }, { crypto, rng, store })
  if (!prepared.ok) throw new Error(prepared.code)
  files.push(prepared.value)
}
const desk = new AttachmentDesk({
  find: (_message, index) => files[index],
  store,
  crypto,
  rng,
  clock: systemClock,
  saving: () => undefined,
})
const save = async (index: number): Promise<string> => {
  const saved = await desk.save({ message: 'any' as MessageId, index, folder: place, signal: new AbortController().signal })
  return saved.ok ? 'ok' : saved.code
}
const large = await save(0)
const left = readdirSync(place)
process.stdout.write(`${JSON.stringify({ large, left, small: await save(1), after: readdirSync(place) })}\n`)
