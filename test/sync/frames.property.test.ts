import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, encodeCbor, u32 } from '../../shared/codec/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import {
  BlockAssembler,
  type DecodedFrame,
  type Frame,
  FrameDecoder,
  decodeFrame,
  encodeBlock,
  encodeFrame,
} from '../../shared/sync/frames/index.ts'
import { above, covers, highest, intersect, isEqual, rangesFromPairs, rangesToPairs, subtract, unite } from '../../shared/sync/ranges.ts'
import { deviceNamed } from '../harness/toy-room.ts'
import { idFromBytes } from '../../shared/ids/index.ts'

const device = deviceNamed('x')
const head = idFromBytes('block', new Uint8Array(32).fill(7))
const handle = idFromBytes('handle', new Uint8Array(16).fill(3))
const tag = new Uint8Array(16)
const SAMPLES: readonly Frame[] = [
  { type: 'hello', versions: [1, 3], nonce: tag, caps: 5, wall: 1, kind: 'guest' },
  { type: 'tags', tags: Array.from({ length: 16 }, () => tag), nonce: tag },
  { type: 'ident', card: new Uint8Array(9) },
  { type: 'typing', room: 1, isTyping: true },
  { type: 'room', room: 1, handle, reveal: idFromBytes('room', new Uint8Array(32)) },
  { type: 'govHave', room: 1, rows: [{ device, count: 4, head }], more: true },
  {
    type: 'have',
    room: 1,
    rows: [
      {
        device,
        ranges: [
          [1, 4],
          [6, 9],
        ],
        head,
      },
    ],
  },
  { type: 'want', room: 1, number: 2, device, ranges: [[1, 4]], max: 1000 },
  { type: 'want', room: 1, number: 3, device, ranges: [[1, 4]], max: 1000, newest: true },
  { type: 'block', room: 1, lane: 'feed', header: tag, signature: null, body: tag, want: 2 },
  { type: 'wantEnd', room: 1, number: 0, complete: true },
  { type: 'status', room: 1, counters: [{ device, n: 0 }], status: tag },
  { type: 'grantWant', room: 1, epochs: [idFromBytes('epoch', tag)] },
  { type: 'proof', room: 1, proof: tag },
  { type: 'knock', payload: tag },
  { type: 'knockReply', payload: tag },
  { type: 'ping' },
  { type: 'pong' },
  { type: 'error', code: 'RATE', room: 1, retryMs: 5 },
  { type: 'bye', code: 'GONE' },
]
const decode = (decoder: FrameDecoder, bytes: Uint8Array): readonly DecodedFrame[] => [...decoder.push(bytes)]
const framed = (content: Uint8Array): Uint8Array => concatBytes(u32(content.length), content)

describe('frames', () => {
  it('[SYNC-1] survive any cutting of the stream', () => {
    const stream = concatBytes(...SAMPLES.map(encodeFrame))
    const expected = SAMPLES.map((frame) => ({ ok: true, frame }))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (cuts) => {
        const decoder = new FrameDecoder()
        const heard: DecodedFrame[] = []
        for (let at = 0, i = 0; at < stream.length; i++) {
          const next = at + cuts[i % cuts.length]!
          heard.push(...decode(decoder, stream.slice(at, next)))
          at = next
        }
        expect(heard).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('[ENC-1] junk, mutations and nesting give a code and never throw', () => {
    const mutated = fc
      .record({ sample: fc.constantFrom(...SAMPLES), at: fc.nat(), byte: fc.integer({ min: 0, max: 255 }) })
      .map(({ sample, at, byte }) => {
        const bytes = encodeFrame(sample).slice(4)
        bytes[at % bytes.length] = byte
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), mutated), (content) => {
        const [heard] = decode(new FrameDecoder(), framed(content))
        expect(heard?.ok === true || heard?.code === 'BAD_FRAME').toBe(true)
      }),
    )
    expect(decode(new FrameDecoder(), framed(new Uint8Array(RESOURCE.FRAME_BYTES).fill(0x81)))).toEqual([{ ok: false, code: 'BAD_FRAME' }])
  })

  it('[LIM] a frame of 256 KiB passes, a byte more is TOO_BIG before anything is kept', () => {
    const decoder = new FrameDecoder()
    expect(decode(decoder, u32(RESOURCE.FRAME_BYTES))).toEqual([])
    expect(decoder.heldBytes).toBeLessThan(5000)
    const other = new FrameDecoder()
    expect(decode(other, u32(RESOURCE.FRAME_BYTES + 1))).toEqual([{ ok: false, code: 'TOO_BIG' }])
    expect(decode(other, encodeFrame({ type: 'ping' }))).toEqual([])
    expect(other.heldBytes).toBe(0)
    const body = new Uint8Array(RESOURCE.FRAME_BYTES - 20)
    expect(decode(new FrameDecoder(), encodeFrame({ type: 'knock', payload: body }))).toHaveLength(1)
  })

  it('[ENC-5] unknown optional fields are ignored, unknown types and critical fields told apart', () => {
    const withField = (key: number): Uint8Array => encodeCbor([17, new Map([[key, 1]])])
    expect(decodeFrame(withField(32))).toMatchObject({ ok: true, value: { type: 'ping' } })
    expect(decodeFrame(withField(31))).toMatchObject({ ok: true, value: { type: 'unsupported', tag: 17 } })
    expect(decodeFrame(encodeCbor([200, new Map()]))).toMatchObject({ ok: true, value: { type: 'unsupported', tag: 200 } })
    expect(decodeFrame(encodeCbor([17]))).toMatchObject({ ok: false })
  })

  it('[LIM] rows, ranges and tags: the limit passes, one more does not', () => {
    const have = (rows: number, pairs: number): Frame => ({
      type: 'have',
      room: 1,
      rows: Array.from({ length: rows }, () => ({
        device,
        head,
        ranges: Array.from({ length: pairs }, (_, i) => [2 * i + 1, 2 * i + 1] as const),
      })),
    })
    expect(decodeFrame(encodeFrame(have(RESOURCE.ROWS_PER_PAGE, 1)).slice(4)).ok).toBe(true)
    expect(() => encodeFrame(have(RESOURCE.ROWS_PER_PAGE + 1, 1))).toThrow(RangeError)
    expect(decodeFrame(encodeFrame(have(1, RESOURCE.RANGES_PER_ROW)).slice(4)).ok).toBe(true)
    expect(() => encodeFrame(have(1, RESOURCE.RANGES_PER_ROW + 1))).toThrow(RangeError)
    expect(() => encodeFrame({ type: 'tags', tags: [tag] })).toThrow(RangeError)
  })
})

describe('blocks in parts', () => {
  const assemble = (frames: readonly Uint8Array[]): readonly ReturnType<BlockAssembler['take']>[] => {
    const assembler = new BlockAssembler()
    return frames.flatMap((bytes) => {
      const read = decodeFrame(bytes.slice(4))
      return read.ok && read.value.type === 'block' ? [assembler.take(read.value)] : []
    })
  }
  it.each([0, 1, 262_000, 300_000, INTRINSIC.BLOCK_BODY_BYTES])('[SYNC] a body of %d bytes arrives whole', (length) => {
    const block = { header: new Uint8Array(300), signature: undefined, body: new Uint8Array(length).fill(5) }
    const states = assemble(encodeBlock({ room: 1, lane: 'feed', want: 4 }, block))
    const last = states.at(-1)
    expect(last).toMatchObject({ state: 'whole', lane: 'feed', want: 4 })
    expect(last?.state === 'whole' && Buffer.compare(last.block.body, block.body)).toBe(0)
  })

  it('[LIM] refuses what is out of turn, too long, too small or too much', () => {
    const assembler = new BlockAssembler()
    const part = (body: number): ReturnType<BlockAssembler['take']> =>
      assembler.take({ type: 'block', room: 1, body: new Uint8Array(body) })
    const first = (total: number): ReturnType<BlockAssembler['take']> =>
      assembler.take({ type: 'block', room: 1, lane: 'feed', header: tag, signature: null, body: new Uint8Array(100_000), total })
    expect(part(5)).toEqual({ state: 'bad', code: 'BAD_FRAME' })
    expect(first(100_000)).toEqual({ state: 'bad', code: 'BAD_FRAME' })
    expect(first(300_000).state).toBe('part')
    expect(part(10)).toEqual({ state: 'bad', code: 'BAD_FRAME' })
    expect(first(150_000).state).toBe('part')
    expect(part(50_001)).toEqual({ state: 'bad', code: 'BAD_FRAME' })
    expect(first(150_000).state).toBe('part')
    expect(first(150_000)).toEqual({ state: 'bad', code: 'BAD_FRAME' })
    expect(() => encodeFrame({ type: 'block', room: 1, body: tag, total: INTRINSIC.BLOCK_BODY_BYTES + 1 })).toThrow(RangeError)
  })
})

describe('ranges', () => {
  const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 })
  const of = (list: readonly number[]): ReturnType<typeof unite> =>
    list.reduce<ReturnType<typeof unite>>((sum, seq) => unite(sum, [[seq, seq]]), [])
  const list = (ranges: ReturnType<typeof unite>): readonly number[] =>
    Array.from({ length: 61 }, (_, i) => i).filter((seq) => covers(ranges, seq))

  it('are sets', () => {
    fc.assert(
      fc.property(seqs, seqs, (x, y) => {
        const [a, b] = [of(x), of(y)]
        const sorted = (items: readonly number[]): readonly number[] => items.toSorted((m, n) => m - n)
        expect(list(a)).toEqual(sorted(x))
        expect(list(subtract(a, b))).toEqual(sorted(x.filter((seq) => !y.includes(seq))))
        expect(list(intersect(a, b))).toEqual(sorted(x.filter((seq) => y.includes(seq))))
        expect(isEqual(unite(a, b), unite(b, a))).toBe(true)
        expect(rangesFromPairs(rangesToPairs(a))).toEqual(a)
        expect(highest(a)).toBe(Math.max(0, ...x))
        expect(list(above(a, 30))).toEqual(sorted(x.filter((seq) => seq > 30)))
      }),
    )
  })

  it.each([[[1]], [[0, 1]], [[2, 1]], [[1, 2, 3, 4]], [[1, 5, 3, 9]]])('%j is no legal form', (pairs) => {
    expect(rangesFromPairs(pairs)).toBeUndefined()
  })
})
