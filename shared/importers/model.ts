/**
 * What a file of another messenger or address book holds, as every importer tells it: conversations with their records, and people. All of it
 * is claimed by the file and proves nothing about anybody.
 */

/** `media`: left out by the export, type unknown. `system`: has no author. `deleted`: a tombstone with an author. */
export const RECORD_KINDS = [
  'text',
  'photo',
  'video',
  'audio',
  'file',
  'sticker',
  'contact',
  'location',
  'call',
  'media',
  'deleted',
  'system',
  'other',
] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

export interface ImportedAttachment {
  /** As the record names it, or as the archive does where the record names none. */
  readonly name: string
  /** The archive holds it. */
  readonly present: boolean
  /** Which entry of the archive; only where present. */
  readonly path?: string
  /** The record does not name the file; it was found by its time (iPhone exports of KakaoTalk). */
  readonly byTime?: boolean
}

export interface ImportedReaction {
  readonly emoji: string
  readonly by: string
}

export interface ImportedRecord {
  /** From 0, in the order of the file. */
  readonly seq: number
  readonly kind: RecordKind
  /** As spelled in the file; null: none (system), or somebody whose account is gone, who then has an `authorId`. */
  readonly author: string | null
  /** The file's own id of the author, where it gives one: tells two of one name apart, and names who has none. */
  readonly authorId?: string
  /**
   * `YYYY-MM-DDTHH:mm[:ss]`: wall clock of the exporting device, zone unknown; or an instant, `YYYY-MM-DDTHH:mm:ss[.sss]Z`. null: nothing before
   * it had a time. Which of the two is the same in all of a file (`TimeBase`).
   */
  readonly time: string | null
  /** As written, lines joined by `\n`, no blank lines at the end. */
  readonly text: string
  readonly attachments: readonly ImportedAttachment[]
  /** `seq` of the record it answers, where the file says which. */
  readonly replyTo?: number
  /** Same form as `time`. */
  readonly editedAt?: string
  readonly reactions?: readonly ImportedReaction[]
  /** Who wrote it first, as the file names him, where it was passed on. */
  readonly forwardedFrom?: string
  /** What it holds beside its body, readable, a line each: a poll, a shared contact, a place, a link. */
  readonly details?: string
  /** Lines of the file, from 1; records of JSON: both the number of the message. */
  readonly raw: { readonly firstLine: number; readonly lastLine: number }
}

export type TimeBase = 'local' | 'utc'

export interface ChatHead {
  readonly title?: string | undefined
  readonly type?: 'direct' | 'group' | undefined
  /** Same form as a record's time: when the export was made. */
  readonly savedAt?: string | undefined
  /** The author who is the person that exported, where the file says so or uses a word for him (`나`, `You`). */
  readonly selfLabel?: string | undefined
  /** Offset of the file's local times, where it says one. */
  readonly utcOffsetMinutes?: number | undefined
}

/**
 * BAD_LINE: not understood. BAD_TIME: no such date. CUT_LINE: longer than a line may be. BAD_RECORD: a message of JSON that is none. NO_HEADER: a
 * table whose columns were told by what is in them.
 */
export const WARNING_CODES = [
  'BAD_LINE',
  'BAD_TIME',
  'CUT_LINE',
  'BAD_RECORD',
  'BAD_VALUE',
  'UNREFERENCED_FILE',
  'ENDS_EARLY',
  'NO_HEADER',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

export interface ImportWarning {
  /** From 1; 0: of no line. */
  readonly line: number
  readonly code: WarningCode
}

export interface LabelledValue {
  readonly value: string
  /** As the file names it (`CELL`, `휴대전화`), without wrappers. */
  readonly label?: string | undefined
}

/** One person of an address book. */
export interface ImportedContact {
  readonly displayName: string
  readonly family: string
  readonly given: string
  readonly phones: readonly LabelledValue[]
  /** Those phones that parse, as E.164; same order, each once. */
  readonly e164: readonly string[]
  readonly emails: readonly LabelledValue[]
  readonly org: string
  readonly note: string
  /** `YYYY-MM-DD` or `--MM-DD`. */
  readonly birthday: string | null
  /** Groups, categories. */
  readonly labels: readonly string[]
  /** JPEG, PNG, WebP or GIF by its first bytes. */
  readonly photo?: Uint8Array | undefined
  /** Properties nothing here reads, as they stood, for writing them out again. */
  readonly unknown?: readonly string[]
}

/** Nobody: what a file says is put over it. */
export const NO_CONTACT: ImportedContact = {
  displayName: '',
  family: '',
  given: '',
  phones: [],
  e164: [],
  emails: [],
  org: '',
  note: '',
  birthday: null,
  labels: [],
}
