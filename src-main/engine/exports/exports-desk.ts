/** Exports that shells have begun: each under an id, few at once, nothing kept of them but what the next call needs (EXP-2). */
import { EXPORT_FORMATS, type ExportFormat, Zone, exportRoom, safeFileName } from '../../../shared/exporters/index.ts'
import { RESOURCE, RPC } from '../../../shared/limits.ts'
import type { Digest, Messenger } from '../../../shared/messenger/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { type Result, fail, ok } from '../../../shared/result.ts'
import type { ExportBegun, ExportChunk } from '../../../shared/rpc/index.ts'
import { Begun } from '../begun.ts'
import { CONTACT_FILES, contactPieces } from './contact-file.ts'
import { archiveOf } from './room-archive.ts'
import { PicturesInside } from './page-with-pictures.ts'
import { type ExportFiles, picturesIn } from './room-pictures.ts'

interface Around {
  readonly from?: number
  readonly until?: number
  readonly imported?: boolean
  readonly language?: 'ko' | 'en'
  readonly timeZone?: string
}

interface WithPictures {
  readonly pictures?: boolean
}

export type WhatToExport =
  | ({ readonly what: 'room'; readonly room: RoomId; readonly format: ExportFormat } & WithPictures & Around)
  | ({ readonly what: 'all'; readonly formats?: readonly ExportFormat[] } & WithPictures & Around)
  | { readonly what: 'contacts'; readonly format: 'vcard3' | 'vcard4' | 'google-csv' }

interface Open {
  readonly bytes: AsyncIterator<Buffer>
  /** What was made and did not fit into the last piece. */
  rest: Buffer
  messages(): number
  close(): void
}

export interface ExportsDesk {
  begin(what: WhatToExport): Promise<Result<ExportBegun>>
  take(id: string): Promise<Result<ExportChunk>>
  close(id: string): void
  digest(options: { readonly since: number; readonly room?: RoomId }): Promise<Result<Digest>>
}

export interface ExportsDeps {
  readonly messenger: Pick<Messenger, 'exports' | 'rooms' | 'imports' | 'contacts' | 'addressBook'>
  /** Files that are here; without it no pictures go along. */
  readonly files?: ExportFiles | undefined
  now(): number
  /** Resolves when what waited meanwhile has had its turn. */
  pause(): Promise<void>
}

const NOTHING = Buffer.alloc(0)
const ARCHIVE = { ko: '사랑방 대화', en: 'Sarangbang rooms' } as const

export function createExportsDesk(deps: ExportsDeps): ExportsDesk {
  return new Desk(deps)
}

class Desk implements ExportsDesk {
  readonly #deps: ExportsDeps
  readonly #open = new Begun<Open>(RESOURCE.EXPORTS_AT_ONCE, (open) => open.close())

  constructor(deps: ExportsDeps) {
    this.#deps = deps
  }

  async begin(what: WhatToExport): Promise<Result<ExportBegun>> {
    const { messenger } = this.#deps
    if (what.what === 'contacts') {
      const { ending, type } = CONTACT_FILES[what.format]
      const bytes = this.#inBytes(contactPieces(messenger, what.format))
      const id = this.#open.open({ bytes, rest: NOTHING, messages: () => 0, close: () => void bytes.return(undefined) })
      return ok({ id, fileName: `sarangbang-contacts${ending}`, type })
    }
    const { from, until, imported = true, language = 'ko', timeZone, pictures: hasPictures = false } = what
    const files = hasPictures ? this.#deps.files : undefined
    const zone = zoneOf(timeZone)
    if (zone === undefined || (from !== undefined && until !== undefined && from >= until)) return fail('OUT_OF_RANGE')
    const range = { ...(from !== undefined && { from }), ...(until !== undefined && { until }), ...(!imported && { imported }) }
    const options = { range, zone, language, savedAt: Math.floor(this.#deps.now()) }
    if (what.what === 'all') {
      const archive = archiveOf(messenger, what.formats ?? EXPORT_FORMATS, { ...options, files })
      const fileName = safeFileName(`${ARCHIVE[language]} ${zone.day(options.savedAt)}`, '.zip', 'sarangbang')
      return ok({ id: this.#open.open({ ...archive, rest: NOTHING }), fileName, type: 'application/zip' })
    }
    const found = messenger.exports.room(what.room, range)
    if (!found.ok) return found
    const pictures = files === undefined || what.format !== 'html' ? [] : await picturesIn(found.value, files, new AbortController().signal)
    const size = pictures.reduce((sum, picture) => sum + picture.size, 0)
    if (files !== undefined && size > RESOURCE.EXPORT_INSIDE_BYTES) {
      const archive = archiveOf(messenger, ['html'], { ...options, files, only: what.room })
      const fileName = safeFileName(found.value.name, '.zip', what.room.slice(0, 8))
      return ok({ id: this.#open.open({ ...archive, rest: NOTHING }), fileName, type: 'application/zip' })
    }
    const inside = files === undefined || pictures.length === 0 ? undefined : new PicturesInside(files, pictures)
    const { fileName, type, pieces, messages } = exportRoom(found.value, what.format, {
      ...options,
      ...(inside !== undefined && { pictures: inside }),
    })
    const bytes = this.#inBytes(pieces, inside)
    const close = (): void => {
      inside?.stop()
      void bytes.return(undefined)
    }
    return ok({ id: this.#open.open({ bytes, rest: NOTHING, messages, close }), fileName, type })
  }

  async take(id: string): Promise<Result<ExportChunk>> {
    const open = this.#open.get(id)
    if (open === undefined) return fail('NO_EXPORT')
    const pieces: Buffer[] = [open.rest]
    let size = open.rest.length
    let isOver = false
    while (size < RPC.EXPORT_CHUNK_BYTES && !isOver) {
      const next = await open.bytes.next()
      isOver = next.done === true
      if (next.done === true) break
      pieces.push(next.value)
      size += next.value.length
    }
    const all = Buffer.concat(pieces)
    open.rest = all.subarray(RPC.EXPORT_CHUNK_BYTES)
    const isDone = isOver && open.rest.length === 0
    if (isDone) this.close(id)
    const bytes = all.subarray(0, RPC.EXPORT_CHUNK_BYTES).toString('base64')
    return ok({ bytes, messages: open.messages(), isOver: isDone })
  }

  close(id: string): void {
    this.#open.close(id)
  }

  async digest(options: { readonly since: number; readonly room?: RoomId }): Promise<Result<Digest>> {
    const steps = this.#deps.messenger.exports.digest(options)
    if (!steps.ok) return steps
    for (;;) {
      const step = steps.value.next()
      if (step.done === true) return ok(step.value)
      await this.#deps.pause()
    }
  }

  async *#inBytes(pieces: Iterable<string>, inside?: PicturesInside): AsyncGenerator<Buffer, undefined> {
    for (const piece of pieces) {
      if (inside === undefined) yield Buffer.from(piece.toWellFormed(), 'utf8')
      else yield* inside.filled(piece)
      await this.#deps.pause()
    }
    return undefined
  }
}

/** undefined: no such zone. */
function zoneOf(name: string | undefined): Zone | undefined {
  try {
    return new Zone(name)
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}
