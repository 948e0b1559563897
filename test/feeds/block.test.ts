/** Blocks: what is accepted, what is refused and with which code, on both back ends; V7 and V14. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeCbor, encodeCbor } from '../../shared/codec/index.ts'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import {
  type Block,
  type BlockDraft,
  decodeSnapshotPlain,
  decodeUpdatePlain,
  encodeForkProof,
  encodeUpdatePlain,
  forkProof,
  maxBodyBytes,
  openBlock,
  openStatus,
  padding,
  parseBlock,
  parseForkProof,
  sealBlock,
  statusCodec,
  verifyBlock,
  verifyForkProof,
  verifyStatus,
} from '../../shared/feeds/block/index.ts'
import { type DeviceId, idFromBytes } from '../../shared/ids/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

const backEnds = [
  { name: 'noble', crypto: nobleCrypto() },
  { name: 'node', crypto: nodeCrypto() },
]
const crypto = nodeCrypto()
const bytesOf = (value: number, length = 32): Uint8Array => new Uint8Array(length).fill(value)
const seed = bytesOf(1)
const key = bytesOf(5)
const device = idFromBytes('device', crypto.ed25519PublicKey(seed))
const where = { handle: idFromBytes('handle', bytesOf(2, 16)), device, epoch: idFromBytes('epoch', bytesOf(3, 16)) }
const draft: BlockDraft = { ...where, lane: 1, seq: 1, prev: undefined, kind: 1, index: 0 }
const previous = idFromBytes('block', bytesOf(4))
const supersede = [{ device, ranges: [[1, 1]] as const, last: previous }]
const snapshotDraft: BlockDraft = { ...where, lane: 1, seq: 2, prev: previous, kind: 2, index: 0, supersede }

function seal(of: BlockDraft = draft, plaintext = encodeUpdatePlain(bytesOf(6, 16), bytesOf(7, 20))): Block {
  return sealBlock(crypto, { seed, key, draft: of, plaintext })
}

/** The header with some keys set or removed, whatever that makes of it. */
function changed(block: Block, change: (map: Map<number, unknown>) => void): Uint8Array {
  const map = new Map(decodeCbor(block.headerBytes) as ReadonlyMap<number, never>)
  change(map)
  return encodeCbor(map)
}

function codeOf(block: Block, headerBytes: Uint8Array): string {
  const result = parseBlock(crypto, headerBytes, block.signature, block.body)
  return result.ok ? 'ok' : result.code
}

describe.each(backEnds)('V7 over $name', ({ crypto: backEnd }) => {
  interface Sealed {
    readonly key: string
    readonly plaintext: string
    readonly id: string
    readonly header: string
    readonly signature: string
    readonly body: string
  }
  const vector = loadVectors<{
    readonly seed: string
    readonly pepper: string
    readonly yjs: string
    readonly update: Sealed
    readonly snapshot: Sealed
    readonly governance: Sealed
    readonly status: { readonly key: string; readonly plaintext: string; readonly n: number; readonly bytes: string }
  }>('v07-sealed')

  test.each(['update', 'snapshot', 'governance'] as const)('[KEY-2] %s parses, verifies, opens and is sealed to the same bytes', (name) => {
    const { id, header, signature, body, plaintext, ...rest } = vector[name]
    const block = expectOk(parseBlock(backEnd, unhex(header), unhex(signature), unhex(body)))
    expect(block.id).toBe(id)
    expect(verifyBlock(backEnd, block)).toBe(true)
    expect(openBlock(backEnd, unhex(rest.key), block)).toEqual({ ok: true, value: unhex(plaintext) })
    const { salt: _, bodyHash: __, bodyLength: ___, ...again } = block.header
    expect(sealBlock(backEnd, { seed: unhex(vector.seed), key: unhex(rest.key), draft: again, plaintext: unhex(plaintext) })).toEqual(block)
  })

  test('plaintexts decode', () => {
    expect(decodeUpdatePlain(unhex(vector.update.plaintext))).toEqual({ ok: true, value: unhex(vector.yjs) })
    expect([...expectOk(decodeSnapshotPlain(unhex(vector.snapshot.plaintext))).clocks.values()].toSorted((a, b) => a - b)).toEqual([4, 9])
  })

  test('[DLV-5] the status verifies and opens, and not after a change', () => {
    const status = expectOk(statusCodec.decode(unhex(vector.status.bytes)))
    expect(status.value.n).toBe(vector.status.n)
    expect(verifyStatus(backEnd, status)).toBe(true)
    expect(openStatus(backEnd, unhex(vector.status.key), status)).toEqual({ ok: true, value: unhex(vector.status.plaintext) })
    expect(openStatus(backEnd, unhex(vector.status.key), { ...status, value: { ...status.value, n: 13 } }).ok).toBe(false)
    expect(verifyStatus(backEnd, { ...status, bytes: status.bytes.with(0, 1) })).toBe(false)
  })
})

describe('[FEED-4] parsing', () => {
  test('a sealed block comes back as it was', () => {
    for (const block of [seal(), seal(snapshotDraft), seal({ ...where, lane: 0, seq: 5, prev: previous, kind: 0 })]) {
      expect(parseBlock(crypto, block.headerBytes, block.signature, block.body)).toEqual({ ok: true, value: block })
      expect(verifyBlock(crypto, block)).toBe(true)
    }
  })

  test('[SYNC-9] without its signature it parses and does not verify', () => {
    const block = seal()
    expect(verifyBlock(crypto, expectOk(parseBlock(crypto, block.headerBytes, undefined, block.body)))).toBe(false)
  })

  test.each<[string, string, (map: Map<number, unknown>) => void]>([
    ['a later version', 'UNSUPPORTED', (map) => map.set(0, 2)],
    ['an unknown critical key', 'UNSUPPORTED', (map) => map.set(20, 1)],
    ['an unknown optional key', 'ok', (map) => map.set(40, 'later')],
    ['a kind of a later version', 'UNSUPPORTED', (map) => map.set(6, 3)],
    ['a third lane', 'BAD_FRAME', (map) => map.set(3, 2)],
    ['an update in the governance lane', 'BAD_FRAME', (map) => map.set(3, 0)],
    ['seq 0', 'BAD_FRAME', (map) => map.set(4, 0)],
    ['seq 1 with a predecessor', 'BAD_FRAME', (map) => map.set(5, bytesOf(9))],
    ['seq 2 without one', 'BAD_FRAME', (map) => map.set(4, 2)],
    ['no index', 'BAD_FRAME', (map) => map.delete(11)],
    ['an index beyond u32', 'BAD_FRAME', (map) => map.set(11, 2 ** 32)],
    ['an update that supersedes', 'BAD_FRAME', (map) => map.set(12, [[bytesOf(9), [1, 1], bytesOf(9)]])],
    ['a snapshot that does not', 'BAD_FRAME', (map) => map.set(6, 2)],
    ['a short salt', 'BAD_FRAME', (map) => map.set(8, bytesOf(1, 15))],
    ['a wrong body length', 'BAD_BODY', (map) => map.set(10, 7)],
    ['a wrong body hash', 'BAD_BODY', (map) => map.set(9, bytesOf(1))],
    ['an update body beyond 64 KiB', 'TOO_BIG', (map) => map.set(10, INTRINSIC.UPDATE_BODY_BYTES + 1)],
  ])('%s: %s', (_, code, change) => {
    const block = seal()
    expect(codeOf(block, changed(block, change))).toBe(code)
  })

  const manyRanges = (count: number): readonly number[] => Array.from({ length: count * 2 }, (_, at) => 1 + at * 2)
  const range = (...seqs: readonly number[]): ((map: Map<number, unknown>) => void) => {
    return (map) => map.set(12, [[bytesOf(9), [...seqs], bytesOf(9)]])
  }
  test.each<[string, string, (map: Map<number, unknown>) => void]>([
    ['ranges in order', 'ok', range(1, 4, 6, 6)],
    ['ranges that touch', 'BAD_FRAME', range(1, 4, 5, 6)],
    ['ranges that overlap', 'BAD_FRAME', range(1, 4, 3, 6)],
    ['a range backwards', 'BAD_FRAME', range(4, 1)],
    ['half a range', 'BAD_FRAME', range(1, 2, 3)],
    ['a range from 0', 'BAD_FRAME', range(0, 2)],
    ['the most ranges', 'ok', range(...manyRanges(INTRINSIC.SUPERSEDE_RANGES))],
    ['one range more', 'BAD_FRAME', range(...manyRanges(INTRINSIC.SUPERSEDE_RANGES + 1))],
    ['no device', 'BAD_FRAME', (map) => map.set(12, [])],
    [
      'one device twice',
      'BAD_FRAME',
      (map) =>
        map.set(
          12,
          [1, 2].map(() => [bytesOf(9), [1, 1], bytesOf(9)]),
        ),
    ],
    [
      '64 devices',
      'ok',
      (map) =>
        map.set(
          12,
          Array.from({ length: 64 }, (_, at) => [bytesOf(at), [1, 1], bytesOf(9)]),
        ),
    ],
    [
      '65 devices',
      'BAD_FRAME',
      (map) =>
        map.set(
          12,
          Array.from({ length: 65 }, (_, at) => [bytesOf(at), [1, 1], bytesOf(9)]),
        ),
    ],
  ])('[SNAP-1] a snapshot with %s: %s', (_, code, change) => {
    const block = seal(snapshotDraft)
    expect(codeOf(block, changed(block, change))).toBe(code)
  })

  test('[SNAP-1] of its own chain a snapshot replaces only what came before it', () => {
    const own = (last: number): BlockDraft => ({ ...snapshotDraft, seq: 5, supersede: [{ device, ranges: [[1, last]], last: previous }] })
    expect(seal(own(4)).header.seq).toBe(5)
    expect(() => seal(own(5))).toThrow(RangeError)
  })

  test('a header beyond its limit is not even read', () => {
    const block = seal()
    const padded = (length: number): Uint8Array => changed(block, (map) => map.set(40, new Uint8Array(length)))
    const fits = INTRINSIC.HEADER_BYTES - padded(70_000).length + 70_000
    expect(codeOf(block, padded(fits))).toBe('ok')
    expect(codeOf(block, padded(fits + 1))).toBe('TOO_BIG')
  })

  test('[P14] a snapshot names up to SUPERSEDE_DEVICES devices and no more', () => {
    const naming = (count: number): BlockDraft => ({
      ...snapshotDraft,
      seq: 5,
      supersede: Array.from({ length: count }, (_, at) => ({
        device: idFromBytes('device', bytesOf(at)),
        ranges: [[1, 2]],
        last: previous,
      })),
    })
    const block = seal(naming(INTRINSIC.SUPERSEDE_DEVICES))
    expect(parseBlock(crypto, block.headerBytes, block.signature, block.body).ok).toBe(true)
    expect(() => seal(naming(INTRINSIC.SUPERSEDE_DEVICES + 1))).toThrow(RangeError)
  })

  test('a header that would be too big is not sealed', () => {
    const ranges = Array.from({ length: INTRINSIC.SUPERSEDE_RANGES }, (_, at) => [1e9 + at * 2, 1e9 + at * 2] as const)
    const devices = Array.from({ length: 16 }, (_, at) => ({ device: idFromBytes('device', bytesOf(at)), ranges, last: previous }))
    expect(() => seal({ ...snapshotDraft, supersede: devices })).toThrow(RangeError)
  })

  test('a body of the greatest size passes, one byte more is refused by writer and reader', () => {
    for (const kind of [0, 1] as const) {
      const of: BlockDraft = kind === 0 ? { ...where, lane: 0, seq: 1, prev: undefined, kind } : draft
      const fits = seal(of, new Uint8Array(maxBodyBytes(kind) - 16))
      expect(parseBlock(crypto, fits.headerBytes, fits.signature, fits.body).ok).toBe(true)
      expect(() => seal(of, new Uint8Array(maxBodyBytes(kind) - 15))).toThrow(RangeError)
    }
  })

  test('[P4] random and mutated headers get a code', () => {
    const block = seal(snapshotDraft)
    fc.assert(
      fc.property(fc.nat(), fc.nat(255), (at, value) => {
        const place = at % block.headerBytes.length
        const result = parseBlock(crypto, block.headerBytes.with(place, value), block.signature, block.body)
        return !result.ok || verifyBlock(crypto, result.value) === (value === block.headerBytes[place])
      }),
      { numRuns: 300 },
    )
    fc.assert(fc.property(fc.uint8Array(), (junk) => !parseBlock(crypto, junk, undefined, junk).ok))
  })
})

describe('[KEY-2] sealing', () => {
  test('opens with its key and header only', () => {
    const block = seal()
    expect(openBlock(crypto, bytesOf(9), block).ok).toBe(false)
    const moved = { ...block, headerBytes: changed(block, (map) => map.set(11, 1)) }
    expect(openBlock(crypto, key, moved)).toEqual({ ok: false, code: 'BAD_BODY' })
  })

  test('a salt that is not the plaintext’s is refused although the tag fits', () => {
    // A writer with a modified program: the key of another plaintext's salt, consistently.
    const honest = seal()
    const liar = { ...crypto, hmacSha256: (k: Uint8Array, data: Uint8Array) => crypto.hmacSha256(k, data.with(0, 1)) }
    const forged = sealBlock(liar, { seed, key, draft, plaintext: encodeUpdatePlain(bytesOf(6, 16), bytesOf(7, 20)) })
    expect(forged.header.salt).not.toEqual(honest.header.salt)
    expect(verifyBlock(crypto, forged)).toBe(true)
    expect(openBlock(crypto, key, forged)).toEqual({ ok: false, code: 'BAD_BODY' })
  })

  test('[P6] clones with the same random numbers never use one key and nonce for two plaintexts', () => {
    const used = new Map<string, string>()
    const watching = {
      ...crypto,
      aesGcmSeal: (k: Uint8Array, nonce: Uint8Array, associated: Uint8Array, plaintext: Uint8Array) => {
        const pair = Buffer.from([...k, ...nonce]).toString('hex')
        const text = Buffer.from(plaintext).toString('hex')
        expect(used.get(pair) ?? text).toBe(text)
        used.set(pair, text)
        return crypto.aesGcmSeal(k, nonce, associated, plaintext)
      },
    }
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 3 }), (yjs, seq) => {
        const clonedRandom = bytesOf(6, 16)
        const of = seq === 1 ? draft : { ...draft, seq, prev: previous }
        sealBlock(watching, { seed, key, draft: of, plaintext: encodeUpdatePlain(clonedRandom, yjs) })
      }),
    )
    expect(used.size).toBeGreaterThan(10)
  })

  test('[ENC-9] updates are padded to multiples of 64 and come back whole', () => {
    for (let length = 1; length < 400; length++) {
      const yjs = new Uint8Array(length).fill(1)
      const plaintext = encodeUpdatePlain(bytesOf(6, 16), yjs)
      expect(plaintext.length % INTRINSIC.PADDING_BYTES).toBe(0)
      expect(plaintext.length).toBeLessThan(length + 2 * INTRINSIC.PADDING_BYTES + 16)
      expect(decodeUpdatePlain(plaintext)).toEqual({ ok: true, value: yjs })
    }
    expect(padding(64, 1)).toBeUndefined()
  })

  test('a snapshot plaintext that names a device twice is malformed', () => {
    const pair = [bytesOf(1), 4] as const
    const plain = encodeCbor(
      new Map<number, never>([
        [0, bytesOf(6, 16)],
        [1, bytesOf(1, 3)],
        [2, [pair, pair]],
      ] as never),
    )
    expect(decodeSnapshotPlain(plain)).toEqual({ ok: false, code: 'MALFORMED' })
  })
})

describe('[FORK-1] proofs', () => {
  const vector = loadVectors<{ readonly ids: readonly string[]; readonly device: DeviceId; readonly proof: string }>('v14-fork-proof')

  test.each(backEnds)('V14 over $name', ({ crypto: backEnd }) => {
    const proof = expectOk(parseForkProof(backEnd, unhex(vector.proof)))
    expect(proof.branches.map(({ id }) => id)).toEqual(vector.ids)
    expect(proof.device).toBe(vector.device)
    expect(verifyForkProof(backEnd, proof)).toBe(true)
    expect(encodeForkProof(proof)).toEqual(unhex(vector.proof))
  })

  test('two blocks at one place make one, in one encoding whichever comes first', () => {
    const [a, b] = [seal(), seal(draft, encodeUpdatePlain(bytesOf(8, 16), bytesOf(7, 20)))]
    const proof = forkProof(a, b)
    expect(proof).toEqual(forkProof(b, a))
    expect(parseForkProof(crypto, encodeForkProof(proof!))).toEqual({ ok: true, value: proof })
  })

  test('no proof: the same block, another place, no signature', () => {
    const block = seal()
    const other = seal({ ...draft, seq: 2, prev: previous })
    expect(forkProof(block, block)).toBeUndefined()
    expect(forkProof(block, other)).toBeUndefined()
    expect(forkProof(block, { ...seal(draft, bytesOf(1, 64)), signature: undefined })).toBeUndefined()
  })

  test('refused: wrong order, equal headers; not verified: a forged branch', () => {
    const [a, b] = [seal(), seal(draft, encodeUpdatePlain(bytesOf(8, 16), bytesOf(7, 20)))]
    const { branches, ...fork } = forkProof(a, b)!
    const [low, high] = branches
    expect(parseForkProof(crypto, encodeForkProof({ ...fork, branches: [high, low] }))).toEqual({ ok: false, code: 'BAD_FRAME' })
    expect(parseForkProof(crypto, encodeForkProof({ ...fork, branches: [low, low] }))).toEqual({ ok: false, code: 'BAD_FRAME' })
    expect(verifyForkProof(crypto, { ...fork, branches: [low, { ...high, signature: low.signature }] })).toBe(false)
    fc.assert(fc.property(fc.uint8Array(), (junk) => !parseForkProof(crypto, junk).ok))
  })
})
