/**
 * MEDIA-70: addresses of files that are here. Each was made for one place of one message out of 32 random bytes, and is good for as long as
 * that message has that very file, it is in sight, and all of the file is here: asked again each time. The table is bounded; the address that
 * was used longest ago gives way, and whoever had it asks for another.
 */
import { toBase64url } from '../../../shared/codec/index.ts'
import type { Rng } from '../../../shared/crypto/index.ts'
import type { FileId, MessageId } from '../../../shared/ids/index.ts'
import { MEDIA, OPENING } from '../../../shared/limits.ts'
import { type MediaReference, type OpenDeps, SET_TYPE, couldRun, readRange, sniffType, sortOf } from '../../../shared/media/index.ts'
import type { MediaStore } from '../../../shared/media/index.ts'
import type { MediaCode, OpenedAttachment } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'

/** A file of a message as it is here now; undefined: no such message in sight, or it has no such file. */
export type FindFile = (message: MessageId, index: number) => MediaReference | undefined

export interface OpenedFilesDeps extends Pick<OpenDeps, 'crypto'> {
  readonly rng: Rng
  readonly store: Pick<MediaStore, 'chunk' | 'held' | 'touch'>
  readonly find: FindFile
}

export interface ReadPiece {
  readonly bytes: Uint8Array
  readonly file: OpenedAttachment
}

interface Entry {
  readonly message: MessageId
  readonly index: number
  readonly file: FileId
  readonly opened: OpenedAttachment
}

const ADDRESS_BYTES = 32

export class OpenedFiles {
  readonly #deps: OpenedFilesDeps
  /** By address, the one used longest ago first. */
  readonly #entries = new Map<string, Entry>()
  readonly #places = new Map<string, string>()

  constructor(deps: OpenedFilesDeps) {
    this.#deps = deps
  }

  async open(message: MessageId, index: number): Promise<Result<OpenedAttachment, MediaCode>> {
    const reference = this.#deps.find(message, index)
    if (reference === undefined) return fail('NO_MESSAGE')
    if (!(await this.#isWhole(reference))) return fail('NOT_HERE')
    void this.#deps.store.touch(reference.file)
    const there = this.#places.get(placeOf(message, index))
    const entry = there === undefined ? undefined : this.#entries.get(there)
    if (there !== undefined && entry?.file === reference.file) {
      this.#used(there, entry)
      return ok(entry.opened)
    }
    if (there !== undefined) this.#drop(there)
    const head = await this.#bytes(reference, 0, MEDIA.SNIFF_BYTES)
    if (head === undefined) return fail('NOT_HERE')
    const address = `media/${toBase64url(this.#deps.rng.bytes(ADDRESS_BYTES))}`
    const opened = described(address, reference, head)
    this.#used(address, { message, index, file: reference.file, opened })
    return ok(opened)
  }

  /** Fewer bytes than asked for only at the end of the file. */
  async read(address: string, from: number, length: number): Promise<Result<ReadPiece, 'NOT_HERE'>> {
    const entry = this.#entries.get(address)
    if (entry === undefined) return fail('NOT_HERE')
    const reference = this.#deps.find(entry.message, entry.index)
    if (reference === undefined || reference.file !== entry.file) {
      this.#drop(address)
      return fail('NOT_HERE')
    }
    // Not dropped: what was given up can be fetched again, and is the same file then.
    if (!(await this.#isWhole(reference))) return fail('NOT_HERE')
    this.#used(address, entry)
    const wanted = Math.min(length, Math.max(0, reference.size - from))
    const bytes = wanted === 0 ? new Uint8Array(0) : await this.#bytes(reference, from, wanted)
    return bytes === undefined ? fail('NOT_HERE') : ok({ bytes, file: entry.opened })
  }

  async #isWhole({ file, size }: MediaReference): Promise<boolean> {
    const held = await this.#deps.store.held(file)
    // A reference may say any size.
    return held?.chunks.isWhole === true && held.size === size
  }

  /** undefined: some of it cannot be read. */
  async #bytes(reference: MediaReference, from: number, length: number): Promise<Uint8Array | undefined> {
    if (reference.size === 0) return new Uint8Array(0)
    const pieces: Uint8Array[] = []
    for await (const piece of readRange(this.#deps, reference, from, from + length - 1)) {
      if (!piece.ok) return undefined
      pieces.push(piece.value)
    }
    return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
  }

  #used(address: string, entry: Entry): void {
    this.#entries.delete(address)
    this.#entries.set(address, entry)
    this.#places.set(placeOf(entry.message, entry.index), address)
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= OPENING.ADDRESSES) break
      this.#drop(oldest)
    }
  }

  #drop(address: string): void {
    const entry = this.#entries.get(address)
    this.#entries.delete(address)
    if (entry !== undefined) this.#places.delete(placeOf(entry.message, entry.index))
  }
}

/** MEDIA-7: by what is in it, never by what the sender called it; that it is a set is seen when it is read. */
function described(address: string, { name, size, type: claimed, isVoice }: MediaReference, head: Uint8Array): OpenedAttachment {
  const found = sniffType(head)
  // A recording is sound, whatever else its container could hold.
  const type = isVoice && found === 'video/webm' ? 'audio/webm' : found
  const isSet = claimed === SET_TYPE && type === 'application/octet-stream'
  const shown = isSet ? SET_TYPE : type
  return { address, name, type: shown, sort: sortOf({ type: shown, isVoice }), size, couldRun: couldRun(name, shown) }
}

function placeOf(message: MessageId, index: number): string {
  return `${message}/${index}`
}
