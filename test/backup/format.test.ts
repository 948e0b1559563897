/** The form of a backup file against whoever cuts, changes, swaps, swells or plants one. */
import { describe, expect, it } from 'vitest'
import {
  BACKUP_MAGIC,
  CHUNK_BYTES,
  ChunkOpener,
  ChunkSealer,
  HEADER_BYTES,
  type PassphraseKey,
  RecordReader,
  encodeRecord,
  makeHeader,
  openHeader,
  readHeader,
} from '../../shared/backup/index.ts'
import { concatBytes, encodeCbor, u32 } from '../../shared/codec/index.ts'
import { systemRng } from '../../shared/crypto/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'

const crypto = nodeCrypto()
const rng = systemRng()
const KEY: PassphraseKey = { cost: { memoryKib: 64 * 1024, passes: 3 }, salt: rng.bytes(16), key: rng.bytes(32) }
const CHUNK_ON_DISK = 4 + CHUNK_BYTES + 16

describe('the header', () => {
  const { bytes, contentKey } = makeHeader(crypto, rng, KEY)

  it('[BKP-1] gives the content’s key to the passphrase’s key, and to no other', () => {
    const header = readHeader(crypto, bytes)
    if (!header.ok) throw new Error(header.code)
    expect(header.value.cost).toEqual(KEY.cost)
    expect(openHeader(crypto, header.value, KEY.key)).toEqual(contentKey)
    expect(openHeader(crypto, header.value, rng.bytes(32))).toBeUndefined()
    expect(bytes).toHaveLength(HEADER_BYTES)
  })

  it('[BKP-1] says what is wrong with it: foreign, cut at any place, changed at any place, newer', () => {
    expect(readHeader(crypto, new TextEncoder().encode('PK\u0003\u0004 not a backup at all, but long enough'))).toEqual({
      ok: false,
      code: 'NOT_A_BACKUP',
    })
    expect(readHeader(crypto, new Uint8Array(0))).toEqual({ ok: false, code: 'NOT_A_BACKUP' })
    for (let length = 4; length < HEADER_BYTES; length++) {
      expect(readHeader(crypto, bytes.subarray(0, length))).toEqual({ ok: false, code: 'BACKUP_CUT' })
    }
    for (let at = 0; at < HEADER_BYTES; at++) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(readHeader(crypto, changed).ok).toBe(false)
    }
    const newer = bytes.slice()
    newer.set(u32(2), BACKUP_MAGIC.length)
    expect(readHeader(crypto, newer)).toEqual({ ok: false, code: 'BACKUP_TOO_NEW' })
  })

  it('[BKP-2] takes costs up to its limits and not beyond, whatever its checksum says: nothing is computed for them', () => {
    const withCost = (memoryKib: number, passes: number) =>
      readHeader(crypto, makeHeader(crypto, rng, { ...KEY, cost: { memoryKib, passes } }).bytes)
    expect(withCost(RESOURCE.BACKUP_MEMORY_KIB, RESOURCE.BACKUP_PASSES).ok).toBe(true)
    for (const [memory, passes] of [
      [RESOURCE.BACKUP_MEMORY_KIB + 1, 1],
      [0xffff_ffff, 1],
      [64 * 1024, RESOURCE.BACKUP_PASSES + 1],
      [64 * 1024, 0xffff_ffff],
      [64 * 1024, 0],
      [7, 3],
    ] as const) {
      expect(withCost(memory, passes)).toEqual({ ok: false, code: 'BACKUP_DAMAGED' })
    }
  })
})

describe('chunks', () => {
  const key = rng.bytes(32)
  const content = rng.bytes(3 * CHUNK_BYTES + 1000)
  const sealed = sealAll(key, content)

  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES])('[BKP-3] bring back %i bytes', (length) => {
    const plain = rng.bytes(length)
    expect(openAll(key, sealAll(key, plain))).toEqual({ ok: true, plain })
  })

  it('[BKP-3] say that they were cut, wherever that was', () => {
    for (const at of [
      0,
      1,
      3,
      4,
      5,
      CHUNK_ON_DISK - 1,
      CHUNK_ON_DISK,
      CHUNK_ON_DISK + 1,
      2 * CHUNK_ON_DISK,
      3 * CHUNK_ON_DISK,
      sealed.length - 1,
    ]) {
      expect(openAll(key, sealed.subarray(0, at))).toEqual({ ok: false, code: 'BACKUP_CUT' })
    }
  })

  it('[BKP-3] refuse to be swapped, doubled, left out, moved from another file, added to, or ended early', () => {
    const chunk = (n: number) => sealed.subarray(n * CHUNK_ON_DISK, (n + 1) * CHUNK_ON_DISK)
    const other = sealAll(rng.bytes(32), content)
    const rest = sealed.subarray(3 * CHUNK_ON_DISK)
    const bad = { ok: false, code: 'BACKUP_DAMAGED' }
    expect(openAll(key, concatBytes(chunk(1), chunk(0), chunk(2), rest))).toEqual(bad)
    expect(openAll(key, concatBytes(chunk(0), chunk(0), chunk(1), chunk(2), rest))).toEqual(bad)
    expect(openAll(key, concatBytes(chunk(0), chunk(2), rest))).toEqual(bad)
    expect(openAll(key, concatBytes(chunk(0), other.subarray(CHUNK_ON_DISK, 2 * CHUNK_ON_DISK), chunk(2), rest))).toEqual(bad)
    expect(openAll(key, concatBytes(sealed, Uint8Array.of(0)))).toEqual(bad)
    expect(openAll(key, concatBytes(sealed, sealed))).toEqual(bad)
    // A middle chunk that is made to look like the last one.
    const early = chunk(0).slice()
    early[0] = 0x80
    expect(openAll(key, early)).toEqual(bad)
  })

  it('[BKP-3] believe no length: a chunk that claims to be larger, or to be short in the middle, is damage at once', () => {
    const bad = { ok: false, code: 'BACKUP_DAMAGED' }
    for (const length of [CHUNK_BYTES + 1, CHUNK_BYTES - 1, 0x7fff_ffff, 0xffff_ffff]) expect(openAll(key, u32(length))).toEqual(bad)
  })

  it('[BKP-3] notice a single bit, anywhere', () => {
    for (let at = 0; at < sealed.length; at += 9_973) {
      const changed = sealed.slice()
      changed[at] = (changed[at] ?? 0) ^ 0x10
      const opened = openAll(key, changed)
      expect(opened.ok).toBe(false)
    }
  })
})

describe('records', () => {
  it('[BKP-4] refuse a length beyond the limit before anything is kept for it, and take one below', () => {
    const reader = new RecordReader()
    expect(reader.push(u32(RESOURCE.BACKUP_RECORD_BYTES + 1))).toEqual({ ok: false, code: 'BACKUP_DAMAGED' })
    expect(new RecordReader().push(u32(RESOURCE.BACKUP_RECORD_BYTES))).toEqual({ ok: true, value: [] })
  })

  it('[BKP-4] are read in pieces of one byte as in one', () => {
    const records = [
      { type: 'table', name: 'messages', columns: ['n', 'text'] },
      {
        type: 'rows',
        rows: [
          [1, '가나'],
          [2, null],
          [-3, rng.bytes(4)],
        ],
      },
      { type: 'file', file: idFromBytes('file', rng.bytes(32)), size: 7 },
      { type: 'chunk', sealed: rng.bytes(23) },
      { type: 'cut' },
      { type: 'end', counts: { contacts: 1, rooms: 2, messages: 3, rows: 4, files: 5 } },
    ] as const
    const bytes = concatBytes(...records.map((record) => encodeRecord(record)))
    const reader = new RecordReader()
    const found = [...bytes].flatMap((byte) => {
      const read = reader.push(Uint8Array.of(byte))
      return read.ok ? read.value : []
    })
    expect(found).toEqual(records)
    expect(reader.isEven()).toBe(true)
  })

  it.each([
    ['a table whose name is SQL', [1, 'x; DROP TABLE y', ['n']]],
    ['a column that is SQL', [1, 'messages', ['n) VALUES (1); --']]],
    ['rows that are none', [2, [1, 2]]],
    ['a value no table has', [2, [[true]]]],
    ['an unknown kind', [9]],
  ] as const)('[BKP-4] refuse %s', (_name, value) => {
    const body = encodeCbor(value)
    expect(new RecordReader().push(concatBytes(u32(body.length), body))).toEqual({ ok: false, code: 'BACKUP_DAMAGED' })
  })
})

function sealAll(key: Uint8Array, content: Uint8Array): Uint8Array {
  const sealer = new ChunkSealer(crypto, key)
  return concatBytes(sealer.push(content), sealer.end())
}

function openAll(key: Uint8Array, sealed: Uint8Array) {
  const opener = new ChunkOpener(crypto, key)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < sealed.length; at += 10_007) {
    const opened = opener.push(sealed.subarray(at, at + 10_007))
    if (!opened.ok) return opened
    pieces.push(...opened.value)
  }
  const ended = opener.end()
  return ended.ok ? { ok: true as const, plain: concatBytes(...pieces) } : ended
}
