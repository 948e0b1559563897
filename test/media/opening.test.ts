/** Reading out of the store: any range, chunk by chunk, and what cannot be opened. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MEDIA } from '../../shared/limits.ts'
import { type OpenCode, memoryMediaStore, openStored, readRange, readWhole } from '../../shared/media/index.ts'
import type { Result } from '../../shared/result.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { type SealedFile, crypto, sealedFile, someBytes, someKey } from './some-files.ts'

const CHUNK = MEDIA.CHUNK_BYTES
const file = sealedFile(someBytes(2 * CHUNK + 77))

async function storeWith({ file: id, size, sealed, leaves }: SealedFile) {
  const store = memoryMediaStore({ crypto, clock: { now: () => 0 } })
  const stage = await store.stage()
  for (const chunk of sealed) expectOk(await stage.put(chunk))
  expectOk(await stage.finish(id, size, leaves))
  return { crypto, store }
}

async function all(
  pieces: AsyncIterable<Result<Uint8Array, OpenCode>>,
): Promise<{ readonly bytes: Uint8Array; readonly code: OpenCode | undefined }> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) {
    if (!piece.ok) return { bytes: Buffer.concat(parts), code: piece.code }
    parts.push(piece.value)
  }
  return { bytes: Buffer.concat(parts), code: undefined }
}

describe('a file out of the store', () => {
  test('by any range is those bytes', async () => {
    const deps = await storeWith(file)
    const place = fc.oneof(
      fc.integer({ min: 0, max: file.size - 1 }),
      fc.constantFrom(0, CHUNK - 1, CHUNK, 2 * CHUNK - 1, 2 * CHUNK, file.size - 1),
    )
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        const [first, last] = [Math.min(a, b), Math.max(a, b)]
        const { bytes, code } = await all(readRange(deps, file, first, last))
        expect(code).toBeUndefined()
        expect(Buffer.compare(bytes, file.plain.subarray(first, last + 1))).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  test('ends where the file does, and has nothing behind it', async () => {
    const deps = await storeWith(file)
    expect((await all(readRange(deps, file, file.size - 5, Number.MAX_SAFE_INTEGER))).bytes).toHaveLength(5)
    for (const [first, last] of [
      [file.size, file.size],
      [-1, 5],
      [5, 4],
      [0.5, 9],
    ] as const) {
      expect(await all(readRange(deps, file, first, last))).toMatchObject({ code: 'OUT_OF_RANGE' })
    }
    for (const index of [-1, 3, 0.5]) expect(await openStored(deps, file, index)).toEqual({ ok: false, code: 'OUT_OF_RANGE' })
  })

  test('is read no faster than somebody takes it', async () => {
    const { store } = await storeWith(file)
    let asked = 0
    const counting = { crypto, store: { chunk: (id: SealedFile['file'], index: number) => ((asked += 1), store.chunk(id, index)) } }
    const pieces = readWhole(counting, file)
    await pieces.next()
    await Promise.resolve()
    expect(asked).toBe(1)
    await pieces.return(undefined)
    expect(asked).toBe(1)
  })

  test('that is empty gives nothing, and is opened all the same', async () => {
    const empty = sealedFile(new Uint8Array(0))
    const deps = await storeWith(empty)
    expect(await all(readWhole(deps, empty))).toEqual({ bytes: Buffer.alloc(0), code: undefined })
    expect(await all(readWhole(deps, { ...empty, key: someKey(1) }))).toMatchObject({ code: 'UNREADABLE' })
  })

  test('gives what is here up to where it is not', async () => {
    const store = memoryMediaStore({ crypto, clock: { now: () => 0 } })
    expectOk(await store.begin(file.file, file.size))
    for (const index of [0, 2]) expectOk(await store.put(file.chunk(index)))
    const { bytes, code } = await all(readWhole({ crypto, store }, file))
    expect([bytes.length, code]).toEqual([CHUNK, 'MISSING'])
    expect((await all(readRange({ crypto, store }, file, 2 * CHUNK, file.size))).bytes).toHaveLength(77)
  })

  test('is not opened by another key, nor as one of another size', async () => {
    const deps = await storeWith(file)
    expect(await all(readWhole(deps, { ...file, key: someKey(1) }))).toMatchObject({ code: 'UNREADABLE' })
    for (const size of [file.size + 1, file.size - 1, 3 * CHUNK, 2 * CHUNK, 2 * CHUNK + 1, 10]) {
      expect(await all(readWhole(deps, { ...file, size }))).toMatchObject({ code: 'UNREADABLE' })
    }
    expect(await all(readWhole(deps, { ...file, size: 4 * CHUNK }))).toMatchObject({ code: 'UNREADABLE' })
  })

  test('stops when it is called off', async () => {
    const deps = await storeWith(file)
    const stop = new AbortController()
    const pieces = readRange(deps, file, 0, file.size, stop.signal)
    expect((await pieces.next()).value?.ok).toBe(true)
    stop.abort()
    expect(await pieces.next()).toMatchObject({ value: { ok: false, code: 'CANCELLED' } })
  })
})
