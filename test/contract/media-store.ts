/** What every store of attachments must do (`shared/media/store.ts`, docs/spec/media.md). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MediaStore, leafHash, sealChunk } from '../../shared/media/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type SealedFile, crypto, sealedFile, someBytes, someKey } from '../media/some-files.ts'

export interface MadeMediaStore {
  readonly store: MediaStore
  /** Changes a byte of a chunk where it lies. */
  damage(file: SealedFile['file'], index: number): Promise<void>
  /** Pulls the plug and opens what is left. */
  crash(): Promise<MediaStore>
  /** Moves the clock the store was given. */
  advance(ms: number): void
  /** Removes what the store left behind. */
  dispose(): Promise<void>
}

export function registerMediaStoreContract(name: string, make: () => Promise<MadeMediaStore>): void {
  describe(`media store contract: ${name}`, () => {
    let made: MadeMediaStore
    let store: MediaStore
    const small = sealedFile(someBytes(1000))
    const large = sealedFile(someBytes(4 * MEDIA.CHUNK_BYTES + 5))

    beforeEach(async () => {
      made = await make()
      store = made.store
    })
    afterEach(() => made.dispose())

    const stageWhole = async ({ file, size, sealed, leaves }: SealedFile): Promise<void> => {
      const stage = await store.stage()
      for (const chunk of sealed) expectOk(await stage.put(chunk))
      expectOk(await stage.finish(file, size, leaves))
    }
    const heldOf = async (file: SealedFile): Promise<readonly number[] | undefined> => {
      const held = await store.held(file.file)
      return held === undefined ? undefined : [...held.chunks]
    }

    test('takes chunks in any order, and gives each back with a path that proves it', async () => {
      expectOk(await store.begin(large.file, large.size))
      for (const index of [4, 1, 0]) expectOk(await store.put(large.chunk(index)))
      expect([...((await store.flush(large.file))?.chunks ?? [])]).toEqual([0, 1, 4])
      for (const index of [0, 1, 4]) {
        expect(await store.chunk(large.file, index)).toEqual({ sealed: large.sealed[index], path: large.path(index) })
      }
      expect(await store.chunk(large.file, 2)).toBeUndefined()
      expect(await store.chunk(large.file, 5)).toBeUndefined()
    })

    test('a chunk that comes twice is kept once', async () => {
      expectOk(await store.begin(small.file, small.size))
      for (let n = 0; n < 3; n += 1) expectOk(await store.put(small.chunk(0)))
      await store.flush(small.file)
      expect(await store.usage()).toEqual({ files: 1, bytes: 1016 })
    })

    test('knows nothing of files nobody began', async () => {
      expect(await store.put(small.chunk(0))).toEqual({ ok: false, code: 'UNKNOWN_FILE' })
      expect(await store.chunk(small.file, 0)).toBeUndefined()
      expect(await store.held(small.file)).toBeUndefined()
      expect(await store.flush(small.file)).toBeUndefined()
      await store.forget(small.file)
      await store.touch(small.file)
      expect(await store.list()).toEqual([])
      expect(await store.usage()).toEqual({ files: 0, bytes: 0 })
    })

    test('a size somebody made up gives way to another, until a chunk proves one', async () => {
      expectOk(await store.begin(large.file, 77))
      expect(await store.put(large.chunk(0))).toEqual({ ok: false, code: 'OTHER_SIZE' })
      expectOk(await store.begin(large.file, large.size))
      expectOk(await store.put(large.chunk(0)))
      await store.flush(large.file)
      expect(await store.begin(large.file, 77)).toEqual({ ok: false, code: 'OTHER_SIZE' })
      expectOk(await store.begin(large.file, large.size))
      expect(await heldOf(large)).toEqual([0])
    })

    test('a file of our own is held once it is finished, and its paths are right', async () => {
      const stage = await store.stage()
      for (const chunk of large.sealed) expectOk(await stage.put(chunk))
      expect(await store.held(large.file)).toBeUndefined()
      expectOk(await stage.finish(large.file, large.size, large.leaves))
      expect((await store.held(large.file))?.chunks.isWhole).toBe(true)
      for (const index of large.sealed.keys()) expect((await store.chunk(large.file, index))?.path).toEqual(large.path(index))
      expect((await store.usage()).bytes).toBe(large.size + 5 * 16)
      await stage.discard()
      expect(await heldOf(large)).toEqual([0, 1, 2, 3, 4])
    })

    test('an empty file is held too', async () => {
      const empty = sealedFile(new Uint8Array(0))
      await stageWhole(empty)
      expect(await heldOf(empty)).toEqual([0])
      expect((await store.chunk(empty.file, 0))?.sealed).toEqual(empty.sealed[0])
    })

    test('a stage that is discarded leaves nothing, and takes nothing more', async () => {
      const stage = await store.stage()
      expectOk(await stage.put(small.sealed[0] ?? new Uint8Array(0)))
      await stage.discard()
      await stage.discard()
      expect(await store.usage()).toEqual({ files: 0, bytes: 0 })
      expect((await stage.put(new Uint8Array(16))).ok).toBe(false)
    })

    test('a file that is finished twice, or was coming from elsewhere, is one file', async () => {
      expectOk(await store.begin(large.file, large.size))
      expectOk(await store.put(large.chunk(3)))
      await stageWhole(large)
      await stageWhole(large)
      expect(await heldOf(large)).toEqual([0, 1, 2, 3, 4])
      expect(await store.usage()).toEqual({ files: 1, bytes: large.size + 5 * 16 })
    })

    test('files do not mix: the same content under another key is another', async () => {
      const other = sealedFile(small.plain, someKey(9))
      await stageWhole(small)
      await stageWhole(other)
      await store.forget(small.file)
      expect([await heldOf(small), await heldOf(other)]).toEqual([undefined, [0]])
      expect((await store.chunk(other.file, 0))?.sealed).toEqual(other.sealed[0])
    })

    test('what is forgotten is gone, also while it is coming', async () => {
      expectOk(await store.begin(large.file, large.size))
      expectOk(await store.put(large.chunk(0)))
      await store.forget(large.file)
      expect(await store.put(large.chunk(1))).toEqual({ ok: false, code: 'UNKNOWN_FILE' })
      expect(await store.chunk(large.file, 0)).toBeUndefined()
      expect(await store.usage()).toEqual({ files: 0, bytes: 0 })
    })

    test('a damaged chunk is dropped instead of served, and can come again', async () => {
      await stageWhole(large)
      await made.damage(large.file, 2)
      expect(await store.chunk(large.file, 2)).toBeUndefined()
      expect(await heldOf(large)).toEqual([0, 1, 3, 4])
      expectOk(await store.put(large.chunk(2)))
      await store.flush(large.file)
      expect((await store.chunk(large.file, 2))?.sealed).toEqual(large.sealed[2])
      expect(await heldOf(large)).toEqual([0, 1, 2, 3, 4])
    })

    test('after the plug was pulled what it said it held is there, and what it says it holds', async () => {
      await stageWhole(small)
      expectOk(await store.begin(large.file, large.size))
      for (const index of [0, 2]) expectOk(await store.put(large.chunk(index)))
      await store.flush(large.file)
      expectOk(await store.put(large.chunk(1)))
      const half = await store.stage()
      expectOk(await half.put(sealChunk(crypto, someKey(3), 0, true, someBytes(50))))
      store = await made.crash()
      const held = (await heldOf(large)) ?? []
      expect(held).toEqual(expect.arrayContaining([0, 2]))
      for (const index of held) expect((await store.chunk(large.file, index))?.sealed).toEqual(large.sealed[index])
      expect((await store.chunk(small.file, 0))?.sealed).toEqual(small.sealed[0])
      for (const index of [1, 3, 4]) expectOk(await store.put(large.chunk(index)))
      expect((await store.flush(large.file))?.chunks.isWhole).toBe(true)
      expect(await store.usage()).toEqual({ files: 2, bytes: large.size + 5 * 16 + 1016 })
    })

    test('lists what it has, with when it was used', async () => {
      await stageWhole(small)
      made.advance(1000)
      expectOk(await store.begin(large.file, large.size))
      const first = new Map((await store.list()).map((file) => [file.file, file]))
      expect([first.get(small.file)?.size, first.get(large.file)?.chunks.count]).toEqual([1000, 0])
      made.advance(1000)
      await store.touch(small.file)
      const second = new Map((await store.list()).map(({ file, usedAt }) => [file, usedAt]))
      expect((second.get(small.file) ?? 0) - (first.get(small.file)?.usedAt ?? 0)).toBe(2000)
      expect((second.get(small.file) ?? 0) - (second.get(large.file) ?? 0)).toBe(1000)
    })

    test('keeps its own bytes: what was handed in or out may be written over', async () => {
      const bytes = someBytes(300)
      const sealed = sealChunk(crypto, someKey(), 0, true, bytes)
      const copy = sealed.slice()
      const stage = await store.stage()
      expectOk(await stage.put(sealed))
      const { file } = sealedFile(bytes)
      expectOk(await stage.finish(file, 300, [leafHash(crypto, sealed)]))
      sealed.fill(0)
      ;(await store.chunk(file, 0))?.sealed.fill(0)
      expect((await store.chunk(file, 0))?.sealed).toEqual(copy)
    })
  })
}
