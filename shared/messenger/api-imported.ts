/** What an imported message says of itself, and the names its parts go by. Part of `api-imports.ts`, apart since messages have it too. */
import type { ImportedAttachment, ImportedReaction, RecordKind } from '../importers/index.ts'
import type { RoomId } from '../ids/index.ts'

/** Somebody of the address book: 32 hex digits. */
export type EntryId = string

/** Why two may be the same, the surest first. */
export type MatchReason = 'same-phone' | 'same-email' | 'same-name' | 'similar-name' | 'same-room'

/** Bears the form of a room's id, so that every call that reads a room reads an archive too; no room has it. */
export type ArchiveId = RoomId

/** What an imported message says of itself besides its text. */
export interface ImportedMark {
  /** Which messenger it was: a format's name, `kakaotalk`. */
  readonly app: string
  /** As the file spells it; undefined: it had none (a notice of the other messenger). */
  readonly author: string | undefined
  readonly isUnsigned: true
  readonly archive: ArchiveId
  /** See `ImportBatch`. */
  readonly batch: number
  readonly kind: RecordKind
  /** Said by the person of this profile, as he confirmed. */
  readonly isMine: boolean
  /** Somebody of the address book without an account. */
  readonly entry?: EntryId
  /** As the file has it: a local time without a zone, or an instant (`…Z`). */
  readonly writtenTime: string | undefined
  /** Names only: the files themselves are not taken in. */
  readonly attachments: readonly Pick<ImportedAttachment, 'name' | 'present'>[]
  readonly reactions: readonly ImportedReaction[]
  /** `text` is the beginning only; the whole by `imports.text`. */
  readonly isLong: boolean
}
