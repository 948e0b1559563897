/** GIF: blocks in a row. Cleaning keeps frames, their timing and how often they repeat; comments and records of programs go. */
import { joined, part, textAt, viewOf } from './bytes.ts'
import { NO_EXIF } from './exif.ts'
import type { PictureFacts } from './form.ts'

const EXTENSION = 0x21
const FRAME = 0x2c
const TRAILER = 0x3b
const TIMING = 0xf9
const APPLICATION = 0xff
const REPEATING = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0'])

interface Block {
  readonly kind: 'frame' | 'timing' | 'repeating' | 'other'
  readonly whole: Uint8Array
}

/** A frame may reach beyond the screen it is announced for, and some readers make the screen larger then: the larger one counts. */
export function gifFacts(bytes: Uint8Array): PictureFacts | undefined {
  if (!/^GIF8[79]a$/.test(textAt(bytes, 0, 6))) return undefined
  const view = viewOf(bytes)
  let width = view.getUint16(6, true)
  let height = view.getUint16(8, true)
  let frames = 0
  for (const { kind, whole } of blocks(bytes)) {
    if (kind !== 'frame') continue
    frames += 1
    const frame = viewOf(whole)
    width = Math.max(width, frame.getUint16(1, true) + frame.getUint16(5, true))
    height = Math.max(height, frame.getUint16(3, true) + frame.getUint16(7, true))
  }
  return { form: 'gif', width, height, ...NO_EXIF, isAnimated: frames > 1 }
}

/** Throws a RangeError where it is damaged. */
export function cleanGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept = [part(bytes, 0, headLength(bytes))]
  let timing: Uint8Array | undefined
  for (const { kind, whole } of blocks(bytes)) {
    if (kind === 'timing') timing = whole
    else if (kind === 'repeating') kept.push(whole)
    else if (kind === 'frame') {
      if (timing !== undefined) kept.push(timing)
      kept.push(whole)
    }
    // Of a text that is not kept, the timing goes too.
    if (kind === 'frame' || kind === 'other') timing = undefined
  }
  return joined([...kept, Uint8Array.of(TRAILER)])
}

/** Without the trailer and what hangs behind it. One that was cut off ends with its last whole block. */
function* blocks(bytes: Uint8Array): Generator<Block> {
  for (let at = headLength(bytes); at < bytes.length;) {
    const mark = bytes[at]
    if (mark === TRAILER) return
    const end = endOfBlock(bytes, at)
    if (end === undefined) return
    const whole = bytes.subarray(at, end)
    if (mark === FRAME) yield { kind: 'frame', whole }
    else if (bytes[at + 1] === TIMING) yield { kind: 'timing', whole }
    else yield { kind: bytes[at + 1] === APPLICATION && REPEATING.has(textAt(bytes, at + 3, 11)) ? 'repeating' : 'other', whole }
    at = end
  }
}

function endOfBlock(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === EXTENSION) return endOfPieces(bytes, at + 2)
  if (bytes[at] !== FRAME) throw new RangeError('no block')
  const flags = bytes[at + 9]
  return flags === undefined ? undefined : endOfPieces(bytes, at + 10 + tableLength(flags) + 1)
}

/** Pieces of at most 255 bytes, each with its length, ended by an empty one. */
function endOfPieces(bytes: Uint8Array, from: number): number | undefined {
  for (let at = from; ;) {
    const length = bytes[at]
    if (length === undefined) return undefined
    if (length === 0) return at + 1
    at += length + 1
  }
}

function headLength(bytes: Uint8Array): number {
  return 13 + tableLength(viewOf(bytes).getUint8(10))
}

function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 0x07) + 1)
}
