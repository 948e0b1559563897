/**
 * MEDIA-67: a folder that a page gives file by file, since a browser names no paths: each with its place in the folder, then its bytes in
 * pieces. What does not fit a set is refused as it is named, before its bytes come. Whoever seals takes the files in the order they were given.
 */
import { isSetPath } from '../../../shared/folders/index.ts'
import { MEDIA } from '../../../shared/limits.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { GivenPieces } from './given-pieces.ts'

export interface GivenFile {
  /** Folders from the outermost in, the file's own name last; not made safe yet. */
  readonly place: readonly string[]
  readonly size: number
  readonly pieces: GivenPieces
}

export class GivenFolder implements AsyncIterable<GivenFile> {
  readonly #size: number
  readonly #files = new GivenPieces<GivenFile>()
  #last: GivenFile | undefined
  #bytes = 0
  count = 0

  /** `size`: of all its files together. */
  constructor(size: number) {
    this.#size = size
  }

  /** Of the file that is being given. */
  get pieces(): GivenPieces | undefined {
    return this.#last?.pieces
  }

  get isOver(): boolean {
    return this.#files.isOver
  }

  /** OUT_OF_RANGE: the one before is not over, or the folder is. CHANGED: more bytes than were said. */
  next(place: readonly string[], size: number): Result<undefined, 'OUT_OF_RANGE' | 'TOO_MANY' | 'TOO_LONG' | 'CHANGED'> {
    if (this.#isOpen() || this.isOver) return fail('OUT_OF_RANGE')
    if (this.count >= MEDIA.SET_FILES) return fail('TOO_MANY')
    if (!isSetPath(place)) return fail('TOO_LONG')
    if (this.#bytes + size > this.#size) return fail('CHANGED')
    this.#last = { place, size, pieces: new GivenPieces() }
    this.#bytes += size
    this.count += 1
    void this.#files.give(this.#last)
    return ok(undefined)
  }

  /** No more files follow. */
  finish(): Result<undefined, 'OUT_OF_RANGE' | 'EMPTY' | 'CHANGED'> {
    if (this.#isOpen() || this.isOver) return fail('OUT_OF_RANGE')
    if (this.count === 0) return fail('EMPTY')
    if (this.#bytes < this.#size) return fail('CHANGED')
    this.#files.finish()
    return ok(undefined)
  }

  /** The rest does not come: whoever reads fails. */
  abandon(): void {
    this.#last?.pieces.abandon()
    this.#files.abandon()
  }

  /** Nobody reads any more. */
  close(): void {
    this.#last?.pieces.close()
    this.#files.close()
  }

  [Symbol.asyncIterator](): AsyncGenerator<GivenFile, undefined> {
    return this.#files[Symbol.asyncIterator]()
  }

  #isOpen(): boolean {
    return this.#last?.pieces.isOver === false
  }
}
