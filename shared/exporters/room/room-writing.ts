/** One room being written out: what all forms of it share. */
import type { ExportedRoom, MessageView, RoomRange } from '../../messenger/index.ts'
import type { Zone } from './zone.ts'

/** Where beside the file the picture is that a message has at that place; undefined: it is not among them, and is said by its name. */
export type PicturesBeside = (message: MessageView['id'], index: number) => string | undefined

export interface RoomWriting {
  readonly room: ExportedRoom
  readonly range: RoomRange
  readonly zone: Zone
  readonly language: 'ko' | 'en'
  /** Wall ms. */
  readonly savedAt: number
  readonly pictures?: PicturesBeside
  /** A page is in what is given next. */
  wrote(page: readonly MessageView[]): void
}
