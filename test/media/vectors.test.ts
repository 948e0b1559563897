/** V17: files, trees, references and sets as bytes, kept for ever, on both back ends. `WRITE_VECTORS=1` writes them anew: only for a new version. */
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { encodeCbor, toHex } from '../../shared/codec/index.ts'
import { type Crypto, nobleCrypto } from '../../shared/crypto/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { MEDIA } from '../../shared/limits.ts'
import {
  SparseTree,
  chunkCount,
  encodeSet,
  fileId,
  leafHash,
  memoryMediaStore,
  prepareMedia,
  readSet,
  rootOf,
  sealChunk,
  verifyChunk,
} from '../../shared/media/index.ts'
import { cardContent, decodeContent, mediaContent, placeContent, readContent } from '../../shared/rooms/kinds/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'
import { aReference } from './a-reference.ts'
import { type FileVector, LEAVES, type MediaVectors, SIZES, vectorBytes, vectorLeaf } from './vector-files.ts'

const NAME = 'v17-media'
const files = [
  aReference({ width: 1280, height: 720 }),
  aReference({ size: 52_000, name: '음성.ogg', type: 'audio/ogg', isVoice: true, durationMs: 7000, waveform: Uint8Array.of(0, 128, 255) }),
]
const message = idFromBytes('message', new Uint8Array(16).fill(9))

function made(crypto: Crypto): MediaVectors {
  const file = (size: number, seed: number): FileVector => {
    const [plain, key] = [vectorBytes(size), new Uint8Array(32).fill(0x40 + seed)]
    const sealed = Array.from({ length: chunkCount(size) }, (_, index) =>
      sealChunk(
        crypto,
        key,
        index,
        index === chunkCount(size) - 1,
        plain.subarray(index * MEDIA.CHUNK_BYTES, (index + 1) * MEDIA.CHUNK_BYTES),
      ),
    )
    const leaves = sealed.map((chunk) => leafHash(crypto, chunk))
    const tree = SparseTree.over(crypto, leaves)
    return {
      size,
      key: toHex(key),
      sealed: sealed.map((chunk) => toHex(crypto.sha256(chunk))),
      leaves: leaves.map(toHex),
      root: toHex(rootOf(crypto, leaves)),
      file: fileId(crypto, size, rootOf(crypto, leaves)),
      path: (tree.path(leaves.length - 1) ?? []).map(toHex),
    }
  }
  return {
    rule: 'MEDIA-1 to MEDIA-9',
    files: SIZES.map(file),
    trees: LEAVES.map((count) => {
      const leaves = Array.from({ length: count }, (_, at) => leafHash(crypto, vectorLeaf(at)))
      const index = Math.floor(count / 2)
      return {
        leaves: count,
        root: toHex(rootOf(crypto, leaves)),
        index,
        path: (SparseTree.over(crypto, leaves).path(index) ?? []).map(toHex),
      }
    }),
    small: [0, 1].map((size) => toHex(sealChunk(crypto, new Uint8Array(32).fill(0x40 + size), 0, true, vectorBytes(size)))),
    media: toHex(encodeCbor(expectOk(mediaContent(files, '봄 소풍', { replyTo: message })))),
    card: toHex(
      encodeCbor(expectOk(cardContent({ name: '김복순', phones: ['010-1234-5678'], mails: ['a@b.kr'], link: 'sarangbang://add#AbC' }))),
    ),
    place: toHex(encodeCbor(expectOk(placeContent({ latitude: 37.5665, longitude: -126.978, name: '시청' })))),
    set: toHex(expectOk(encodeSet(files.map(({ name, ...rest }) => ({ path: ['사진', name], ...rest }))))),
  }
}

if (process.env['WRITE_VECTORS'] === '1') {
  writeFileSync(new URL(`../vectors/${NAME}.json`, import.meta.url), `${JSON.stringify(made(nodeCrypto()), undefined, 1)}\n`)
}
const vectors = loadVectors<MediaVectors>(NAME)

describe.each([
  ['node', nodeCrypto()],
  ['noble', nobleCrypto()],
])('V17 on %s', (_name, crypto) => {
  it('[MEDIA-1] [MEDIA-2] [MEDIA-3] is what is made today', () => {
    expect(made(crypto)).toEqual(vectors)
  })

  it('[MEDIA-3] the last chunk of each file is proven by its path alone', () => {
    for (const { size, key, file, path } of vectors.files) {
      const [plain, index] = [vectorBytes(size), chunkCount(size) - 1]
      const sealed = sealChunk(crypto, unhex(key), index, true, plain.subarray(index * MEDIA.CHUNK_BYTES))
      expect(verifyChunk(crypto, idFromBytes('file', unhex(file)), size, index, sealed, path.map(unhex))?.leaf).toBeDefined()
    }
  })
})

describe('V17', () => {
  it('[MEDIA-4] a file prepared under that key is that file', async () => {
    for (const { size, key, file } of vectors.files) {
      const store = memoryMediaStore({ crypto: nodeCrypto(), clock: { now: () => 0 } })
      const deps = { crypto: nodeCrypto(), rng: { bytes: () => unhex(key) }, store }
      const bytes = vectorBytes(size)
      const source = { size, read: (at: number, length: number) => Promise.resolve(bytes.slice(at, at + length)) }
      expect(expectOk(await prepareMedia(source, { name: 'x' }, deps)).file).toBe(file)
    }
  })

  it('[MEDIA-5] [MEDIA-8] [MEDIA-9] is read as it was meant', () => {
    const read = (kind: string, hex: string) => readContent(kind, decodeContent(unhex(hex)) ?? new Map())
    expect(read('media', vectors.media)).toMatchObject({ text: '봄 소풍', replyTo: message, attachments: files })
    expect(read('card', vectors.card)?.card).toMatchObject({ name: '김복순', link: 'sarangbang://add#AbC' })
    expect(read('place', vectors.place)?.place).toEqual({ latitude: 37.5665, longitude: -126.978, name: '시청' })
    expect(expectOk(readSet(unhex(vectors.set))).map(({ path }) => path)).toEqual(files.map(({ name }) => ['사진', name]))
  })
})
