/** MEDIA-4: files on their way in, kept once, and no nonce ever under two contents; MEDIA-1 from any cut of the source. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toHex } from '../../shared/codec/index.ts'
import type { Crypto } from '../../shared/crypto/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import {
  type ByteSource,
  type MediaReference,
  type MediaStore,
  type PrepareDeps,
  memoryMediaStore,
  prepareMedia,
  readWhole,
} from '../../shared/media/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { PICTURES, bytesOf } from '../pictures/some-pictures.ts'
import { aReference } from './a-reference.ts'
import { type SealedFile, crypto, sealedFile, someBytes } from './some-files.ts'

const CHUNK = MEDIA.CHUNK_BYTES

function sourceOf(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => Promise.resolve(bytes.slice(offset, offset + length)) }
}

/** Gives another content each time it is read from the beginning. */
function changing(...contents: readonly Uint8Array[]): ByteSource {
  let reading = -1
  return {
    size: contents[0]?.length ?? 0,
    read: (offset, length) => {
      if (offset === 0) reading += 1
      return Promise.resolve((contents[Math.min(reading, contents.length - 1)] ?? new Uint8Array(0)).slice(offset, offset + length))
    },
  }
}

async function* pieces(bytes: Uint8Array, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield await Promise.resolve(bytes.subarray(at, at + length))
}

/** A store and a crypto that note which sealed bytes ever left, and under which key and nonce they were sealed. */
function watched() {
  const sealings = new Map<string, string>()
  const left = new Map<string, Set<string>>()
  const noting: Crypto = {
    ...crypto,
    aesGcmSeal: (key, nonce, associated, plaintext) => {
      const sealed = crypto.aesGcmSeal(key, nonce, associated, plaintext)
      sealings.set(toHex(crypto.sha256(sealed)), `${toHex(key)} ${toHex(nonce)}`)
      return sealed
    },
  }
  const store = memoryMediaStore({ crypto, clock: { now: () => 5 } })
  const note = (sealed: Uint8Array): void => {
    const name = toHex(crypto.sha256(sealed))
    const under = sealings.get(name) ?? 'unknown'
    left.set(under, (left.get(under) ?? new Set()).add(name))
  }
  const watching: MediaStore = {
    ...bound(store),
    put: (chunk) => {
      note(chunk.sealed)
      return store.put(chunk)
    },
    stage: async () => {
      const stage = await store.stage()
      return {
        put: (sealed) => {
          note(sealed)
          return stage.put(sealed)
        },
        finish: (file, size, leaves) => stage.finish(file, size, leaves),
        discard: () => stage.discard(),
      }
    },
  }
  let seed = 0
  const rng = { bytes: (length: number) => someBytes(length, (seed += 1)) }
  const deps: PrepareDeps = { crypto: noting, rng, store: watching }
  /** Others have sealed these under that key already. */
  const othersSealed = ({ key, sealed }: SealedFile): void => {
    for (const [index, chunk] of sealed.entries()) {
      const nonce = new Uint8Array(12)
      new DataView(nonce.buffer).setUint32(8, index)
      left.set(`${toHex(key)} ${toHex(nonce)}`, new Set([toHex(crypto.sha256(chunk))]))
    }
  }
  const isNonceReused = (): boolean => [...left.values()].some((contents) => contents.size > 1)
  return { deps, store, left, othersSealed, isNonceReused }
}

function bound(store: MediaStore): MediaStore {
  return {
    begin: (file, size) => store.begin(file, size),
    put: (chunk) => store.put(chunk),
    flush: (file) => store.flush(file),
    chunk: (file, index) => store.chunk(file, index),
    held: (file) => store.held(file),
    forget: (file) => store.forget(file),
    touch: (file) => store.touch(file),
    usage: () => store.usage(),
    list: () => store.list(),
    stage: () => store.stage(),
  }
}

async function opened(store: MediaStore, reference: MediaReference): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const piece of readWhole({ crypto, store }, reference)) parts.push(expectOk(piece))
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

const knowing = (deps: PrepareDeps, ...known: readonly MediaReference[]): PrepareDeps => ({
  ...deps,
  known: (size) => known.filter((each) => each.size === size),
})

describe('[MEDIA-4] a file of ours', () => {
  test.each([0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5])(
    'of %d bytes is held whole, and opens as it was',
    async (size) => {
      const bytes = someBytes(size)
      const { deps, store } = watched()
      const reference = expectOk(await prepareMedia(sourceOf(bytes), { name: '../a.bin' }, deps))
      expect(reference).toMatchObject({ size, name: 'a.bin', isVoice: false })
      expect((await store.held(reference.file))?.chunks.isWhole).toBe(true)
      expect(await opened(store, reference)).toEqual(bytes)
      expect(sealedFile(bytes, reference.key).file).toBe(reference.file)
    },
  )

  test('comes out of a stream as well, however it is cut', async () => {
    const bytes = someBytes(2 * CHUNK + 100)
    for (const length of [1000, CHUNK, CHUNK + 1, 3 * CHUNK]) {
      const { deps } = watched()
      const reference = expectOk(await prepareMedia(pieces(bytes, length), { name: 'x' }, deps))
      expect(sealedFile(bytes, reference.key).file).toBe(reference.file)
    }
  })

  test('is what its bytes say, and without what is not fit for a reference', async () => {
    const { deps } = watched()
    const picture = bytesOf(PICTURES.webp)
    const parts = { width: 24, height: 16, preview: picture }
    expect(expectOk(await prepareMedia(sourceOf(picture), { name: 'x.exe', ...parts }, deps))).toMatchObject({
      type: 'image/webp',
      ...parts,
    })
    const odd = { name: 'y', width: 0, height: 5, durationMs: -1, preview: someBytes(50), waveform: someBytes(500) }
    const reference = expectOk(await prepareMedia(sourceOf(picture), odd, deps))
    expect(Object.keys(reference).toSorted()).toEqual(['file', 'isVoice', 'key', 'name', 'size', 'type'])
  })

  test('has a key of its own each time', async () => {
    const { deps } = watched()
    const [a, b] = [
      await prepareMedia(sourceOf(someBytes(9)), { name: 'a' }, deps),
      await prepareMedia(sourceOf(someBytes(9)), { name: 'a' }, deps),
    ]
    expect(expectOk(a).file).not.toBe(expectOk(b).file)
  })

  test('that cannot be read, is called off, does not fit or is too large leaves nothing', async () => {
    const bytes = someBytes(2 * CHUNK)
    const { deps, store } = watched()
    const failing: ByteSource = {
      size: 10,
      read: (at, length) => (at > 0 ? Promise.reject(new Error('gone')) : Promise.resolve(bytes.slice(0, length))),
    }
    expect(await prepareMedia(failing, { name: 'a' }, deps)).toEqual({ ok: false, code: 'SOURCE_FAILED' })
    const stop = new AbortController()
    const stopping = { ...deps, signal: stop.signal, onProgress: () => stop.abort() }
    expect(await prepareMedia(sourceOf(bytes), { name: 'a' }, stopping)).toEqual({ ok: false, code: 'CANCELLED' })
    const full = memoryMediaStore({ crypto, clock: { now: () => 0 }, capacityBytes: () => CHUNK + 100 })
    expect(await prepareMedia(sourceOf(bytes), { name: 'a' }, { ...deps, store: full })).toEqual({ ok: false, code: 'DISK_FULL' })
    for (const each of [store, full]) expect(await each.usage()).toEqual({ files: 0, bytes: 0 })
  })

  test('of more than MEDIA.FILE_BYTES is not even begun', async () => {
    const { deps, left } = watched()
    let reads = 0
    const vast: ByteSource = { size: MEDIA.FILE_BYTES + 1, read: (_at, length) => Promise.resolve(new Uint8Array((reads += 1) && length)) }
    expect(await prepareMedia(vast, { name: 'a' }, deps)).toEqual({ ok: false, code: 'TOO_LARGE' })
    expect([reads, left.size]).toEqual([0, 0])
  })

  test('tells how far it is', async () => {
    const { deps } = watched()
    const seen: number[] = []
    await prepareMedia(
      sourceOf(someBytes(CHUNK + 5)),
      { name: 'a' },
      { ...deps, onProgress: ({ step, bytes }) => void (step === 'seal' && seen.push(bytes)) },
    )
    expect(seen).toEqual([CHUNK, CHUNK + 5])
  })
})

describe('[MEDIA-4] a file the room has', () => {
  const bytes = someBytes(2 * CHUNK + 9)
  const other = someBytes(2 * CHUNK + 9, 2)

  test('is the same one again, stored once, under its new name', async () => {
    const { deps, store } = watched()
    const first = expectOk(await prepareMedia(sourceOf(bytes), { name: 'a.bin' }, deps))
    const used = await store.usage()
    const again = expectOk(await prepareMedia(sourceOf(bytes), { name: 'b.bin' }, knowing(deps, first)))
    expect(again).toEqual({ ...first, name: 'b.bin' })
    expect(expectOk(await prepareMedia(pieces(bytes, 999), { name: 'a.bin' }, knowing(deps, first)))).toEqual(first)
    expect(await store.usage()).toEqual(used)
  })

  test('of which nothing is here is written here, byte for byte', async () => {
    const theirs = sealedFile(bytes)
    const { deps, store, othersSealed, isNonceReused } = watched()
    othersSealed(theirs)
    const reference = aReference({ file: theirs.file, key: theirs.key, size: theirs.size })
    expect(expectOk(await prepareMedia(sourceOf(bytes), { name: 'a' }, knowing(deps, reference))).file).toBe(theirs.file)
    for (const [index, sealed] of theirs.sealed.entries()) expect((await store.chunk(theirs.file, index))?.sealed).toEqual(sealed)
    expect(isNonceReused()).toBe(false)
  })

  test('is not taken for another of the same size', async () => {
    const theirs = sealedFile(bytes)
    const { deps, store, othersSealed, isNonceReused } = watched()
    othersSealed(theirs)
    const reference = aReference({ file: theirs.file, key: theirs.key, size: theirs.size })
    const mine = expectOk(await prepareMedia(sourceOf(other), { name: 'a' }, knowing(deps, reference)))
    expect(mine.file).not.toBe(theirs.file)
    expect(toHex(mine.key)).not.toBe(toHex(theirs.key))
    expect(await opened(store, mine)).toEqual(other)
    expect(isNonceReused()).toBe(false)
  })

  test('is looked for among MEDIA.REUSE_TRIES, whatever lies somebody tells of his', async () => {
    const theirs = sealedFile(bytes)
    const lies = Array.from({ length: MEDIA.REUSE_TRIES }, (_, at) => ({
      ...aReference({ size: theirs.size, key: theirs.key }),
      file: sealedFile(someBytes(3, at + 5)).file,
    }))
    const truth = aReference({ file: theirs.file, key: theirs.key, size: theirs.size })
    const { deps } = watched()
    expect(expectOk(await prepareMedia(sourceOf(bytes), { name: 'a' }, knowing(deps, ...lies.slice(1), truth))).file).toBe(theirs.file)
    expect(expectOk(await prepareMedia(sourceOf(bytes), { name: 'a' }, knowing(deps, ...lies, truth))).file).not.toBe(theirs.file)
  })

  test('that changes between two readings never meets anybody under a nonce that was used', async () => {
    const theirs = sealedFile(bytes)
    const reference = aReference({ file: theirs.file, key: theirs.key, size: theirs.size })
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.constantFrom(bytes, other, bytes.with(CHUNK + 3, 1 ^ (bytes[CHUNK + 3] ?? 0)), bytes.slice(0, CHUNK), someBytes(3 * CHUNK, 4)),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        async (contents) => {
          const { deps, store, othersSealed, isNonceReused } = watched()
          othersSealed(theirs)
          const result = await prepareMedia(changing(bytes, ...contents), { name: 'a' }, knowing(deps, reference))
          const made = expectOk(result)
          expect(isNonceReused()).toBe(false)
          // And what it refers to is one of the contents, whole.
          const whole = toHex(await opened(store, made))
          expect([bytes, ...contents].some((content) => toHex(content) === whole)).toBe(true)
        },
      ),
      { numRuns: 30 },
    )
  })
})
