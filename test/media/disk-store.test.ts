/** What only the store on disk has: a folder, names, damage of every sort, two openings of one profile. */
import { mkdtempSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nobleCrypto, systemRng } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { ChunkSet, sealedSize } from '../../shared/media/index.ts'
import { StoreError } from '../../shared/store/index.ts'
import type { DiskMediaStore } from '../../src-main/engine/media/index.ts'
import { KeptFile } from '../../src-main/engine/media/kept-file.ts'
import { Ledger } from '../../src-main/engine/media/ledger.ts'
import { MediaFolder } from '../../src-main/engine/media/media-folder.ts'
import { openProfile } from '../../src-main/engine/profile/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { commitsOf } from '../store/commits.ts'
import { fileSyncs } from './file-syncs.ts'
import { OnDisk } from './on-disk.ts'
import { type SealedFile, crypto, sealedFile, someBytes } from './some-files.ts'

const large = sealedFile(someBytes(4 * MEDIA.CHUNK_BYTES + 5))
const other = sealedFile(someBytes(2 * MEDIA.CHUNK_BYTES, 9))

async function opened(): Promise<{ readonly disk: OnDisk; readonly store: DiskMediaStore }> {
  const disk = new OnDisk()
  onTestFinished(() => disk.dispose())
  return { disk, store: await disk.open() }
}

async function stageWhole(store: DiskMediaStore, { file, size, sealed, leaves }: SealedFile): Promise<void> {
  const stage = await store.stage()
  for (const chunk of sealed) expectOk(await stage.put(chunk))
  expectOk(await stage.finish(file, size, leaves))
}

const heldOf = async (store: DiskMediaStore, { file }: SealedFile): Promise<readonly number[]> => [
  ...((await store.held(file))?.chunks ?? []),
]

test('[MEDIA-20] data files are their owner’s alone, and their names differ from one profile to another', async () => {
  const [one, two] = [await opened(), await opened()]
  for (const { store } of [one, two]) await stageWhole(store, large)
  const path = one.disk.pathOf(large.file)
  expect([statSync(path).mode & 0o777, statSync(one.disk.folder).mode & 0o777]).toEqual([0o600, 0o700])
  expect(one.disk.names()).toHaveLength(1)
  expect(one.disk.names()).not.toEqual(two.disk.names())
  expect(one.disk.names()[0]).not.toContain(large.file.slice(0, 8))
})

test('[MEDIA-20] a file of which a part is here takes the room of that part', async () => {
  const { disk, store } = await opened()
  const huge = sealedFile(someBytes(40 * MEDIA.CHUNK_BYTES))
  expectOk(await store.begin(huge.file, huge.size))
  expectOk(await store.put(huge.chunk(39)))
  await store.flush(huge.file)
  const { blocks, size } = statSync(disk.pathOf(huge.file))
  expect(size).toBeGreaterThan(39 * MEDIA.CHUNK_BYTES)
  expect(blocks * 512).toBeLessThan(3 * MEDIA.CHUNK_BYTES)
})

test('[MEDIA-21] enough of what was put reaches the disk without being asked to', async () => {
  const { disk, store } = await opened()
  const huge = sealedFile(someBytes(MEDIA.FLUSH_BYTES + MEDIA.CHUNK_BYTES))
  expectOk(await store.begin(huge.file, huge.size))
  for (let index = 0; index < huge.sealed.length - 2; index += 1) expectOk(await store.put(huge.chunk(index)))
  expect(await heldOf(store, huge)).toEqual([])
  expectOk(await store.put(huge.chunk(huge.sealed.length - 2)))
  expect(await heldOf(store, huge)).toHaveLength(MEDIA.FLUSH_BYTES / MEDIA.CHUNK_BYTES)
  expect(await heldOf(await disk.open(), huge)).toHaveLength(MEDIA.FLUSH_BYTES / MEDIA.CHUNK_BYTES)
})

test('[MEDIA-21] chunks put at once, some of them twice, all count', async () => {
  const { store } = await opened()
  const huge = sealedFile(someBytes(70 * MEDIA.CHUNK_BYTES))
  expectOk(await store.begin(huge.file, huge.size))
  const puts = [...huge.sealed.keys(), 5, 69].map((index) => store.put(huge.chunk(index)))
  const flushes = [store.flush(huge.file), store.flush(huge.file)]
  for (const put of await Promise.all(puts)) expectOk(put)
  await Promise.all(flushes)
  expect((await store.flush(huge.file))?.chunks.isWhole).toBe(true)
  for (const index of huge.sealed.keys()) expect((await store.chunk(huge.file, index))?.sealed).toEqual(huge.sealed[index])
})

test('[MEDIA-22] any bit that flips costs the chunk it is in, or nothing', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, large)
  await store.close()
  const whole = sealedSize(large.size)
  const { size } = statSync(disk.pathOf(large.file))
  for (const position of [0, whole - 1, whole, whole + 32 * 2 + 1, size - 1]) {
    const again = await disk.open()
    disk.flip(large.file, position)
    for (const index of large.sealed.keys()) {
      const read = await again.chunk(large.file, index)
      const isHit = position < whole && Math.floor(position / (MEDIA.CHUNK_BYTES + 16)) === index
      expect(read).toEqual(isHit ? undefined : { sealed: large.sealed[index], path: large.path(index) })
      if (!isHit) continue
      expect(await heldOf(again, large)).not.toContain(index)
      expectOk(await again.put(large.chunk(index)))
    }
    expect((await again.flush(large.file))?.chunks.isWhole).toBe(true)
    await again.close()
  }
})

test('[MEDIA-22] of a file that was cut short the rest is served, what is missing is not held', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, large)
  await store.close()
  disk.truncate(large.file, 2 * (MEDIA.CHUNK_BYTES + 16) + 7)
  const again = await disk.open()
  for (const index of large.sealed.keys()) expect(await again.chunk(large.file, index)).toBeUndefined()
  expect(await heldOf(again, large)).toEqual([])
  for (const index of large.sealed.keys()) expectOk(await again.put(large.chunk(index)))
  expect((await again.flush(large.file))?.chunks.isWhole).toBe(true)
  expect((await again.chunk(large.file, 3))?.sealed).toEqual(large.sealed[3])
})

test('[MEDIA-22] a data file that vanished is not held, and can come again', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, large)
  await store.close()
  unlinkSync(disk.pathOf(large.file))
  const again = await disk.open()
  expect(await again.chunk(large.file, 0)).toBeUndefined()
  expect(await heldOf(again, large)).toEqual([])
  expectOk(await again.put(large.chunk(1)))
  await again.flush(large.file)
  expect(await heldOf(again, large)).toEqual([1])
  expect((await again.chunk(large.file, 1))?.sealed).toEqual(large.sealed[1])
})

test('[MEDIA-25] a file that is erased while it is read and written ends for all of them, and its bytes are gone', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, other)
  expectOk(await store.begin(large.file, large.size))
  const work = [
    ...[...large.sealed.keys()].map((index) => store.put(large.chunk(index))),
    ...[0, 1, 0, 1].map((index) => store.chunk(other.file, index)),
  ]
  const erased = [store.forget(large.file), store.forget(other.file), store.forget(other.file)]
  await Promise.all([...work, ...erased])
  expect(await store.put(large.chunk(0))).toEqual({ ok: false, code: 'UNKNOWN_FILE' })
  expect(await store.chunk(other.file, 0)).toBeUndefined()
  expect(disk.names()).toEqual([])
  expect(await store.usage()).toEqual({ files: 0, bytes: 0 })
})

test('[MEDIA-25] what begins anew while it is being erased is a new file', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, large)
  const reading = store.chunk(large.file, 0)
  const forgotten = store.forget(large.file)
  expectOk(await store.begin(large.file, large.size))
  await Promise.all([reading, forgotten])
  expect(await heldOf(store, large)).toEqual([])
  expectOk(await store.put(large.chunk(2)))
  await store.flush(large.file)
  expect(await heldOf(store, large)).toEqual([2])
  expect(disk.names()).toHaveLength(1)
})

test('[MEDIA-25] the next start throws away what nobody knows', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, large)
  const stage = await store.stage()
  expectOk(await stage.put(other.sealed[0] ?? new Uint8Array(0)))
  writeFileSync(join(disk.folder, 'stranger'), 'x')
  expect(disk.names()).toHaveLength(3)
  const again = await disk.open()
  expect(disk.names()).toHaveLength(1)
  expect((await again.chunk(large.file, 0))?.sealed).toEqual(large.sealed[0])
})

test('[MEDIA-20] a row that cannot be read is no file', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, large)
  await store.close()
  disk.database.values.put('media/files', large.file, Uint8Array.of(1, 2, 3))
  disk.database.values.put('media/files', 'no file', Uint8Array.of(1))
  const again = await disk.open()
  expect(await again.list()).toEqual([])
  expect(disk.names()).toEqual([])
})

test('[MEDIA-20] many files are open one after the other, and few at once', async () => {
  const { store } = await opened()
  const files = Array.from({ length: 60 }, (_, n) => sealedFile(someBytes(MEDIA.SMALL_BYTES + 1, n + 1)))
  for (const file of files) await stageWhole(store, file)
  const read = await Promise.all(files.map(({ file }) => store.chunk(file, 0)))
  expect(read.map((each) => each?.sealed)).toEqual(files.map(({ sealed }) => sealed[0]))
})

test('[MEDIA-20] [PROF-1] one process has the store: the profile’s lock is its lock', async () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'sarangbang-media-lock-')), 'profile')
  onTestFinished(() => rmSync(join(dir, '..'), { recursive: true }))
  const options = { dir, create: true, crypto: nobleCrypto(), rng: systemRng() }
  const one = await openProfile(options)
  expect(await openProfile(options)).toMatchObject({ ok: false, code: 'PROFILE_IN_USE' })
  if (one.ok) one.value.close()
})

const few = Array.from({ length: 40 }, (_, n) => sealedFile(someBytes(100 + n, n + 1)))

test('[MEDIA-30] small files that are staged together are one commit, and no file of the disk', async () => {
  const { disk, store } = await opened()
  const syncs = await fileSyncs()
  const commits = commitsOf(disk.database)
  await Promise.all(few.map((file) => stageWhole(store, file)))
  expect([commits.durable, syncs(), disk.names()]).toEqual([1, 0, []])
  const again = await disk.open()
  for (const { file, sealed } of few) expect(await again.chunk(file, 0)).toEqual({ sealed: sealed[0], path: [] })
})

test('[MEDIA-30] small files that come from others and are flushed together are one commit', async () => {
  const { disk, store } = await opened()
  const syncs = await fileSyncs()
  for (const file of few) {
    expectOk(await store.begin(file.file, file.size))
    expectOk(await store.put(file.chunk(0)))
  }
  expect(await heldOf(await disk.open(), few[3] ?? large)).toEqual([])
  const commits = commitsOf(disk.database)
  const held = await Promise.all(few.map(({ file }) => store.flush(file)))
  expect(held.every((each) => each?.chunks.isWhole)).toBe(true)
  expect([commits.durable, syncs(), disk.names()]).toEqual([1, 0, []])
  expect(await heldOf(await disk.open(), few[3] ?? large)).toEqual([0])
})

test('[MEDIA-30] enough of them become durable without being asked to', async () => {
  const { store } = await opened()
  const many = Array.from({ length: MEDIA.TOGETHER_BYTES / MEDIA.SMALL_BYTES }, (_, n) => sealedFile(someBytes(MEDIA.SMALL_BYTES, n + 1)))
  for (const file of many) {
    expectOk(await store.begin(file.file, file.size))
    expectOk(await store.put(file.chunk(0)))
  }
  for (const file of many) expect(await heldOf(store, file)).toEqual([0])
})

test('[MEDIA-30] MEDIA.SMALL_BYTES are small, a byte more is a data file', async () => {
  const { disk, store } = await opened()
  await stageWhole(store, sealedFile(someBytes(MEDIA.SMALL_BYTES)))
  expect(disk.names()).toEqual([])
  await stageWhole(store, sealedFile(someBytes(MEDIA.SMALL_BYTES + 1)))
  expect(disk.names()).toHaveLength(1)
})

test('[MEDIA-30] a small file that is not what it was is dropped and can come again; one that is erased leaves the database', async () => {
  const { disk, store } = await opened()
  const [file, neighbour] = [few[0] ?? large, few[1] ?? large]
  await Promise.all([stageWhole(store, file), stageWhole(store, neighbour)])
  disk.database.values.put('media/small', file.file, file.sealed[0]?.toReversed() ?? new Uint8Array(0))
  expect([await store.chunk(file.file, 0), await heldOf(store, file)]).toEqual([undefined, []])
  expectOk(await store.put(file.chunk(0)))
  await store.flush(file.file)
  expect((await store.chunk(file.file, 0))?.sealed).toEqual(file.sealed[0])
  await store.forget(file.file)
  expect(disk.database.values.list('media/small').map(([key]) => key)).toEqual([neighbour.file])
  // What waits when it is erased does not come to count.
  expectOk(await store.begin(file.file, file.size))
  expectOk(await store.put(file.chunk(0)))
  const flushed = store.flush(file.file)
  await store.forget(file.file)
  expect(await flushed).toBeUndefined()
  expect(disk.database.values.list('media/small').map(([key]) => key)).toEqual([neighbour.file])
})

test('[MEDIA-30] beside a row that cannot be read nothing stays, and nothing of it is given away', async () => {
  const { disk, store } = await opened()
  const file = few[0] ?? large
  await stageWhole(store, file)
  await store.close()
  disk.database.values.put('media/files', file.file, Uint8Array.of(1, 2, 3))
  const again = await disk.open()
  expect(disk.database.values.list('media/small')).toEqual([])
  expectOk(await again.begin(file.file, file.size))
  disk.database.values.put('media/small', file.file, file.sealed[0] ?? new Uint8Array(0))
  expect(await again.chunk(file.file, 0)).toBeUndefined()
})

test('[MEDIA-30] when the database refuses, none of those that came together is held, and they can come again', async () => {
  const { disk, store } = await opened()
  const put = disk.database.values.put.bind(disk.database.values)
  let refuses = true
  disk.database.values.put = (space, key, value) => {
    if (refuses && space === 'media/small' && key === few[20]?.file) throw new StoreError('STORE_FULL', 'full')
    put(space, key, value)
  }
  for (const file of few) {
    expectOk(await store.begin(file.file, file.size))
    expectOk(await store.put(file.chunk(0)))
  }
  await Promise.all(few.map(({ file }) => store.flush(file)))
  for (const file of few) expect(await heldOf(store, file)).toEqual([])
  refuses = false
  for (const file of few) expectOk(await store.put(file.chunk(0)))
  await store.flush(few[0]?.file ?? large.file)
  for (const file of few) expect(await heldOf(store, file)).toEqual([0])
})

test('[MEDIA-30] a small file that an earlier version kept in a data file is read, and goes with it', async () => {
  const disk = new OnDisk()
  onTestFinished(() => disk.dispose())
  const file = few[0] ?? large
  const folder = new MediaFolder(disk.folder)
  await folder.prepare()
  const ledger = new Ledger(disk.database, crypto, systemRng())
  ledger.put(file.file, { size: file.size, chunks: ChunkSet.forSize(file.size), usedAt: 1 }, 'durable')
  const kept = new KeptFile({ crypto, folder, ledger }, file.file, file.size)
  expectOk(await kept.put(file.chunk(0)))
  expectOk(await kept.flush())
  await kept.end()
  const store = await disk.open()
  expect(await store.chunk(file.file, 0)).toEqual({ sealed: file.sealed[0], path: [] })
  expect(disk.names()).toHaveLength(1)
  await store.forget(file.file)
  expect(disk.names()).toEqual([])
})
