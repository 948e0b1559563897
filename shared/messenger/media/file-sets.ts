/**
 * What a set names (MEDIA-64), read out of its content. Whoever wants a file of a set asks here first: from then on what it names is kept and
 * served with the set, by the messages that refer to it. Only sets a message refers to are read, so a set in a set is a file like any other.
 */
import { concatBytes } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import { MEDIA } from '../../limits.ts'
import { type MediaReference, type MediaStore, SET_TYPE, type SetCode, type SetFile, readSet, readWhole } from '../../media/index.ts'
import type { FileReferences } from '../../media-keeping/index.ts'
import { type Result, fail, ok } from '../../result.ts'

/** NOT_HERE: not all of the set's own file is. NOT_A_SET: by what the message says it is a file. Others: by its content it is none that can be read. */
export type SetPartsCode = SetCode | 'NOT_HERE' | 'NOT_A_SET'

export interface FileSetsDeps {
  readonly crypto: Crypto
  readonly store: Pick<MediaStore, 'chunk'>
  readonly references: FileReferences
}

export class FileSets {
  readonly #deps: FileSetsDeps

  constructor(deps: FileSetsDeps) {
    this.#deps = deps
  }

  async partsOf(reference: MediaReference): Promise<Result<readonly SetFile[], SetPartsCode>> {
    const { file, size, type } = reference
    if (type !== SET_TYPE) return fail('NOT_A_SET')
    if (size > MEDIA.SET_BYTES) return fail('TOO_LONG')
    const pieces: Uint8Array[] = []
    for await (const piece of readWhole(this.#deps, reference)) {
      if (!piece.ok) return fail(piece.code === 'MISSING' ? 'NOT_HERE' : 'MALFORMED')
      pieces.push(piece.value)
    }
    const read = readSet(concatBytes(...pieces))
    if (!read.ok) return read
    const { references } = this.#deps
    // The message may have gone meanwhile, and with it the reason to keep anything.
    const named = read.value.map((part) => part.file)
    if (references.has(file)) references.sets.note(file, named)
    return ok(read.value)
  }
}
