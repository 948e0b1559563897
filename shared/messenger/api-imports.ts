/**
 * History of other messengers as shells see it: archives, the batches they came in, and files being brought in. All of it is claimed by a
 * file and signed by nobody; it is on this device alone and is in no block, no session and no bundle (docs/spec/archives.md).
 */
import type { RecordKind, TimeBase, WarningCode } from '../importers/index.ts'
import type { AccountId, MessageId, RoomId } from '../ids/index.ts'
import type { Result } from '../result.ts'
import type { ActCode } from './api-codes.ts'
import type { ArchiveId, EntryId, MatchReason } from './api-imported.ts'

export type { ArchiveId, ImportedMark, MatchReason } from './api-imported.ts'

/** Where an archive stands. */
export type ArchivePlace =
  | { readonly at: 'room'; readonly room: RoomId }
  /** Before and among what is said with that contact. */
  | { readonly at: 'contact'; readonly account: AccountId }
  /** With somebody who may come by an invitation one day: then it moves to the room with him. */
  | { readonly at: 'entry'; readonly entry: EntryId }
  | { readonly at: 'nowhere' }

export interface ArchiveView {
  readonly archive: ArchiveId
  readonly title: string
  readonly app: string
  readonly place: ArchivePlace
  /** The room it is shown in now. */
  readonly room: RoomId | undefined
  readonly messages: number
  readonly first: number | undefined
  readonly last: number | undefined
  /** The batches it came in, newest first. */
  readonly batches: readonly number[]
}

/** What one import brought; undone as a whole. */
export interface ImportBatch {
  readonly batch: number
  /** Wall ms. */
  readonly at: number
  /** Names of the files. */
  readonly sources: readonly string[]
  readonly archives: readonly ArchiveId[]
  readonly messages: number
  /** Were here already. */
  readonly known: number
  /** Were here cut short, and are whole now. */
  readonly mended: number
  /** Entries of the address book that were made. */
  readonly people: number
}

/** Who an author of a file is. `new`: an entry of the address book is made for him. `unknown`: a name and nothing more. */
export type AuthorIs =
  | { readonly is: 'contact'; readonly account: AccountId }
  | { readonly is: 'entry'; readonly entry: EntryId }
  | { readonly is: 'new' }
  | { readonly is: 'unknown' }

export type ImportTarget =
  | { readonly to: 'room'; readonly room: RoomId }
  | { readonly to: 'contact'; readonly account: AccountId }
  | { readonly to: 'entry'; readonly entry: EntryId }
  | { readonly to: 'archive'; readonly archive: ArchiveId }
  /** With the one the plan says this author is; somebody new comes into the address book first. A name and nothing more: of its own. */
  | { readonly to: 'author'; readonly name: string }
  /** Of its own, in no room. */
  | { readonly to: 'new'; readonly title: string }

export interface ChatPlan {
  readonly target: ImportTarget
  /** A format's name. */
  readonly app: string
  readonly time: TimeBase
  /** IANA name, confirmed by the person: where the exporting device's clock stood. */
  readonly zone: string
  /** Which author is the person of this profile. */
  readonly me?: string | undefined
  readonly authors?: readonly { readonly name: string; readonly who: AuthorIs }[] | undefined
}

/** IMPORT_BUSY: another import is being written or taken back. BAD_ZONE: no such time zone. NO_BATCH, NO_ARCHIVE, NO_ENTRY: there is none of that name. */
export type ImportActCode = ActCode | 'IMPORT_BUSY' | 'BAD_ZONE' | 'NO_BATCH' | 'NO_ARCHIVE' | 'NO_ENTRY'

/** Why something of a past import can be told without its text. */
export interface ImportedText {
  readonly text: string
  /** Where the rest begins (UTF-16 units); undefined: this was the end. */
  readonly next: number | undefined
}

export interface ImportsApi {
  /** Newest first; none of what is being written or taken back. */
  batches(): readonly ImportBatch[]
  /**
   * All of it goes: messages, archives in which no batch is left, entries it made that nobody touched since. When it returns, nobody sees it and
   * no power cut brings it back; of a large one the rest goes by and by (`takenBack`), and until then IMPORT_BUSY is the answer to others.
   */
  undo(batch: number): Result<{ readonly messages: number }, ImportActCode>
  /** When nothing is on its way out any more, or the disk is too full for that. */
  takenBack(): Promise<void>
  archives(): readonly ArchiveView[]
  /** What is not named stays. */
  change(archive: ArchiveId, changes: { readonly title?: string; readonly place?: ArchivePlace }): Result<ArchiveView, ImportActCode>
  /** For good, with everything in it. */
  remove(archive: ArchiveId): Result<undefined, ImportActCode>
  /** A long text from `from` on, in pieces. */
  text(message: MessageId, from?: number): Result<ImportedText, ImportActCode>
  /** On purpose: chosen imported messages as ordinary signed texts that say who is said to have written them, and when. */
  share(room: RoomId, messages: readonly MessageId[], language: 'ko' | 'en', zone: string): Result<readonly MessageId[], ImportActCode>
}

/* Files being brought in: what the engine tells of them (shared/rpc/imports.ts). */

/** gathering: files are still coming in pieces. ready: `plan` and `commit` may be asked. */
export type ImportPhase = 'gathering' | 'reading' | 'ready' | 'writing' | 'done' | 'failed' | 'cancelled'

export interface ImportFileView {
  readonly name: string
  readonly size: number
  readonly kind: 'chat' | 'contacts' | 'unknown' | 'rejected'
  /** Why it was rejected. */
  readonly code?: string
  readonly format?: string
  readonly variant?: string
  readonly encoding?: string
}

/** How sure a guess is, and why: the person decides. */
export interface AuthorGuess {
  readonly who: AuthorIs
  readonly name: string
  readonly why: MatchReason
}

export interface ChatPreview {
  /** Names it in the plan. */
  readonly chat: number
  readonly file: string
  readonly title: string
  readonly app: string
  readonly variant: string
  readonly type: 'direct' | 'group' | undefined
  readonly time: TimeBase
  readonly utcOffsetMinutes: number | undefined
  readonly savedAt: string | undefined
  readonly records: number
  /** As the file has them. */
  readonly first: string | undefined
  readonly last: string | undefined
  readonly kinds: Readonly<Partial<Record<RecordKind, number>>>
  /** What was not understood, by code. */
  readonly warnings: Readonly<Partial<Record<WarningCode, number>>>
  /** The most talkative first, at most `ARCHIVE.PREVIEW_PEOPLE`. */
  readonly people: readonly { readonly name: string; readonly count: number; readonly guess?: AuthorGuess }[]
  readonly peopleCount: number
  /** Which of the people is probably the one who exported. */
  readonly me: string | undefined
  /** Where it probably belongs. */
  readonly target: { readonly target: ImportTarget; readonly name: string; readonly why: MatchReason } | undefined
}

export interface ContactsPreview {
  readonly count: number
  readonly withPhone: number
  readonly withEmail: number
  /** Already in the address book or among the contacts, as it seems. */
  readonly known: number
  /** The first ones. */
  readonly names: readonly string[]
  /** What was noticed in address books, and in files no conversation was found in, by code. */
  readonly warnings: Readonly<Partial<Record<WarningCode, number>>>
}

export interface ImportProgress {
  /** Bytes of files, read so far; of how many in all. */
  readonly bytes: number
  readonly of: number
  readonly records: number
}

export interface ImportView {
  readonly id: string
  readonly phase: ImportPhase
  /** Why it failed. */
  readonly code: string | undefined
  readonly progress: ImportProgress
  readonly files: readonly ImportFileView[]
  readonly chats: readonly ChatPreview[]
  readonly contacts: ContactsPreview
  /** Default of the plan: of the files' language or of this computer. */
  readonly zone: string
  /** When done: what it brought. */
  readonly batch: ImportBatch | undefined
}

/** A chat that is not named is left out. */
export interface ImportPlan {
  readonly zone: string
  readonly chats: readonly {
    readonly chat: number
    readonly target: ImportTarget
    readonly me?: string
    readonly authors?: readonly { readonly name: string; readonly who: AuthorIs }[]
  }[]
  /** Whether people of address-book files are taken into the address book. */
  readonly contacts: boolean
}
