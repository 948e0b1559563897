/**
 * All rooms as one ZIP (EXP-10): a folder a room, in it a file a form, under names that are safe and not twice there. Written as it is read: what
 * is in memory is a page of one room and what the packer holds.
 */
import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { type ExportFormat, FileNames, endingOf, exportRoom, type RoomExportOptions } from '../../../shared/exporters/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { Messenger } from '../../../shared/messenger/index.ts'

export interface RoomArchive {
  readonly bytes: AsyncIterator<Buffer>
  messages(): number
  close(): void
}

const FILE_NAME = { ko: '대화', en: 'conversation' } as const
const COMPRESSED = { compress: true }

export function archiveOf(
  messenger: Pick<Messenger, 'rooms' | 'imports' | 'exports'>,
  formats: readonly ExportFormat[],
  options: RoomExportOptions,
): RoomArchive {
  const zip = new ZipFile()
  const names = new FileNames()
  const counts: (() => number)[] = []
  const mtime = new Date(options.savedAt)
  for (const { id, name } of chatsOf(messenger, options.range.imported !== false)) {
    const folder = names.unique(name, '', id.slice(0, 8))
    for (const format of formats) {
      // Opened when its turn comes: a store that is closed meanwhile ends the archive, not the engine.
      zip.addReadStreamLazy(`${folder}/${FILE_NAME[options.language]}${endingOf(format)}`, { ...COMPRESSED, mtime }, (open) => {
        const found = messenger.exports.room(id, options.range)
        if (!found.ok) return open(null, Readable.from([]))
        const { messages, pieces } = exportRoom(found.value, format, options)
        if (format === formats[0]) counts.push(messages)
        open(null, Readable.from(inBytes(pieces)))
      })
    }
  }
  zip.end()
  const stream = Readable.from(zip.outputStream as AsyncIterable<Buffer>)
  return {
    bytes: stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>,
    messages: () => counts.reduce((sum, count) => sum + count(), 0),
    close: () => stream.destroy(),
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
