/**
 * Messages, and where they are, as shells see them. Part of `api.ts`, apart only for its length.
 */
import type { ChangeKind } from '../custody/index.ts'
import type { AccountId, DeviceId, FileId, MessageId, RoomId } from '../ids/index.ts'
import type { MediaSort } from '../media/index.ts'
import type { ReachCode } from '../reach/index.ts'
import type { ContactCard, ContentSummary, Place } from '../rooms/kinds/index.ts'
import type { ImportedMark } from './api-imported.ts'

export type RoomKind = 'direct' | 'group' | 'shop' | 'notice' | 'self'

/** Somebody and what this person calls him. */
export interface PersonRef {
  readonly account: AccountId
  readonly name: string
}

export type DeliveryState = 'queued' | 'held' | 'delivered' | 'read'

/** For own messages; for others' ones `received`. */
export type Delivery =
  | { readonly state: 'received' }
  | {
      readonly state: DeliveryState
      readonly holders: number
      readonly delivered: number
      readonly read: number
      readonly of: number
      /** At most three other people at one of whose devices it is, the first ones first. */
      readonly at: readonly PersonRef[]
      /** Nobody has it yet but somebody who keeps it for others. */
      readonly keptBy?: PersonRef
      /** At most three members it has not been delivered to. */
      readonly waitingFor: readonly PersonRef[]
      /** Wall ms: when it was last written into a bundle (BNDL-9). Somebody may carry it; nobody is known to hold it for that. */
      readonly bundled?: number
    }

export type { ChangeKind }

export type ChangeState = 'queued' | 'held' | 'delivered'

/** Where the newest edit of an own message, or its deletion, has got to (DLV-2); the message's own delivery stays what it was. */
export interface ChangeDelivery {
  readonly kind: ChangeKind
  readonly state: ChangeState
  readonly holders: number
  /** Of `of` members: an edit shows at one of a member's devices at least, an erased text is left on none that is known to have had it. */
  readonly delivered: number
  readonly of: number
}

export interface ReactionView {
  readonly emoji: string
  readonly accounts: readonly AccountId[]
  readonly mine: boolean
}

/** Where a text names somebody: UTF-16 units of the text, the `@` included (MSG-2). */
export interface MentionRange {
  readonly account: AccountId
  readonly from: number
  readonly to: number
}

/** A file of a message. All but `file` and `size` is the sender's word. */
export interface AttachmentView {
  readonly file: FileId
  readonly sort: MediaSort
  /** Safe to be shown and to be the name of a file. */
  readonly name: string
  readonly type: string
  readonly size: number
  readonly width?: number
  readonly height?: number
  readonly durationMs?: number
  /** Data URL of a tiny picture. */
  readonly preview?: string
  /** base64url, one byte a bar. */
  readonly waveform?: string
  /** A voice note: it was played on this profile. */
  readonly heard?: boolean
  /** By its name or type a system might run it: to be said before it is opened. */
  readonly couldRun: boolean
}

/** A message or a system line, oldest first in pages. */
export interface MessageView {
  readonly id: MessageId | string
  readonly room: RoomId
  readonly author: { readonly account: AccountId; readonly name: string }
  readonly time: number
  readonly kind: string
  /** What was written; empty where something came without words, undefined of a kind this version does not know. */
  readonly text: string | undefined
  readonly attachments: readonly AttachmentView[]
  readonly card: ContactCard | undefined
  readonly place: Place | undefined
  /** What it holds beside its words, for a line. */
  readonly holds: ContentSummary | undefined
  /** Ascending, none over another. */
  readonly mentions: readonly MentionRange[]
  /** Somebody else's message that names me. */
  readonly mentionsMe: boolean
  readonly replyTo: MessageId | undefined
  readonly edited: number | undefined
  readonly deleted: boolean
  readonly hidden: boolean
  readonly reactions: readonly ReactionView[]
  readonly pinned: boolean
  /** Brought in from another messenger: claimed by a file, signed by nobody. */
  readonly imported: ImportedMark | undefined
  readonly delivery: Delivery
  /** Only on own messages that were edited or deleted. */
  readonly change: ChangeDelivery | undefined
  readonly arrivedAt: number
  /** CLK-4: claims a time in the future. */
  readonly inDoubt: boolean
  /** FORK-2: this device told two stories. */
  readonly twoStories: boolean
  /** SNAP-4: its author changed it afterwards without saying so. */
  readonly rewritten: boolean
  /** Only on system lines. */
  readonly system: SystemLine | undefined
}

/** A room as it is shown when it is opened: around the first unread message, else the newest ones; system lines among them. */
export interface OpenedRoom {
  readonly messages: readonly MessageView[]
  readonly firstUnread: MessageId | undefined
  readonly hasOlder: boolean
  readonly hasNewer: boolean
}

/** At most one of `before`, `after`, `around` and `at`; none of them: the newest messages. */
export interface PageOptions {
  readonly before?: MessageId
  readonly after?: MessageId
  /** The message itself in the middle. */
  readonly around?: MessageId
  /** Ms: the first message from then on, with some before it. */
  readonly at?: number
  readonly limit?: number
  /** Governance as system lines among them. */
  readonly system?: boolean
}

/** What a message said before it was edited, as far as this device saw it. */
export interface EarlierText {
  readonly text: string
  readonly time: number
}

export interface SystemLine {
  readonly act: string
  readonly by: { readonly account: AccountId; readonly name: string }
  readonly target: { readonly account: AccountId; readonly name: string } | undefined
  readonly detail: string | undefined
}

export interface Holder {
  /** undefined: a carrier of somebody who is unknown here. */
  readonly account: AccountId | undefined
  readonly name: string
  readonly device: DeviceId
  readonly at: number
  /** It keeps it for others and cannot read it; `at` is when it said so. */
  readonly carrier: boolean
}

/** A member not reached yet, with the reason. */
export interface Waiting {
  readonly account: AccountId
  readonly name: string
  readonly code: ReachCode | undefined
  readonly since: number
}

export interface Trail {
  readonly state: DeliveryState | 'received'
  readonly holders: readonly Holder[]
  readonly waiting: readonly Waiting[]
  /** See `Delivery`; absent once everybody has it. */
  readonly bundled?: number
  /** The same of its newest edit, or of its deletion; only for own messages. */
  readonly change: ChangeTrail | undefined
}

export interface ChangeTrail {
  readonly kind: ChangeKind
  /** When it was changed. */
  readonly time: number
  readonly state: ChangeState
  readonly delivered: number
  readonly of: number
  readonly holders: readonly Holder[]
  readonly waiting: readonly Waiting[]
}

export interface SearchHit {
  readonly room: RoomId
  readonly roomName: string
  readonly message: MessageView
}
