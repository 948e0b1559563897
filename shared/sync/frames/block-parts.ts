/**
 * Blocks as BLOCK frames. A block that does not fit one frame goes in parts: the first carries header, signature and the body's total
 * length, the others only body. At most one block per direction is unfinished, and a total is checked before anything is kept.
 */
import { concatBytes } from '../../codec/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { SyncCode, WireBlock } from '../host.ts'
import { type FrameOf, encodeFrame } from './frame.ts'

export interface BlockPlace {
  readonly room: number
  readonly lane: 'gov' | 'feed'
  /** The WANT it answers; absent for a push. */
  readonly want?: number
}

/** Room for everything in the frame that is not header or body. */
const OVERHEAD_BYTES = 256
/** Every part but the last is at least this large, or many tiny ones would cost more memory than their bytes. */
const LEAST_PART_BYTES = 64 * 1024

/** What a block counts as in WANT windows, at both ends. */
export function blockBytes(block: WireBlock): number {
  return block.header.length + block.body.length
}

/** The frames of one block, encoded. */
export function encodeBlock(place: BlockPlace, { header, signature, body }: WireBlock): readonly Uint8Array[] {
  const first = { type: 'block', ...place, header, signature: signature ?? null } as const
  const room = RESOURCE.FRAME_BYTES - OVERHEAD_BYTES - header.length
  if (body.length <= room) return [encodeFrame({ ...first, body })]
  const frames = [encodeFrame({ ...first, body: body.subarray(0, room), total: body.length })]
  const step = RESOURCE.FRAME_BYTES - OVERHEAD_BYTES
  for (let at = room; at < body.length; at += step) {
    frames.push(encodeFrame({ type: 'block', room: place.room, body: body.subarray(at, at + step) }))
  }
  return frames
}

export type Assembled =
  | {
      readonly state: 'whole'
      readonly room: number
      readonly lane: 'gov' | 'feed'
      readonly want: number | undefined
      readonly block: WireBlock
    }
  | { readonly state: 'part'; readonly room: number; readonly want: number | undefined }
  | { readonly state: 'bad'; readonly code: SyncCode }

interface Unfinished {
  readonly room: number
  readonly lane: 'gov' | 'feed'
  readonly want: number | undefined
  readonly header: Uint8Array
  readonly signature: Uint8Array | undefined
  readonly total: number
  readonly parts: Uint8Array[]
  bytes: number
}

/** Puts the parts of one direction together. */
export class BlockAssembler {
  #unfinished: Unfinished | undefined

  take(frame: FrameOf<'block'>): Assembled {
    return frame.header === undefined ? this.#more(frame) : this.#first(frame, frame.header)
  }

  #first(frame: FrameOf<'block'>, header: Uint8Array): Assembled {
    const { room, lane, signature, body, want, total } = frame
    if (this.#unfinished !== undefined || lane === undefined || signature === undefined) return this.#bad('BAD_FRAME')
    if (lane === 'gov' && (total ?? body.length) > INTRINSIC.GOV_BODY_BYTES) return this.#bad('TOO_BIG')
    const sig = signature ?? undefined
    if (total === undefined) return { state: 'whole', room, lane, want, block: { header, signature: sig, body } }
    if (total <= body.length || body.length < LEAST_PART_BYTES) return this.#bad('BAD_FRAME')
    this.#unfinished = { room, lane, want, header, signature: sig, total, parts: [body], bytes: body.length }
    return { state: 'part', room, want }
  }

  #more(frame: FrameOf<'block'>): Assembled {
    const held = this.#unfinished
    const isPlain = frame.lane === undefined && frame.signature === undefined && frame.want === undefined && frame.total === undefined
    if (held === undefined || !isPlain || frame.room !== held.room || frame.body.length === 0) return this.#bad('BAD_FRAME')
    if (held.bytes + frame.body.length > held.total) return this.#bad('BAD_FRAME')
    if (held.bytes + frame.body.length < held.total && frame.body.length < LEAST_PART_BYTES) return this.#bad('BAD_FRAME')
    held.parts.push(frame.body)
    held.bytes += frame.body.length
    const { room, lane, want, header, signature } = held
    if (held.bytes < held.total) return { state: 'part', room, want }
    this.#unfinished = undefined
    return { state: 'whole', room, lane, want, block: { header, signature, body: concatBytes(...held.parts) } }
  }

  #bad(code: SyncCode): Assembled {
    this.#unfinished = undefined
    return { state: 'bad', code }
  }
}
