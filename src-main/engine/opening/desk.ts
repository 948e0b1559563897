/**
 * What may be asked of files that are here (docs/spec/media-opening.md): an address to show one by, its bytes, a copy in a folder, what is in a
 * set, and what a room was given. Whoever asks names a message and a place in it; nobody ever names a file by its id, a key or a path in the
 * store.
 */
import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Clock, Crypto, Rng } from '../../../shared/crypto/index.ts'
import type { MessageId } from '../../../shared/ids/index.ts'
import { MEDIA, OPENING } from '../../../shared/limits.ts'
import {
  type MediaReference,
  type MediaStore,
  SET_TYPE,
  type SetCode,
  type SetFile,
  couldRun,
  readSet,
  readWhole,
  safeName,
} from '../../../shared/media/index.ts'
import type { MediaCode, OpenedAttachment, SetEntry } from '../../../shared/messenger/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import { type FindFile, OpenedFiles, type ReadPiece } from './opened-files.ts'
import { type WriteCode, saveFile, saveSet } from './saving.ts'

export interface AttachmentDeskDeps {
  readonly find: FindFile
  readonly store: MediaStore
  readonly crypto: Crypto
  readonly rng: Rng
  readonly clock: Clock
  saving(message: MessageId, index: number, bytes: number, size: number): void
}

export interface SaveOptions {
  readonly message: MessageId
  readonly index: number
  readonly folder: string
  /** Of any form; default: as the message calls it. */
  readonly name?: string | undefined
  readonly signal: AbortSignal
}

type ReadSetCode = MediaCode | SetCode | 'UNREADABLE'
type Saved = Result<{ readonly path: string }, WriteCode | ReadSetCode>

const encoder = new TextEncoder()

export class AttachmentDesk {
  readonly #deps: AttachmentDeskDeps
  readonly #opened: OpenedFiles
  readonly #ending = new AbortController()
  readonly #saving = new Set<Promise<unknown>>()

  constructor(deps: AttachmentDeskDeps) {
    this.#deps = deps
    this.#opened = new OpenedFiles(deps)
  }

  open(message: MessageId, index: number): Promise<Result<OpenedAttachment, MediaCode>> {
    return this.#opened.open(message, index)
  }

  read(address: string, from: number, length: number): Promise<Result<ReadPiece, 'NOT_HERE'>> {
    return this.#opened.read(address, from, length)
  }

  async save(options: SaveOptions): Promise<Saved> {
    const saving = this.#save({ ...options, signal: AbortSignal.any([options.signal, this.#ending.signal]) })
    this.#saving.add(saving)
    try {
      return await saving
    } finally {
      this.#saving.delete(saving)
    }
  }

  /** What is being saved ends, and leaves nothing behind. */
  async stop(): Promise<void> {
    this.#ending.abort()
    await Promise.allSettled(this.#saving)
  }

  async #save({ message, index, folder, name, signal }: SaveOptions): Promise<Saved> {
    const reference = this.#deps.find(message, index)
    if (reference === undefined) return fail('NO_MESSAGE')
    if (!(await this.#isWhole(reference))) return fail('NOT_HERE')
    const options = { folder, name: safeName(name ?? reference.name), signal }
    const tell = (bytes: number, size: number): void => this.#deps.saving(message, index, bytes, size)
    if (reference.type !== SET_TYPE) {
      const { size } = reference
      const saved = await saveFile(this.#deps, reference, { ...options, progress: (bytes) => tell(bytes, size) })
      if (saved.ok) tell(size, size)
      return saved.ok ? ok({ path: saved.value }) : saved
    }
    const set = await this.#set(reference)
    if (!set.ok) return set
    // Before anything is written: half a tree is of no use.
    for (const file of set.value) if (!(await this.#isWhole(file))) return fail('NOT_HERE')
    const size = set.value.reduce((sum, file) => sum + file.size, 0)
    const saved = await saveSet(this.#deps, set.value, { ...options, progress: (bytes) => tell(bytes, size) })
    if (saved.ok) tell(size, size)
    return saved.ok ? ok({ path: saved.value }) : saved
  }

  /** From that place on, as many as a frame has room for. */
  async set(message: MessageId, index: number, from: number): Promise<Result<readonly SetEntry[], ReadSetCode>> {
    const reference = this.#deps.find(message, index)
    if (reference === undefined) return fail('NO_MESSAGE')
    if (reference.type !== SET_TYPE) return fail('MALFORMED')
    const files = await this.#set(reference)
    if (!files.ok) return files
    const entries: SetEntry[] = []
    let bytes = 0
    for (const { path, size, type } of files.value.slice(from)) {
      const entry = { path, size, type, couldRun: couldRun(path.at(-1) ?? '', type) }
      bytes += encoder.encode(JSON.stringify(entry)).length
      if (bytes > OPENING.SET_FRAME_BYTES && entries.length > 0) break
      entries.push(entry)
    }
    return ok(entries)
  }

  async #isWhole({ file, size }: Pick<MediaReference, 'file' | 'size'>): Promise<boolean> {
    const held = await this.#deps.store.held(file)
    return held?.chunks.isWhole === true && held.size === size
  }

  async #set(reference: MediaReference): Promise<Result<readonly SetFile[], ReadSetCode>> {
    if (reference.size > MEDIA.SET_BYTES) return fail('TOO_LONG')
    const pieces: Uint8Array[] = []
    for await (const piece of readWhole(this.#deps, reference)) {
      if (!piece.ok) return fail(piece.code === 'MISSING' ? 'NOT_HERE' : 'UNREADABLE')
      pieces.push(piece.value)
      await othersTurn()
    }
    return readSet(Buffer.concat(pieces))
  }
}
