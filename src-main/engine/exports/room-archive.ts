/**
 * Rooms as one ZIP (EXP-10): a folder a room, in it a file a form, under names that are safe and not twice there, and beside HTML the pictures
 * that are here (EXP-12). Written as it is read: what is in memory is a page of one room, a piece of a picture, and what the packer holds.
 */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import {
  type ExportFormat,
  FileNames,
  endingOf,
  exportRoom,
  type RoomExportOptions,
  type RoomPictures,
} from '../../../shared/exporters/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { Messenger } from '../../../shared/messenger/index.ts'
import { type ExportFiles, type RoomPicture, pictureBytes, picturesIn } from './room-pictures.ts'

export interface RoomArchive {
  readonly bytes: AsyncIterator<Buffer>
  messages(): number
  close(): void
}

const FILE_NAME = { ko: '대화', en: 'conversation' } as const
const COMPRESSED = { compress: true }
/** What is in them is packed already. */
const AS_IT_IS = { compress: false }

export interface ArchiveOptions extends RoomExportOptions {
  /** Pictures go with HTML, out of these. */
  readonly files?: ExportFiles | undefined
  /** Only this one, and no folder for it. */
  readonly only?: RoomId
}

export function archiveOf(
  messenger: Pick<Messenger, 'rooms' | 'imports' | 'exports'>,
  formats: readonly ExportFormat[],
  options: ArchiveOptions,
): RoomArchive {
  const zip = new ZipFile()
  const names = new FileNames()
  const counts: (() => number)[] = []
  const mtime = new Date(options.savedAt)
  const { files, only } = options
  const ending = new AbortController()
  const add = (id: RoomId, folder: string, found: readonly RoomPicture[]) => {
    const paths = new Map(found.map(({ message, index, path }) => [`${message} ${index}`, path]))
    const of = (message: string, index: number): string | undefined => paths.get(`${message} ${index}`)
    const pictures: RoomPictures | undefined = found.length === 0 ? undefined : { lie: 'beside', of }
    for (const format of formats) {
      // Opened when its turn comes: a store that is closed meanwhile ends the archive, not the engine.
      zip.addReadStreamLazy(`${folder}${FILE_NAME[options.language]}${endingOf(format)}`, { ...COMPRESSED, mtime }, (open) => {
        const room = messenger.exports.room(id, options.range)
        if (!room.ok) return open(null, Readable.from([]))
        const { messages, pieces } = exportRoom(room.value, format, { ...options, ...(pictures !== undefined && { pictures }) })
        if (format === formats[0]) counts.push(messages)
        open(null, Readable.from(inBytes(pieces)))
      })
    }
    for (const { path, message, index } of found) {
      zip.addReadStreamLazy(`${folder}${path}`, { ...AS_IT_IS, mtime }, (open) => {
        open(null, Readable.from(files === undefined ? [] : pictureBytes(files, message, index, ending.signal)))
      })
    }
  }
  const fill = async () => {
    for (const { id, name } of chats()) {
      const folder = only === undefined ? `${names.unique(name, '', id.slice(0, 8))}/` : ''
      const room = files !== undefined && formats.includes('html') ? messenger.exports.room(id, options.range) : undefined
      add(id, folder, room?.ok === true && files !== undefined ? await picturesIn(room.value, files, ending.signal) : [])
      if (ending.signal.aborted) return
    }
    zip.end()
  }
  const chats = () => {
    const all = chatsOf(messenger, options.range.imported !== false)
    return only === undefined ? all : all.filter(({ id }) => id === only)
  }
  const stream = Readable.from(zip.outputStream as AsyncIterable<Buffer>)
  fill().catch((cause: unknown) => stream.destroy(cause instanceof Error ? cause : new Error('the rooms could not be read', { cause })))
  return {
    bytes: stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>,
    messages: () => counts.reduce((sum, count) => sum + count(), 0),
    close: () => {
      ending.abort()
      stream.destroy()
    },
  }
}

/** Rooms, and what was brought in and stands in none. */
function chatsOf(
  messenger: Pick<Messenger, 'rooms' | 'imports'>,
  hasImported: boolean,
): readonly { readonly id: RoomId; readonly name: string }[] {
  const archives = hasImported ? messenger.imports.archives().filter(({ room }) => room === undefined) : []
  return [
    ...messenger.rooms().map(({ room, name }) => ({ id: room, name })),
    ...archives.map(({ archive, title }) => ({ id: archive, name: title })),
  ]
}

/** Others get their turn between two pages. */
async function* inBytes(pieces: Iterable<string>): AsyncGenerator<Buffer> {
  for (const piece of pieces) {
    yield Buffer.from(piece.toWellFormed(), 'utf8')
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}
