/** A room in one of its three forms (EXP-1): pieces of text, each made when it is asked for, so that a room of a million messages takes one page of memory. */
import type { ExportedRoom, RoomRange } from '../../messenger/index.ts'
import { safeFileName } from './file-name.ts'
import { htmlOf } from './html.ts'
import { jsonLinesOf } from './jsonl.ts'
import type { RoomPictures, RoomWriting } from './room-writing.ts'
import { textOf } from './text.ts'
import type { Zone } from './zone.ts'

/** text: for people, and read back by `import`. html: to look at and print. jsonl: complete, for programs. */
export type ExportFormat = 'text' | 'html' | 'jsonl'
export const EXPORT_FORMATS: readonly ExportFormat[] = ['text', 'html', 'jsonl']

export interface RoomExportOptions {
  readonly range: RoomRange
  readonly zone: Zone
  readonly language: 'ko' | 'en'
  /** Wall ms. */
  readonly savedAt: number
  /** Of HTML. */
  readonly pictures?: RoomPictures
}

export interface RoomExport {
  readonly fileName: string
  readonly type: string
  readonly pieces: Generator<string>
  /** Written so far. */
  messages(): number
}

const FORMS = {
  text: { ending: '.txt', type: 'text/plain;charset=utf-8', write: textOf },
  html: { ending: '.html', type: 'text/html;charset=utf-8', write: htmlOf },
  jsonl: { ending: '.jsonl', type: 'application/jsonl;charset=utf-8', write: jsonLinesOf },
} as const satisfies Record<ExportFormat, unknown>

export function endingOf(format: ExportFormat): string {
  return FORMS[format].ending
}

export function exportRoom(room: ExportedRoom, format: ExportFormat, options: RoomExportOptions): RoomExport {
  let messages = 0
  const writing: RoomWriting = {
    ...options,
    room,
    wrote: (page) => {
      for (const { system } of page) if (system === undefined) messages += 1
    },
  }
  const { ending, type, write } = FORMS[format]
  return { fileName: safeFileName(room.name, ending, room.room.slice(0, 8)), type, pieces: write(writing), messages: () => messages }
}
