/**
 * Everything a source holds, in one pass: finds the files that may be something, tells what each is, and hands their records on as they come
 * (IMP-2 to IMP-4). Memory is that of one record and of the names of the files. Nothing in a source makes this throw.
 */
import { IMPORT } from '../limits.ts'
import { FORMATS } from './formats.ts'
import type { ChatSink, Format, FormatName, ImportSink, Surroundings } from './format.ts'
import { fileName, folderOf, mainFiles } from './main-files.ts'
import type { TimeBase } from './model.ts'
import { Neighbours } from './neighbours.ts'
import { Parts } from './parts.ts'
import { readFile, textLimit } from './read-file.ts'
import { type Decoders, type Encoding, type ImportFile, type ImportSource, type SourceCode, SourceError } from './source.ts'

/** A file that a format claims. */
export interface FoundFile {
  readonly path: string
  readonly size: number
  readonly format: FormatName
  readonly variant: string
  readonly kind: 'chat' | 'contacts'
  readonly encoding: Encoding
  readonly time: TimeBase | undefined
  /** A head without records. */
  readonly isEmpty: boolean
}

export interface SourceSink {
  /** What `found` holds goes to what is returned. */
  file(found: FoundFile): ImportSink
}

export interface ReadOptions {
  readonly decoders: Decoders
  /** Lets others have their turn; awaited every few milliseconds. */
  pause(): Promise<void>
  readonly formats?: readonly Format[]
  /** Two letters, for phone numbers; default KR. */
  readonly region?: string
  readonly signal?: AbortSignal
  /** Bytes of the files that are read; `of` is what they claim to be. */
  progress?(done: number, of: number): void
}

/** Counts are those of all records, contacts and warnings the file gave. */
export interface ReadFound extends FoundFile {
  readonly outcome: 'read'
  readonly chats: number
  readonly records: number
  readonly contacts: number
  readonly warnings: number
}

export type FileSummary =
  | ReadFound
  | { readonly outcome: 'unknown'; readonly path: string }
  | { readonly outcome: 'rejected'; readonly path: string; readonly code: SourceCode }

export interface ReadSummary {
  /** What was looked at, in the order in which it was read. */
  readonly files: readonly FileSummary[]
  /** Files beside a conversation of which no record speaks. */
  readonly unreferenced: readonly string[]
  /** The whole of it is refused, or nobody wanted it any more: what was handed on is not to be used. */
  readonly code?: SourceCode | 'CANCELLED'
}

class Cancelled extends Error {}

export async function readSource(source: ImportSource, options: ReadOptions, sink: SourceSink): Promise<ReadSummary> {
  const pass = new Pass(source, options, sink)
  try {
    return await pass.run()
  } catch (cause) {
    if (cause instanceof Cancelled) return { ...pass.summary(), code: 'CANCELLED' }
    if (cause instanceof SourceError) return { ...pass.summary(), code: cause.code }
    throw cause
  }
}

class Pass {
  readonly #source: ImportSource
  readonly #options: ReadOptions
  readonly #sink: SourceSink
  readonly #neighbours: Neighbours
  readonly #parts = new Parts()
  readonly #summaries: FileSummary[] = []
  readonly #sinks = new Map<string, ImportSink>()
  #unreferenced: readonly string[] = []
  #chats = 0
  #done = 0
  #of = 0

  constructor(source: ImportSource, options: ReadOptions, sink: SourceSink) {
    this.#source = source
    this.#options = options
    this.#sink = sink
    this.#neighbours = new Neighbours(source.files)
  }

  summary(): ReadSummary {
    return { files: this.#summaries, unreferenced: this.#unreferenced }
  }

  async run(): Promise<ReadSummary> {
    const { files, form } = this.#source
    // What somebody points at is looked at whatever its name.
    const { chats, people, others } = form === 'file' ? { chats: files, people: [], others: [] } : mainFiles(files)
    await this.#readAll(chats)
    // What a conversation has as an attachment is part of it.
    await this.#readAll(people.filter(({ path }) => !this.#neighbours.isReferenced(path)))
    await this.#readAll(others.filter(({ path }) => !this.#neighbours.isReferenced(path)))
    if (form !== 'file') this.#reportUnreferenced()
    const nested = files.some(({ path }) => /\.(?:zip|7z|rar|tar|gz|tgz)$/i.test(path))
    if (form !== 'file' && form !== 'folder' && this.#summaries.length === 0 && nested) throw new SourceError('IMPORT_NESTED')
    return this.summary()
  }

  get #read(): readonly ReadFound[] {
    return this.#summaries.filter((summary) => summary.outcome === 'read')
  }

  async #readAll(files: readonly ImportFile[]): Promise<void> {
    this.#of += files.reduce((sum, { size }) => sum + size, 0)
    for (const file of files) {
      const before = this.#done
      this.#summaries.push(await this.#readOne(file))
      this.#done = before + file.size
      await this.#turn(0)
    }
  }

  async #readOne(file: ImportFile): Promise<FileSummary> {
    const { decoders, formats = FORMATS } = this.#options
    const { path } = file
    const counts = { chats: 0, records: 0, contacts: 0, warnings: 0 }
    let claim: FoundFile | undefined
    try {
      const read = await readFile(file, {
        formats,
        decoders,
        limit: textLimit(this.#source.form),
        turn: (bytes) => this.#turn(bytes),
        around: (of, encoding) => this.#around(of, encoding),
        claimed: (_file, { format, recognition: { variant, kind, time, isEmpty = false } }, encoding) => {
          claim = { path, size: file.size, format: format.name, variant, kind, encoding, time, isEmpty }
          const sink = this.#counted(this.#parts.join(path, format.name, this.#sink.file(claim)), counts)
          this.#sinks.set(path, sink)
          return sink
        },
      })
      if (claim === undefined || read === undefined) return { outcome: 'unknown', path }
      return { outcome: 'read', ...claim, encoding: read.encoding, ...counts }
    } catch (cause) {
      // One file of a folder that cannot be read leaves the others as they are; a bad archive is bad as a whole.
      if (!(cause instanceof SourceError) || (cause.code !== 'IMPORT_UNREADABLE' && cause.code !== 'IMPORT_TOO_LARGE')) throw cause
      if (this.#source.files.length === 1) throw cause
      this.#sinks.get(path)?.warn(0, 'ENDS_EARLY')
      return { outcome: 'rejected', path, code: cause.code }
    }
  }

  #around(path: string, encoding: Encoding): Surroundings {
    const neighbours = this.#neighbours
    const { decoders, region = 'KR' } = this.#options
    return {
      name: this.#source.form === 'file' ? fileName(path) : (folderOf(path).split('/').at(-2) ?? this.#source.name),
      beside: (name) => neighbours.find(path, name),
      // Looked for only where somebody asks: a folder may hold as many conversations as files.
      get paths() {
        return neighbours.below(folderOf(path))
      },
      region,
      encoding,
      decoders,
    }
  }

  #counted(sink: ImportSink, counts: { chats: number; records: number; contacts: number; warnings: number }): ImportSink {
    const warned = (): void => void (counts.warnings += 1)
    return {
      chat: (head) => {
        if (this.#chats >= IMPORT.CHATS) {
          warned()
          return NOWHERE
        }
        this.#chats += 1
        counts.chats += 1
        const chat = sink.chat(head)
        return {
          record(record) {
            counts.records += 1
            chat.record(record)
          },
          warn(line, code) {
            warned()
            chat.warn(line, code)
          },
          learn: (later) => chat.learn(later),
        }
      },
      contact(contact) {
        counts.contacts += 1
        sink.contact(contact)
      },
      warn(line, code) {
        warned()
        sink.warn(line, code)
      },
    }
  }

  /** Of the folders that conversations lie in, and of those below. */
  #reportUnreferenced(): void {
    const chats = new Map(this.#read.filter(({ kind }) => kind === 'chat').map(({ path }) => [folderOf(path), path]))
    const looked = new Set(this.#summaries.filter(({ outcome }) => outcome !== 'unknown').map(({ path }) => path))
    const rest: string[] = []
    for (const path of this.#neighbours.paths) {
      if (looked.has(path) || this.#neighbours.isReferenced(path)) continue
      const chat = nearest(chats, path)
      if (chat === undefined) continue
      rest.push(path)
      this.#sinks.get(chat)?.warn(0, 'UNREFERENCED_FILE')
    }
    this.#unreferenced = rest
  }

  async #turn(bytes: number): Promise<void> {
    this.#done += bytes
    this.#options.progress?.(Math.min(this.#done, this.#of), this.#of)
    await this.#options.pause()
    if (this.#options.signal?.aborted === true) throw new Cancelled()
  }
}

/** Of the folder it lies in, or the next one above. */
function nearest<T>(folders: ReadonlyMap<string, T>, path: string): T | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder.slice(0, -1))) {
    const found = folders.get(folder)
    if (found !== undefined || folder === '') return found
  }
}

const NOWHERE: ChatSink = { record: () => undefined, warn: () => undefined, learn: () => undefined }
