/** The frames of a byte stream. After a length that is too large nothing more is read: there is no finding the next frame. */
import { FrameCutter } from '../../codec/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AnyFrame, decodeFrame } from './frame.ts'

/** BAD_FRAME: one frame was no good, the next may be. TOO_BIG: the stream is lost. */
export type DecodedFrame = { readonly ok: true; readonly frame: AnyFrame } | { readonly ok: false; readonly code: 'BAD_FRAME' | 'TOO_BIG' }

export class FrameDecoder {
  readonly #cutter: FrameCutter

  constructor(maxBytes: number = RESOURCE.FRAME_BYTES) {
    this.#cutter = new FrameCutter(maxBytes)
  }

  /** Bytes of memory kept between chunks; at most one frame. */
  get heldBytes(): number {
    return this.#cutter.heldBytes
  }

  /** The frames that are whole now, one at a time: whoever stops taking them loses the rest of the chunk. */
  *push(chunk: Uint8Array): Generator<DecodedFrame, void> {
    for (const content of this.#cutter.push(chunk)) yield content === undefined ? { ok: false, code: 'TOO_BIG' } : read(content)
  }
}

function read(content: Uint8Array): DecodedFrame {
  const decoded = decodeFrame(content)
  if (decoded.ok) return { ok: true, frame: decoded.value }
  return { ok: false, code: 'BAD_FRAME' }
}
