/**
 * Cuts a byte stream into frames, each behind its length in four bytes. A length is checked before anything is kept for it, memory grows
 * with what has arrived and never on the word of a length, and after a broken length nothing more is read: there is no finding the next
 * frame.
 */
const LENGTH_BYTES = 4
const FIRST_BYTES = 4096

export class FrameCutter {
  #held: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  #length = 0
  #isLost = false
  /** The content that is being read now lies in `#held`. */
  #isLent = false
  readonly #maxBytes: number
  readonly #keptBytes: number

  /** `keptBytes`: a larger buffer is let go of after its frame; where frame follows frame, growing it anew would be most of the work. */
  constructor(maxBytes: number, keptBytes: number = FIRST_BYTES) {
    this.#maxBytes = maxBytes
    this.#keptBytes = keptBytes
  }

  /** Bytes of memory kept between chunks; at most one frame. */
  get heldBytes(): number {
    return this.#held.length
  }

  /**
   * Who reads a content keeps the memory it lies in, and `instead` is filled next. False: it lies in the chunk that was pushed, and nobody
   * fills that again.
   */
  giveAway(instead: Uint8Array<ArrayBuffer> = new Uint8Array(0)): boolean {
    if (!this.#isLent) return false
    this.#held = instead
    this.#isLent = false
    return true
  }

  /**
   * The contents of the frames that are whole now, one at a time: whoever stops taking them loses the rest of the chunk. undefined: a frame
   * is larger than may be, and the stream is lost. A content is read before the next one is taken: it lies in memory that is used again.
   */
  *push(chunk: Uint8Array): Generator<Uint8Array | undefined, void> {
    let at = 0
    while (!this.#isLost) {
      if (this.#length === 0) {
        // Whole frames inside one chunk are read where they lie.
        const size = sizeAt(chunk, at)
        if (size !== undefined && size <= this.#maxBytes && chunk.length - at >= LENGTH_BYTES + size) {
          const start = at + LENGTH_BYTES
          at = start + size
          yield chunk.subarray(start, at)
          continue
        }
      }
      at += this.#fill(chunk, at, LENGTH_BYTES)
      if (this.#length < LENGTH_BYTES) return
      const size = sizeAt(this.#held, 0) ?? 0
      if (size > this.#maxBytes) {
        this.#isLost = true
        this.#held = new Uint8Array(0)
        yield undefined
        return
      }
      at += this.#fill(chunk, at, LENGTH_BYTES + size)
      if (this.#length < LENGTH_BYTES + size) return
      const content = this.#held.subarray(LENGTH_BYTES, LENGTH_BYTES + size)
      this.#length = 0
      if (this.#held.length > this.#keptBytes) this.#held = new Uint8Array(0)
      this.#isLent = this.#held.buffer === content.buffer
      yield content
      this.#isLent = false
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
