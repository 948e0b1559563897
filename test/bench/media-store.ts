/**
 * How fast the store of attachments takes what comes chunk by chunk, until all of it is durable, and gives it back, each chunk checked up to the
 * file's id; beside a plain copy of as many bytes that ends with `fdatasync`, and a plain reading with one hash over each
 * chunk, on the same disk in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFillSync } from 'node:crypto'
import { KEY_BYTES, systemRng } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { SparseTree, type VerifiedChunk, fileId, leafHash, sealChunk, verifyChunk } from '../../shared/media/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { openDiskMedia } from '../../src-main/engine/media/index.ts'
import { openSqliteStore } from '../../src-main/engine/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'

const MB = 1_000_000
/** On their way at once, as a transfer has them. */
const AT_ONCE = 16

/** MB/s. */
export interface MediaStoreRates {
  readonly writeRate: number
  readonly plainWriteRate: number
  readonly readRate: number
  readonly plainReadRate: number
}

export async function measureMediaStore(scratch: string, megabytes: number): Promise<MediaStoreRates> {
  const folder = mkdtempSync(join(scratch, 'media-'))
  const crypto = nodeCrypto()
  const rng = systemRng()
  const database = openSqliteStore({ file: join(folder, 'store.db'), key: rng.bytes(KEY_BYTES) })
  const store = await openDiskMedia({ folder: join(folder, 'media'), store: database, crypto, rng, clock: { now: () => Date.now() } })
  try {
    const count = Math.ceil((megabytes * MB) / MEDIA.CHUNK_BYTES)
    const size = count * MEDIA.CHUNK_BYTES
    const key = rng.bytes(KEY_BYTES)
    // A few chunks again and again: their bytes need not differ to be written, and a gibibyte need not be in memory.
    const plain = randomFillSync(new Uint8Array(MEDIA.CHUNK_BYTES))
    const seal = (index: number): Uint8Array => sealChunk(crypto, key, index, index === count - 1, plain)
    const leaves = Array.from({ length: count }, (_, index) => leafHash(crypto, seal(index)))
    const tree = SparseTree.over(crypto, leaves)
    const file = fileId(crypto, size, tree.root(crypto) ?? new Uint8Array())
    // Sealing and verifying are the sender's and the receiver's; here they are done a stretch at a time, outside of the measure.
    const stretch = (first: number): readonly VerifiedChunk[] =>
      Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, n) => {
        const chunk = verifyChunk(crypto, file, size, first + n, seal(first + n), tree.path(first + n) ?? [])
        if (chunk === undefined) throw new Error('a chunk of the file')
        return chunk
      })
    expectOk(await store.begin(file, size))
    const target = await open(join(folder, 'plain'), 'w+')
    let [ours, bare] = [0, 0]
    let unsynced = 0
    for (let first = 0; first < count; first += AT_ONCE) {
      const chunks = stretch(first)
      ours += await timed(async () => {
        for (const put of await Promise.all(chunks.map((chunk) => store.put(chunk)))) expectOk(put)
        if (first + AT_ONCE >= count) await store.flush(file)
      })
      bare += await timed(async () => {
        for (const { index, sealed } of chunks) await target.write(sealed, 0, sealed.length, index * sealed.length)
        unsynced += chunks.length * MEDIA.CHUNK_BYTES
        if (unsynced < MEDIA.FLUSH_BYTES && first + AT_ONCE < count) return
        await target.datasync()
        unsynced = 0
      })
    }
    const read = await timed(async () => {
      for (let first = 0; first < count; first += AT_ONCE) {
        const indexes = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, n) => first + n)
        const chunks = await Promise.all(indexes.map((index) => store.chunk(file, index)))
        if (chunks.includes(undefined)) throw new Error(`a chunk from ${first} on`)
      }
    })
    const buffer = new Uint8Array(MEDIA.CHUNK_BYTES + 16)
    const plainRead = await timed(async () => {
      for (let index = 0; index < count; index += 1) {
        await target.read(buffer, 0, buffer.length, index * buffer.length)
        crypto.sha256(buffer)
      }
    })
    await target.close()
    const rate = (ms: number): number => size / MB / (ms / 1000)
    return { writeRate: rate(ours), plainWriteRate: rate(bare), readRate: rate(read), plainReadRate: rate(plainRead) }
  } finally {
    await store.close()
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}
