/**
 * Reads a bundle as it comes, with whatever keys there are (BNDL-1, BNDL-2). Whole frames of sections that open are given; everything else is
 * counted. It never throws on what it reads, keeps at most one piece and one frame, and finds its way again after a damaged piece. Whoever has
 * no key sees noise, here as anywhere.
 */
import { equalBytes } from '../codec/index.ts'
import type { Crypto } from '../crypto/index.ts'
import { RESOURCE } from '../limits.ts'
import { type AnyFrame, FrameDecoder } from '../sync/index.ts'
import { BUNDLE_MAGIC, type BundleKey, MAGIC_FAMILY, type OpenedPiece, PIECE_BYTES, keyOfHead, openPiece } from './format.ts'

export type BundleEvent<T> =
  /** A section begins that this key opens; the one before is over, whole or not. */
  | { readonly type: 'section'; readonly of: T }
  | { readonly type: 'frame'; readonly frame: AnyFrame }
  /** Something of the section that is open is lost; what was unfinished is to be dropped. */
  | { readonly type: 'damaged' }
  /** The section's last piece has been read. */
  | { readonly type: 'end' }
  /** A piece of nothing that opens here. */
  | { readonly type: 'strange' }
  /** No bundle, or one of a later version: nothing more is read. */
  | { readonly type: 'refused'; readonly code: 'NOT_A_BUNDLE' | 'UNSUPPORTED' }
  /** The file ends in the middle of a piece or of a section. */
  | { readonly type: 'cut' }

interface Open {
  readonly key: Uint8Array
  counter: number
  lost: number
  decoder: FrameDecoder | undefined
}

export class BundleReader<T> {
  readonly #crypto: Crypto
  readonly #keys: () => readonly BundleKey<T>[]
  #held = new Uint8Array(PIECE_BYTES)
  #length = 0
  #isStarted = false
  #isRefused = false
  #sections = 0
  #open: Open | undefined

  /** `keys` is asked at every piece that may begin a section: reading one may bring the key of another. */
  constructor(crypto: Crypto, keys: () => readonly BundleKey<T>[]) {
    this.#crypto = crypto
    this.#keys = keys
  }

  *push(chunk: Uint8Array): Generator<BundleEvent<T>, void> {
    let at = 0
    while (at < chunk.length && !this.#isRefused) {
      const wanted = this.#isStarted ? PIECE_BYTES : BUNDLE_MAGIC.length
      const part = chunk.subarray(at, at + wanted - this.#length)
      this.#held.set(part, this.#length)
      this.#length += part.length
      at += part.length
      if (this.#length < wanted) return
      this.#length = 0
      if (this.#isStarted) yield* this.#piece(this.#held)
      else yield* this.#begin(this.#held.subarray(0, wanted))
    }
  }

  /** The file is over. */
  *finish(): Generator<BundleEvent<T>, void> {
    if (this.#isRefused) return
    if (!this.#isStarted) yield* this.#begin(this.#held.subarray(0, this.#length))
    else if (this.#length > 0 || this.#open !== undefined) yield { type: 'cut' }
    this.#open = undefined
    this.#isRefused = true
  }

  *#begin(magic: Uint8Array): Generator<BundleEvent<T>, void> {
    this.#isStarted = equalBytes(magic, BUNDLE_MAGIC)
    if (this.#isStarted) return
    this.#isRefused = true
    const isFamily = equalBytes(magic.subarray(0, MAGIC_FAMILY.length), MAGIC_FAMILY)
    yield { type: 'refused', code: isFamily ? 'UNSUPPORTED' : 'NOT_A_BUNDLE' }
  }

  *#piece(piece: Uint8Array): Generator<BundleEvent<T>, void> {
    const open = this.#open
    const opened = open === undefined ? undefined : openPiece(this.#crypto, open.key, open.counter, piece)
    if (open !== undefined && opened !== undefined) return yield* this.#content(open, opened)
    if (yield* this.#section(piece)) return
    if (open === undefined) return yield { type: 'strange' }
    open.counter += 1
    open.lost += 1
    open.decoder = undefined
    // The section may have been cut off here, and all that follows be somebody else's.
    if (open.lost >= RESOURCE.BUNDLE_LOST_PIECES) this.#open = undefined
    yield { type: 'damaged' }
  }

  /** True when a section begins with this piece. */
  *#section(piece: Uint8Array): Generator<BundleEvent<T>, boolean> {
    if (this.#sections >= RESOURCE.BUNDLE_SECTIONS) return false
    for (const { secret, of } of this.#keys().slice(0, RESOURCE.BUNDLE_KEYS)) {
      const key = keyOfHead(this.#crypto, secret, piece)
      if (key === undefined) continue
      // A section before it that did not come to its end is over.
      if (this.#open !== undefined) yield { type: 'damaged' }
      this.#sections += 1
      const open: Open = { key, counter: 0, lost: 0, decoder: undefined }
      this.#open = open
      yield { type: 'section', of }
      const opened = openPiece(this.#crypto, key, 0, piece)
      if (opened !== undefined) yield* this.#content(open, opened)
      else {
        open.counter = 1
        yield { type: 'damaged' }
      }
      return true
    }
    return false
  }

  *#content(open: Open, { isLast, start, content }: OpenedPiece): Generator<BundleEvent<T>, void> {
    open.counter += 1
    open.lost = 0
    // After what was lost the next frame that begins is the first that can be read.
    let bytes = content
    if (open.decoder === undefined && start !== undefined) {
      open.decoder = new FrameDecoder()
      bytes = content.subarray(start)
    }
    if (open.decoder !== undefined) yield* this.#frames(open, open.decoder, bytes)
    if (!isLast) return
    this.#open = undefined
    yield { type: 'end' }
  }

  *#frames(open: Open, decoder: FrameDecoder, bytes: Uint8Array): Generator<BundleEvent<T>, void> {
    for (const decoded of decoder.push(bytes)) {
      if (!decoded.ok) {
        // No length can be trusted after this one; the next piece says where a frame begins.
        open.decoder = undefined
        yield { type: 'damaged' }
        return
      }
      yield { type: 'frame', frame: decoded.frame }
      // What follows the end mark is filling.
      if (decoded.frame.type === 'bye') return
    }
  }
}
