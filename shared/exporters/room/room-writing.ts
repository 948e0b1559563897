/** One room being written out: what all forms of it share. */
import type { ExportedRoom, MessageView, RoomRange } from '../../messenger/index.ts'
import type { Zone } from './zone.ts'

export interface RoomWriting {
  readonly room: ExportedRoom
  readonly range: RoomRange
  readonly zone: Zone
  readonly language: 'ko' | 'en'
  /** Wall ms. */
  readonly savedAt: number
  /** A page is in what is given next. */
  wrote(page: readonly MessageView[]): void
}
