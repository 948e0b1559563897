/**
 * Cuts a byte stream into frames. A length is checked before anything is kept for it, memory grows with what has arrived and never on
 * the word of a length, and after a broken length nothing more is read: there is no finding the next frame.
 */
import { RESOURCE } from '../../limits.ts'
import { type AnyFrame, decodeFrame } from './frame.ts'

/** BAD_FRAME: one frame was no good, the next may be. TOO_BIG: the stream is lost. */
export type DecodedFrame = { readonly ok: true; readonly frame: AnyFrame } | { readonly ok: false; readonly code: 'BAD_FRAME' | 'TOO_BIG' }

const LENGTH_BYTES = 4
const FIRST_BYTES = 4096

export class FrameDecoder {
  #held = new Uint8Array(0)
  #length = 0
  #isLost = false
  readonly #maxBytes: number

  constructor(maxBytes: number = RESOURCE.FRAME_BYTES) {
    this.#maxBytes = maxBytes
  }

  /** Bytes of memory kept between chunks; at most one frame. */
  get heldBytes(): number {
    return this.#held.length
  }

  /** The frames that are whole now, one at a time: whoever stops taking them loses the rest of the chunk. */
  *push(chunk: Uint8Array): Generator<DecodedFrame, void> {
    let at = 0
    while (!this.#isLost) {
      if (this.#length === 0) {
        // Whole frames inside one chunk are read where they lie.
        const size = sizeAt(chunk, at)
        if (size !== undefined && size <= this.#maxBytes && chunk.length - at >= LENGTH_BYTES + size) {
          const start = at + LENGTH_BYTES
          at = start + size
          yield read(chunk.subarray(start, at))
          continue
        }
      }
      at += this.#fill(chunk, at, LENGTH_BYTES)
      if (this.#length < LENGTH_BYTES) return
      const size = sizeAt(this.#held, 0) ?? 0
      if (size > this.#maxBytes) {
        this.#isLost = true
        this.#held = new Uint8Array(0)
        yield { ok: false, code: 'TOO_BIG' }
        return
      }
      at += this.#fill(chunk, at, LENGTH_BYTES + size)
      if (this.#length < LENGTH_BYTES + size) return
      const content = this.#held.slice(LENGTH_BYTES, LENGTH_BYTES + size)
      this.#length = 0
      if (this.#held.length > FIRST_BYTES) this.#held = new Uint8Array(0)
      yield read(content)
    }
  }

  /** Takes from the chunk until `upTo` bytes are held; returns how many it took. */
  #fill(chunk: Uint8Array, at: number, upTo: number): number {
    const taken = Math.min(upTo - this.#length, chunk.length - at)
    if (taken <= 0) return 0
    const needed = this.#length + taken
    if (needed > this.#held.length) {
      const larger = new Uint8Array(Math.min(Math.max(needed, 2 * this.#held.length, FIRST_BYTES), LENGTH_BYTES + this.#maxBytes))
      larger.set(this.#held.subarray(0, this.#length))
      this.#held = larger
    }
    this.#held.set(chunk.subarray(at, at + taken), this.#length)
    this.#length = needed
    return taken
  }
}

function sizeAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes.length - at < LENGTH_BYTES) return undefined
  return new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0)
}

function read(content: Uint8Array): DecodedFrame {
  const decoded = decodeFrame(content)
  if (decoded.ok) return { ok: true, frame: decoded.value }
  return { ok: false, code: 'BAD_FRAME' }
}
