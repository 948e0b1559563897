/** One room being written out: what all forms of it share. */
import type { ExportedRoom, MessageView, RoomRange } from '../../messenger/index.ts'
import type { Zone } from './zone.ts'

/** Pictures of messages that go along with HTML. */
export interface RoomPictures {
  /** beside: in the file's folder. inside: in the file itself, put there by whoever writes its bytes. */
  readonly lie: 'beside' | 'inside'
  /** beside: its path. inside: what it is called between two `PICTURE_MARK`s. undefined: it is not among them, and is said by its name. */
  of(message: MessageView['id'], index: number): string | undefined
}

/** Stands in no text that is written out: it cannot be in HTML. */
export const PICTURE_MARK = '\0'

export interface RoomWriting {
  readonly room: ExportedRoom
  readonly range: RoomRange
  readonly zone: Zone
  readonly language: 'ko' | 'en'
  /** Wall ms. */
  readonly savedAt: number
  readonly pictures?: RoomPictures
  /** A page is in what is given next. */
  wrote(page: readonly MessageView[]): void
}
