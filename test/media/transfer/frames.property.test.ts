/** The frames of `/sarangbang/media/1`: their bytes, any cut of the stream, junk, and both sides of every bound. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, equalBytes, toHex, u32 } from '../../../shared/codec/index.ts'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { ChunkRoom } from '../../../shared/transfer/chunk-room.ts'
import { type MediaFrame, MediaFrameReader, type ReadFrame, encodeMediaFrame, hashesOf } from '../../../shared/transfer/frames.ts'

const room = idFromBytes('handle', new Uint8Array(16).fill(3))
const file = idFromBytes('file', new Uint8Array(32).fill(7))
const bytes = (length: number): Uint8Array => new Uint8Array(length).fill(5)

const SAMPLES: readonly MediaFrame[] = [
  { type: 'ask', n: 1, room, files: [file] },
  { type: 'have', n: 1, held: [null, bytes(0), bytes(3)] },
  { type: 'get', n: 2, room, file, size: 300_000, first: 0, count: 2 },
  { type: 'chunk', n: 2, index: 1, path: bytes(64), sealed: bytes(40) },
  { type: 'end', n: 2, code: 'sent' },
  { type: 'cancel', n: 1 },
  { type: 'held', room, files: [file] },
  { type: 'held', room, files: [], lost: [file] },
  { type: 'offer', room, files: [[file, 9]] },
  { type: 'withdraw', room, files: [file] },
]

const read = (stream: Uint8Array): readonly ReadFrame[] => [...new MediaFrameReader().push(stream)]
const passes = (frame: MediaFrame): boolean => {
  try {
    return read(encodeMediaFrame(frame)).every(({ ok }) => ok)
  } catch {
    return false
  }
}

describe('frames', () => {
  it.each(SAMPLES.map((frame) => [frame.type, frame] as const))('[MEDIA-41] %s comes back as it was', (_type, frame) => {
    expect(read(encodeMediaFrame(frame))).toEqual([{ ok: true, frame }])
  })

  it('[MEDIA-41] have these bytes, for ever', () => {
    const id = '07'.repeat(32)
    const handle = '03'.repeat(16)
    expect(SAMPLES.map((frame) => toHex(encodeMediaFrame(frame)))).toEqual([
      `0000003b8200a300010150${handle}02815820${id}`,
      '0000000d8201a200010183f64043050505',
      `000000448202a600020150${handle}025820${id}031a000493e004000502`,
      `000000758203a400020101025840${'05'.repeat(64)}035828${'05'.repeat(40)}`,
      '000000078204a200020100',
      '000000058205a10001',
      `000000398206a20050${handle}01815820${id}`,
      `0000003b8206a30050${handle}018002815820${id}`,
      `0000003b8207a20050${handle}0181825820${id}09`,
      `000000398208a20050${handle}01815820${id}`,
    ])
  })

  it('[MEDIA-41] are read whatever the stream is cut into, and an unfinished one takes one frame of memory', () => {
    const whole = concatBytes(...SAMPLES.map(encodeMediaFrame))
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 60 }), (cuts) => {
        const reader = new MediaFrameReader()
        const frames: ReadFrame[] = []
        let at = 0
        for (let cut = 0; at < whole.length; cut++) {
          const next = at + (cuts[cut % cuts.length] ?? 1)
          frames.push(...reader.push(whole.subarray(at, next)))
          at = next
          expect(reader.heldBytes).toBeLessThanOrEqual(4 + TRANSFER.FRAME_BYTES)
        }
        expect(frames).toEqual(SAMPLES.map((frame) => ({ ok: true, frame })))
      }),
    )
  })

  it('[MEDIA-41] that are junk are one bad frame, and never a throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
        const [only, ...more] = read(concatBytes(u32(junk.length), junk))
        expect(more).toEqual([])
        expect(only?.ok === true || only?.code === 'BAD_FRAME').toBe(true)
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 5000 }), (junk) => void read(junk)))
  })

  it('[MEDIA-41] on either side of their bounds', () => {
    const many = (count: number) => Array.from({ length: count }, () => file)
    const both = (make: (count: number) => MediaFrame, most: number): void => {
      expect([passes(make(most)), passes(make(most + 1))]).toEqual([true, false])
    }
    both((count) => ({ type: 'ask', n: 1, room, files: many(count) }), TRANSFER.FILES_PER_ASK)
    both((count) => ({ type: 'have', n: 1, held: many(count).map(() => bytes(2048)) }), TRANSFER.FILES_PER_ASK)
    both((count) => ({ type: 'have', n: 1, held: [bytes(count)] }), 2048)
    both((count) => ({ type: 'get', n: 1, room, file, size: 0, first: 0, count }), TRANSFER.CHUNKS_PER_GET)
    both((first) => ({ type: 'get', n: 1, room, file, size: 0, first, count: 1 }), 16_383)
    both((size) => ({ type: 'get', n: 1, room, file, size, first: 0, count: 1 }), MEDIA.FILE_BYTES)
    both((count) => ({ type: 'chunk', n: 1, index: 0, path: bytes(14 * 32), sealed: bytes(count) }), MEDIA.CHUNK_BYTES + 16)
    both((count) => ({ type: 'chunk', n: 1, index: 0, path: bytes(count * 32), sealed: bytes(16) }), 14)
    both((count) => ({ type: 'held', room, files: many(count), lost: many(count) }), TRANSFER.HELD_PER_FRAME)
    both((count) => ({ type: 'offer', room, files: many(count).map((each) => [each, 1] as const) }), TRANSFER.OFFERS_PER_FRAME)
    expect(passes({ type: 'chunk', n: 1, index: 0, path: bytes(33), sealed: bytes(16) })).toBe(false)
    expect(passes({ type: 'cancel', n: 0 })).toBe(false)
    expect(read(u32(TRANSFER.FRAME_BYTES + 1))).toEqual([{ ok: false, code: 'TOO_BIG' }])
    expect(read(u32(TRANSFER.FRAME_BYTES))).toEqual([])
    expect(hashesOf(bytes(96)).map(({ length }) => length)).toEqual([32, 32, 32])
  })

  it('[MEDIA-41] of chunks that go out of the memory they were read into are the same bytes', () => {
    for (const length of [16, 17, 255, 65_535, 65_536, MEDIA.CHUNK_BYTES + 16]) {
      for (const hashes of [0, 1, 14]) {
        const [sealed, path] = [bytes(length), hashesOf(bytes(hashes * 32))]
        const frame = encodeMediaFrame({ type: 'chunk', n: 70_000, index: 300, path: bytes(hashes * 32), sealed })
        expect(equalBytes(new ChunkRoom(length).frame(70_000, 300, { sealed, path }, false), frame)).toBe(true)
        const room = new ChunkRoom(length)
        room.sealed.set(sealed)
        const last = room.frame(70_000, 300, { sealed: room.sealed, path }, true)
        const end = encodeMediaFrame({ type: 'end', n: 70_000, code: 'sent' })
        expect(equalBytes(last, concatBytes(frame, end))).toBe(true)
      }
    }
  })

  it('[MEDIA-41] of chunks keep their memory until it is given back, and then it is used again, once', () => {
    const reader = new MediaFrameReader()
    const chunk = (index: number): Uint8Array => {
      const sealed = new Uint8Array(MEDIA.CHUNK_BYTES + 16).fill(index)
      const frame = encodeMediaFrame({ type: 'chunk', n: 1, index, path: bytes(32), sealed })
      const [only] = [...reader.push(frame.subarray(0, 1000)), ...reader.push(frame.subarray(1000))]
      if (only?.ok !== true || only.frame.type !== 'chunk') throw new Error('a chunk')
      return only.frame.sealed
    }
    const [first, second] = [chunk(1), chunk(2)]
    expect([first[0], second[0], first.at(-1), second.at(-1)]).toEqual([1, 2, 1, 2])
    reader.giveBack(first)
    reader.giveBack(first)
    // What was never the reader's is not taken for its own.
    reader.giveBack(new Uint8Array(TRANSFER.FRAME_BYTES))
    // It is filled with what comes after the next chunk.
    const [third, fourth, fifth] = [chunk(3), chunk(4), chunk(5)]
    const used = [second, third, fourth, fifth].filter(({ buffer }) => buffer === first.buffer)
    expect(used).toHaveLength(1)
    expect([second[9], third[9], fourth[9], fifth[9]]).toEqual([2, 3, 4, 5])
  })
})
