/** Seals frames as one section of a bundle (BNDL-1), piece by piece: at most one piece is in memory. */
import { concatBytes } from '../codec/index.ts'
import type { Crypto } from '../crypto/index.ts'
import { PIECE_BYTES, contentBytes, plainOfPiece, sealPiece, sectionKey } from './format.ts'

export class SectionWriter {
  readonly #crypto: Crypto
  readonly #key: Uint8Array
  readonly #head: Uint8Array
  #counter = 0
  #held: Uint8Array
  #used = 0
  #start: number | undefined
  #bytes = 0

  /** No salt (32 bytes) serves two sections with other content: the nonces are a counter. */
  constructor(crypto: Crypto, salt: Uint8Array, secret: Uint8Array) {
    const { key, check } = sectionKey(crypto, secret, salt)
    this.#crypto = crypto
    this.#key = key
    this.#head = concatBytes(salt, check)
    this.#held = new Uint8Array(contentBytes(0))
  }

  /** What has come out of it so far. */
  get bytes(): number {
    return this.#bytes
  }

  /** What the section takes in the file once that much more has come and it is closed. */
  bytesWith(more: number): number {
    const rest = this.#used + more - contentBytes(this.#counter)
    return this.#bytes + PIECE_BYTES + (rest <= 0 ? 0 : Math.ceil(rest / contentBytes(1)) * PIECE_BYTES)
  }

  /** One whole frame, or several; the pieces that are full by now. */
  *write(frame: Uint8Array): Generator<Uint8Array, void> {
    for (let at = 0; at < frame.length;) {
      if (this.#used === this.#held.length) yield this.#seal(false)
      if (at === 0) this.#start ??= this.#used
      const part = frame.subarray(at, at + this.#held.length - this.#used)
      this.#held.set(part, this.#used)
      this.#used += part.length
      at += part.length
    }
  }

  /** The last piece. */
  end(): Uint8Array {
    return this.#seal(true)
  }

  #seal(isLast: boolean): Uint8Array {
    const plain = plainOfPiece(this.#counter, this.#start, this.#held.subarray(0, this.#used))
    const sealed = sealPiece(this.#crypto, this.#key, this.#counter, isLast, plain)
    const piece = this.#counter === 0 ? concatBytes(this.#head, sealed) : sealed
    this.#counter += 1
    this.#used = 0
    this.#start = undefined
    this.#bytes += PIECE_BYTES
    if (this.#held.length !== contentBytes(1)) this.#held = new Uint8Array(contentBytes(1))
    return piece
  }
}
