/**
 * MEDIA-89: a folder comes as one transfer: its set first, then what the set names, a few files at a time. To whoever watches it is one file, as
 * large as all of them. It ends when all of them are whole and durable; a part nobody has leaves its place to the next ones, and is tried again.
 */
import type { Clock } from '../../crypto/index.ts'
import type { FileId } from '../../ids/index.ts'
import { TRANSFER } from '../../limits.ts'
import type { MediaReference, MediaStore, MediaStoreCode, SetFile } from '../../media/index.ts'
import type { Result } from '../../result.ts'
import { NamedTimers } from '../../timers/index.ts'
import { type FetchEnd, type FetchProgress, RateMeter } from '../../transfer/index.ts'
import type { SetPartsCode } from './file-sets.ts'
import { Headway } from './headway.ts'
import { heldBytes } from './held-bytes.ts'

/** What is known of something on its way, of one file or of several. */
export type TransferProgress = Pick<FetchProgress, 'bytes' | 'durableBytes' | 'size' | 'bytesPerSecond' | 'from' | 'having' | 'arriving'>

export interface Transfer {
  progress(): TransferProgress
  /** It ends, and says nothing of that. */
  cancel(): void
}

export type FileSize = Pick<MediaReference, 'file' | 'size'>

export interface SetFetchDeps {
  readonly clock: Clock
  readonly media: Pick<MediaStore, 'list'>
  readonly set: FileSize
  /** The part to begin with, if it is still missing: where an earlier one stood. */
  readonly from: FileId | undefined
  open(file: FileSize, told: { changed(): void; ended(end: FetchEnd): void }): Transfer
  /** Notes them, too (MEDIA-64). */
  partsOf(): Promise<Result<readonly SetFile[], SetPartsCode>>
  /** For so many bytes that have no place yet. */
  makeRoom(size: number): Promise<Result<undefined, MediaStoreCode>>
  /** How many of its files may be fetched at once now. */
  share(): number
  /** All of one of its files is here. */
  came(file: FileSize): void
  changed(): void
  /** Once, last, unless it is cancelled. */
  ended(end: FetchEnd): void
}

interface Part extends FileSize {
  /** Bytes of it that are here. */
  readonly held: number
  /** It counts already with all it will take. */
  readonly hasPlace: boolean
}

interface Coming {
  readonly part: Part
  readonly transfer: Transfer
  readonly headway: Headway
}

export class SetFetch implements Transfer {
  readonly #deps: SetFetchDeps
  readonly #timers: NamedTimers
  readonly #meter: RateMeter
  readonly #coming = new Map<FileId, Coming>()
  /** Which are missing and not on their way. */
  #line: Part[] = []
  /** Of the set and its parts. */
  #size: number
  /** Of what is whole, and of what is here of those in the line. */
  #bytes = 0
  /** For which there is room that nothing has taken yet. */
  #promised = 0
  /** What the set names, each once; undefined: it has not been read. */
  #sizes: ReadonlyMap<FileId, number> | undefined
  #counted = 0
  #isOver = false

  constructor(deps: SetFetchDeps) {
    this.#deps = deps
    this.#timers = new NamedTimers(deps.clock)
    this.#meter = new RateMeter(deps.clock)
    this.#size = deps.set.size
    this.#open({ ...deps.set, held: 0, hasPlace: true })
    this.#lookSoon()
  }

  /** Bytes others may not take, though nothing of them is in the store yet. */
  get promised(): number {
    return this.#promised
  }

  /** The part whose turn it would be. */
  get next(): FileId | undefined {
    return this.#line[0]?.file
  }

  progress(): TransferProgress {
    const each = [...this.#coming.values()].map(({ transfer }) => transfer.progress())
    return {
      bytes: each.reduce((sum, { bytes }) => sum + bytes, this.#bytes),
      durableBytes: each.reduce((sum, { durableBytes }) => sum + durableBytes, this.#bytes),
      size: this.#size,
      bytesPerSecond: this.#meter.bytesPerSecond,
      from: [...new Set(each.flatMap(({ from }) => from))],
      having: Math.max(0, ...each.map(({ having }) => having)),
      arriving: each.reduce((sum, { arriving }) => sum + arriving, 0),
    }
  }

  cancel(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#promised = 0
    this.#timers.close()
    for (const { transfer } of this.#coming.values()) transfer.cancel()
  }

  #open(part: Part): void {
    const transfer = this.#deps.open(part, {
      changed: () => this.#cameOn(),
      ended: (end) => this.#ended(part, end),
    })
    this.#coming.set(part.file, { part, transfer, headway: new Headway(this.#deps.clock.now()) })
    this.#meter.begin()
  }

  #cameOn(): void {
    if (this.#isOver) return
    const { bytes } = this.progress()
    // What was here before did not come now.
    if (this.#sizes !== undefined) this.#meter.add(Math.max(0, bytes - this.#counted))
    this.#counted = Math.max(this.#counted, bytes)
    this.#deps.changed()
  }

  #ended(part: Part, end: FetchEnd): void {
    if (this.#isOver || end === 'cancelled') return
    if (end !== 'done') return this.#finish(end)
    this.#coming.delete(part.file)
    this.#bytes += part.size
    this.#deps.came(part)
    this.#cameOn()
    if (this.#line.length > 0 && this.#sizes !== undefined) this.#fill()
    else if (this.#coming.size === 0) this.#go(() => this.#lookThrough())
  }

  #go(step: () => Promise<void>): void {
    step().catch(() => this.#finish('STORE_FAILED'))
  }

  /** What is missing by what the disk says; nothing: it is done. One that was erased while others came is found here. */
  async #lookThrough(): Promise<void> {
    const sizes = this.#sizes ?? (await this.#read())
    const held = new Map((await this.#deps.media.list()).map((each) => [each.file, each]))
    if (this.#isOver || sizes === undefined) return
    const line: Part[] = []
    let whole = this.#deps.set.size
    for (const [file, size] of sizes) {
      const here = held.get(file)
      const count = here?.chunks.count ?? 0
      // The file says another size than the set does, and it is right: it has been proven.
      if (here !== undefined && count > 0 && here.size !== size) return this.#finish('OTHER_SIZE')
      if (here !== undefined && here.chunks.isWhole && here.size === size) whole += size
      else line.push({ file, size, held: here === undefined ? 0 : heldBytes(here.chunks, size), hasPlace: here !== undefined })
    }
    this.#bytes = whole + line.reduce((sum, part) => sum + part.held, 0)
    this.#counted = this.#bytes
    if (line.length === 0) return this.#finish('done')
    await this.#begin(line)
  }

  async #begin(line: readonly Part[]): Promise<void> {
    const missing = line.reduce((sum, { size, hasPlace }) => sum + (hasPlace ? 0 : size), 0)
    const making = this.#deps.makeRoom(missing)
    this.#promised = missing
    const made = await making
    if (this.#isOver) return
    if (!made.ok) return this.#finish(made.code)
    const first = Math.max(
      0,
      line.findIndex(({ file }) => file === this.#deps.from),
    )
    this.#line = [...line.slice(first), ...line.slice(0, first)]
    this.#fill()
  }

  /** undefined: it has ended by that. */
  async #read(): Promise<ReadonlyMap<FileId, number> | undefined> {
    const { set, partsOf } = this.#deps
    const parts = await partsOf()
    if (this.#isOver) return undefined
    if (!parts.ok) {
      // Damaged on the disk since it came: it is fetched again. One that is no set is a file that is here.
      this.#finish(parts.code === 'NOT_HERE' ? 'UNKNOWN_FILE' : 'done')
      return undefined
    }
    const sizes = new Map<FileId, number>()
    for (const { file, size } of parts.value) {
      if (file === set.file) continue
      if ((sizes.get(file) ?? size) !== size) {
        this.#finish('OTHER_SIZE')
        return undefined
      }
      sizes.set(file, size)
    }
    this.#sizes = sizes
    this.#size = [...sizes.values()].reduce((sum, size) => sum + size, set.size)
    return sizes
  }

  #fill(): void {
    while (this.#coming.size < this.#deps.share()) {
      const part = this.#line.shift()
      if (part === undefined) return
      this.#bytes -= part.held
      if (!part.hasPlace) this.#promised -= part.size
      this.#open(part)
    }
  }

  #lookSoon(): void {
    this.#timers.after('look', TRANSFER.NOBODY_MS, () => {
      if (this.#line.length > 0) this.#giveWay()
      this.#lookSoon()
    })
  }

  /** MEDIA-82, among the files of one set. */
  #giveWay(): void {
    const now = this.#deps.clock.now()
    for (const coming of [...this.#coming.values()]) {
      const { part, transfer, headway } = coming
      const progress = transfer.progress()
      if (!headway.isStuck(progress, now)) continue
      this.#coming.delete(part.file)
      transfer.cancel()
      this.#bytes += progress.durableBytes
      this.#line.push({ ...part, held: progress.durableBytes, hasPlace: true })
    }
    this.#fill()
  }

  #finish(end: FetchEnd): void {
    if (this.#isOver) return
    this.cancel()
    this.#deps.ended(end)
  }
}
