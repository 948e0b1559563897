/**
 * The messenger as its shells see it: command line, page, tests. `shared/rpc` carries exactly this over a wire; nothing here knows how.
 * Results of acts are values with codes; a returned success means durable on this device's disk.
 */
import type { AccountId, DeviceId, EpochId, MessageId, RoomId } from '../ids/index.ts'
import type { ReachCode } from '../reach/index.ts'
import type { Result } from '../result.ts'
import type { Role } from '../rooms/governance/index.ts'
import type { Content, ContentSummary } from '../rooms/kinds/index.ts'
import type { CarryingApi } from './api-carrying.ts'
import type { FileArrival, MediaApi } from './api-media.ts'
import type { ReadinessApi } from './api-readiness.ts'
import type { ActCode } from './api-codes.ts'
import type { RecoveringApi } from './api-recovering.ts'
import type {
  ChangeKind,
  ChangeState,
  Delivery,
  DeliveryState,
  EarlierText,
  MentionRange,
  MessageView,
  OpenedRoom,
  PageOptions,
  PersonRef,
  RoomKind,
  SearchHit,
  SystemLine,
  Trail,
} from './api-messages.ts'
import type { BundlesApi } from './api-bundles.ts'
import type { ExportsApi } from './api-exports.ts'
import type { AddressBookApi } from './api-address-book.ts'
import type { ImportsApi } from './api-imports.ts'
import type { LinkingApi } from './api-linking.ts'
import type { AutoFetch, BlockedDevice, Contact, DeviceView, Me, Picture, RoomStorage, Settings, WordAnswer } from './api-profile.ts'

export type { ActCode } from './api-codes.ts'
export type { CarriedFor, CarrierState, CarryAsk, CarryCode, CarryingApi, RoomCarrier } from './api-carrying.ts'
export type { KeepsakeHolder, RecoveringApi, RecoveringView, RecoveryAsk } from './api-recovering.ts'
export type {
  ChangeDelivery,
  ChangeKind,
  ChangeState,
  ChangeTrail,
  Delivery,
  DeliveryState,
  EarlierText,
  Holder,
  MentionRange,
  MessageView,
  OpenedRoom,
  PageOptions,
  PersonRef,
  ReactionView,
  RoomKind,
  SearchHit,
  SystemLine,
  Trail,
  Waiting,
} from './api-messages.ts'
export type {
  AutoFetch,
  BlockedDevice,
  Contact,
  DeviceView,
  Me,
  Picture,
  RoomStorage,
  Settings,
  StorageUse,
  WordAnswer,
} from './api-profile.ts'

export interface Face extends PersonRef {
  readonly picture: Picture | undefined
}

/** What this person chose for a room, on this device only. */
export interface RoomPreferences {
  readonly pinned: boolean
  readonly archived: boolean
  /** Wall ms; 0: not muted, Number.MAX_SAFE_INTEGER: until I change it. */
  readonly mutedUntil: number
  readonly notify: 'all' | 'mentions' | 'none'
  /** Pictures and voice of this room come by themselves (MEDIA-85); absent or `as-set`: as the settings say. */
  readonly autoFetch?: AutoFetch | 'as-set'
}

/** What was typed and not sent. */
export interface Draft {
  readonly text: string
  readonly replyTo?: MessageId
  readonly edits?: MessageId
  readonly mentions?: readonly MentionRange[]
  readonly at: number
}

/** How many of the other members have a device connected to this one. */
export interface RoomReach {
  readonly reached: number
  readonly of: number
  /** Direct rooms. */
  readonly peer?: ContactReach
}

/** What governance says of a room itself. */
export interface RoomDetails {
  readonly title: string
  readonly description: string
  readonly picture: Picture | undefined
  /** What a newcomer may read of the time before (GOV-14). */
  readonly history: 'none' | 'epoch' | 'all'
  /** Whether any member lets the invited in, or an admin is asked (GOV-13). */
  readonly door: 'open' | 'ask'
  /** The lowest role that may make invitations. */
  readonly inviters: Role
}

/** What is not named stays. */
export type RoomChanges = Partial<Omit<RoomDetails, 'picture'> & { readonly picture: Picture | null }>

export interface RoomSummary {
  readonly room: RoomId
  readonly kind: RoomKind
  /** Title; a direct room bears the contact's name. */
  readonly name: string
  readonly unread: number
  readonly members: number
  readonly role: Role | undefined
  /** joining: history is on its way; left/removed: read-only. */
  readonly state: 'open' | 'joining' | 'left' | 'removed' | 'update-needed'
  /** Direct rooms: with whom. */
  readonly peer: AccountId | undefined
  /** Up to four others, the longest here first; with pictures where the room has none of its own. */
  readonly faces: readonly Face[]
  readonly picture: Picture | undefined
  readonly description: string
  /** Unread messages that name me. */
  readonly mentions: number
  readonly preferences: RoomPreferences
  readonly draft: Draft | undefined
  readonly reach: RoomReach
  /** The newest message, or in rooms of several what was done to the room since (`system`; its id is no message's). */
  readonly last:
    | {
        readonly id: MessageId | string
        readonly account: AccountId
        readonly name: string
        readonly t: number
        readonly text: string | undefined
        readonly holds: ContentSummary | undefined
        readonly kind: string
        readonly deleted: boolean
        readonly own: boolean
        readonly delivery: Delivery
        readonly system: SystemLine | undefined
      }
    | undefined
  readonly inDoubt: boolean
}

export interface MemberView {
  readonly account: AccountId
  readonly name: string
  readonly role: Role
  readonly devices: readonly DeviceId[]
  readonly since: number
  readonly verified: boolean
  readonly me: boolean
  readonly picture: Picture | undefined
  readonly reach: ContactReach
  /** In my contacts. */
  readonly contact: boolean
  /** SNAP-4: this account changed words of its past without saying so, and this device had them before. */
  readonly rewritten: boolean
}

export type Reach = 'connected' | 'nearby' | 'known-address' | 'unreachable' | 'never'

export interface ContactReach {
  readonly account: AccountId
  readonly name: string
  readonly reach: Reach
  readonly via: string | undefined
  /** Whose device the connection goes through; empty where that person is not known by name. Undefined: directly. */
  readonly through: string | undefined
  readonly since: number
  readonly code: ReachCode | undefined
}

export interface NearbyDevice {
  readonly device: DeviceId
  readonly name: string | undefined
  readonly addresses: readonly string[]
  readonly contact: AccountId | undefined
  readonly since: number
}

/** Somebody asks to become a contact (SYNC-16) or to be let into a room (GOV-13), or I asked and wait. */
export interface KnockView {
  readonly id: string
  /** `return`: a contact who has only the words left (in), or contacts asked so (out). */
  readonly kind: 'contact' | 'room' | 'return'
  /** Into which room. */
  readonly room?: RoomId
  readonly device: DeviceId
  readonly account: AccountId | undefined
  readonly name: string
  readonly direction: 'in' | 'out'
  readonly state: 'waiting' | 'comparing' | 'confirmed' | 'refused' | 'expired'
  /** The six digits both screens show. */
  readonly code: string | undefined
  readonly at: number
}

/** The newest address record of a device of somebody one knows. */
export interface KnownRecord {
  readonly device: DeviceId
  /** Whose device it is; undefined for a carrier of a room that is nobody's contact. */
  readonly account: AccountId | undefined
  /** When the device signed it, and when it runs out; ms by its clock. */
  readonly since: number
  readonly expires: number
  readonly addresses: readonly string[]
  /** Who told it. */
  readonly by: AccountId
  /** The device itself did. */
  readonly isFirstHand: boolean
}

export interface MessengerStatus {
  readonly me: Me
  readonly contacts: readonly ContactReach[]
  /** Own messages not yet held by any other device. */
  readonly queued: number
  readonly peers: readonly { readonly account: AccountId | undefined; readonly device: DeviceId; readonly address: string }[]
  /** Where devices of people one knows are, in their own signed words. */
  readonly records: readonly KnownRecord[]
  readonly refusals: Readonly<Record<string, number>>
  /** CLK-6: what is added to this computer's clock, ms; 0 while it is trusted. */
  readonly clockOffsetMs: number
  /** RECV-2: the words were typed here, and whoever is met is asked until then, ms. */
  readonly recoveringUntil?: number
}

export type MessengerEvent =
  /** `view`: a few words said on this very device come with their event, so that whoever shows them need not ask. */
  | { readonly type: 'message'; readonly room: RoomId; readonly message: MessageId; readonly own: boolean; readonly view?: MessageView }
  | { readonly type: 'message-changed'; readonly room: RoomId; readonly message: MessageId }
  /** An own message got somewhere, or fell back; `before` is the same where only more people have it, or have read it. */
  | {
      readonly type: 'delivery'
      readonly room: RoomId
      readonly message: MessageId
      readonly state: DeliveryState
      readonly before: DeliveryState
    }
  /** An edit or a deletion of an own message got somewhere, or fell back (DLV-2). */
  | {
      readonly type: 'change'
      readonly room: RoomId
      readonly message: MessageId
      readonly kind: ChangeKind
      readonly state: ChangeState
      readonly before: ChangeState
      readonly delivered: number
      readonly of: number
    }
  | { readonly type: 'room'; readonly room: RoomId }
  /** How a file of messages stands now: about once a second while it comes, and whenever its state is another one. */
  | { readonly type: 'transfers'; readonly arrival: FileArrival }
  | { readonly type: 'contact'; readonly account: AccountId }
  | { readonly type: 'knock'; readonly id: string }
  | { readonly type: 'reach'; readonly account: AccountId }
  | { readonly type: 'nearby' }
  | { readonly type: 'peer'; readonly device: DeviceId; readonly connected: boolean }
  | { readonly type: 'fork'; readonly room: RoomId; readonly device: DeviceId }
  /** SNAP-4: an account changed its past without saying so. */
  | { readonly type: 'rewritten'; readonly room: RoomId; readonly account: AccountId }
  | { readonly type: 'clock'; readonly offsetMs: number }
  | { readonly type: 'settings' }
  /** Archives, their batches, or who is who in them. */
  | { readonly type: 'imports' }
  | { readonly type: 'address-book' }
  /** Somebody asked, answered or stopped; or what is carried here changed. */
  | { readonly type: 'carrying' }
  /** Whom a restored computer asks, who answered, or who keeps the own keepsake. */
  | { readonly type: 'recovery' }
  /** Linking, own devices, or how far a linked computer has come. */
  | { readonly type: 'linking' }
  /** Somebody else writes just now; falls to false by itself (SYNC-18). */
  | { readonly type: 'typing'; readonly room: RoomId; readonly account: AccountId; readonly isTyping: boolean }

export type MemberAct =
  | { readonly act: 'remove'; readonly account: AccountId }
  | { readonly act: 'role'; readonly account: AccountId; readonly role: Role }
  | { readonly act: 'transfer'; readonly account: AccountId }
  | { readonly act: 'add'; readonly account: AccountId; readonly role?: Role }
  /** A device that keeps the room's blocks without being able to read them. */
  | { readonly act: 'carrier'; readonly device: DeviceId; readonly on: boolean }

/** An invitation into a room that still lets somebody in. */
export interface InviteView {
  readonly invite: string
  readonly by: { readonly account: AccountId; readonly name: string }
  readonly role: Role
  /** How many came in by it, of how many that may. */
  readonly uses: number
  readonly max: number
  readonly expires: number
  readonly ask: boolean
}

export interface RoomInviteOptions {
  readonly uses?: number
  readonly expiresInMs?: number
  readonly role?: Role
  readonly ask?: boolean
}

/** `asked`: the other side has not been met yet, or its person has to decide; trying goes on in the background. */
export interface Accepted {
  readonly contact?: Contact
  /** Whose invitation into a room it was: a contact, or somebody known from that room only. */
  readonly inviter?: { readonly account: AccountId; readonly name: string }
  readonly room?: RoomId
  readonly state: 'done' | 'asked'
}

export interface Messenger {
  /** My second computer: linking it, and what own devices there are. */
  readonly linking: LinkingApi
  me(): Me
  rename(name: string): Result<Me, ActCode>
  /** A data URL, sniffed and bounded (BAD_PICTURE, PICTURE_TOO_LARGE); null takes it away. */
  setPicture(picture: Picture | null): Result<Me, ActCode>
  /** Absent once they were checked, and always on a restored device. */
  words(): { readonly words: readonly string[] | undefined }
  /** The places that were wrong; when none is, the words leave this computer. NO_WORDS: they have. */
  checkWords(answers: readonly WordAnswer[]): Result<{ readonly wrong: readonly number[] }, ActCode>
  /** Own ones, this one first. */
  devices(): readonly DeviceView[]
  /** GOV-6: this person vouches for a device of their own account. */
  approveDevice(device: DeviceId): Result<readonly DeviceView[], ActCode>
  /** What each room takes of the disk, largest first, in steps for whoever must breathe in between; the whole folder is the engine's to say. */
  storage(): Generator<undefined, readonly RoomStorage[]>
  settings(): Settings
  /** In effect at once; what is not named stays. OUT_OF_RANGE: nothing is changed. */
  changeSettings(changes: Partial<Settings>): Result<Settings, ActCode>
  safetyNumber(account: AccountId): Result<{ readonly digits: string; readonly qr: string }, ActCode>

  contacts(): readonly Contact[]
  renameContact(account: AccountId, name: string): Result<Contact, ActCode>
  verifyContact(account: AccountId, verified: boolean): Result<Contact, ActCode>
  /** KEY-9: the person has looked at this contact's devices; none of them is new any more. */
  devicesSeen(account: AccountId): Result<Contact, ActCode>
  blockContact(account: AccountId, blocked: boolean): Result<Contact, ActCode>
  /** Keeping rooms for others, and asking others to. */
  readonly carrying: CarryingApi
  /** Recovery by words: whom this computer asks, and who keeps what it would need itself. */
  readonly recovering: RecoveringApi
  /** Whom this person would reach if the usual ways were gone. */
  readonly readiness: ReadinessApi
  /** Files of messages: on their way here, at hand, and what they take. */
  readonly media: MediaApi

  inviteContact(options?: { readonly expiresInMs?: number; readonly inPerson?: boolean }): Result<{ readonly link: string }, ActCode>
  inviteToRoom(room: RoomId, options?: RoomInviteOptions): Result<{ readonly link: string; readonly invite: string }, ActCode>
  /** Those that still let somebody in, the one that ends first comes first. */
  invites(room: RoomId): Result<readonly InviteView[], ActCode>
  revokeInvite(room: RoomId, invite: string): Result<undefined, ActCode>
  /** Keeps trying in the background after it returned `state: 'asked'` / `joining`. */
  accept(link: string, options?: { readonly signal?: AbortSignal; readonly scanned?: boolean }): Promise<Result<Accepted, ActCode>>

  nearby(): readonly NearbyDevice[]
  knocks(): readonly KnockView[]
  /** Asks a device seen nearby to become contacts. */
  ask(device: DeviceId): Promise<Result<KnockView, ActCode>>
  /** In: show the code to compare. `block`, with a no: whoever asked is blocked, or his device while he has not said who he is. */
  answerKnock(id: string, accept: boolean, options?: { readonly block?: boolean }): Promise<Result<KnockView, ActCode>>
  blockedDevices(): readonly BlockedDevice[]
  unblockDevice(device: DeviceId): Result<undefined, ActCode>
  /** Both: the six digits are equal. */
  confirmKnock(id: string, same: boolean): Promise<Result<KnockView, ActCode>>

  /** Two direct rooms with one person are one, shown under the lower id; either id names it in every call (GOV-17). */
  rooms(): readonly RoomSummary[]
  members(room: RoomId): Result<readonly MemberView[], ActCode>
  createRoom(options: {
    readonly name: string
    readonly kind?: 'group' | 'notice' | 'shop'
    readonly members?: readonly AccountId[]
  }): Result<RoomId, ActCode>
  /** The direct room with a contact, made if there is none. */
  directRoom(account: AccountId): Result<RoomId, ActCode>
  renameRoom(room: RoomId, name: string): Result<undefined, ActCode>
  roomDetails(room: RoomId): Result<RoomDetails, ActCode>
  /** One act of governance for all of it. */
  changeRoom(room: RoomId, changes: RoomChanges): Result<undefined, ActCode>
  /** What is not named stays. */
  preferRoom(room: RoomId, preferences: Partial<RoomPreferences>): Result<RoomPreferences, ActCode>
  /** Kept until it is replaced; null drops it. */
  saveDraft(room: RoomId, draft: Omit<Draft, 'at'> | null): Result<undefined, ActCode>
  /** To be repeated every few seconds while somebody types; others see it end by itself. */
  typing(room: RoomId, isTyping: boolean): Result<undefined, ActCode>
  act(room: RoomId, act: MemberAct): Result<undefined, ActCode>
  leave(room: RoomId): Result<undefined, ActCode>

  /** Several texts are several messages in one commit. */
  send(
    room: RoomId,
    texts: readonly string[],
    options?: {
      readonly replyTo?: MessageId
      /** Only with a single text. */ readonly mentions?: readonly MentionRange[]
    },
  ): Result<readonly MessageId[], ActCode>
  /** Messages of any kind in one commit; `replyTo` is what they answer, and stands in the contents too. */
  post(room: RoomId, contents: readonly Content[], replyTo?: MessageId): Result<readonly MessageId[], ActCode>
  /** An edit has its own mentions; those of before go with the text. */
  edit(message: MessageId, text: string, options?: { readonly mentions?: readonly MentionRange[] }): Result<MessageId, ActCode>
  /** Oldest first; none of a message that was deleted. */
  earlier(message: MessageId): Result<readonly EarlierText[], ActCode>
  /** Delete for everyone (DEL-1); own messages only. */
  delete(message: MessageId): Result<MessageId, ActCode>
  react(message: MessageId, emoji: string, on: boolean): Result<MessageId, ActCode>
  /** Moderators: out of view for all (GOV `hide`). */
  hide(room: RoomId, messages: readonly MessageId[], hidden: boolean): Result<undefined, ActCode>
  /** For everybody here (MSG-4); whoever may write may pin and take down. */
  pin(message: MessageId, on: boolean): Result<MessageId, ActCode>
  /** Newest first. */
  pins(room: RoomId): Result<readonly MessageView[], ActCode>
  /** Out of this profile's sight, and back; nobody is told, and nothing leaves the disk. */
  forget(messages: readonly MessageId[], forgotten: boolean): Result<undefined, ActCode>
  /** A voice note was played on this profile; nobody is told. */
  hear(message: MessageId, index: number): Result<undefined, ActCode>
  open(room: RoomId, options?: { readonly limit?: number }): Result<OpenedRoom, ActCode>
  messages(room: RoomId, page?: PageOptions): Result<readonly MessageView[], ActCode>
  message(id: MessageId): Result<MessageView, ActCode>
  markRead(room: RoomId, upTo?: MessageId): Result<undefined, ActCode>
  search(text: string, options?: { readonly room?: RoomId; readonly limit?: number }): readonly SearchHit[]
  trail(message: MessageId): Result<Trail, ActCode>

  /** A room by hand, where nothing connects. */
  readonly bundles: BundlesApi
  /** Rooms written out, and what happened while somebody was away. */
  readonly exports: ExportsApi
  /** History of other messengers, and people who may not be here yet. */
  readonly imports: ImportsApi
  readonly addressBook: AddressBookApi

  status(): MessengerStatus
  /** Drops and rebuilds every view from blocks. */
  rebuild(): Result<{ readonly messages: number }, ActCode>
  /** The same, one room with each step, for whoever must breathe in between. */
  rebuildByRoom(): Iterable<RebuildStep>
  subscribe(listener: (event: MessengerEvent) => void): () => void
}

/** How far a rebuild has come, in rooms; `messages` rebuilt so far. */
export interface RebuildStep {
  readonly done: number
  readonly of: number
  readonly messages: number
}

/** For diagnosis and tests: what this device can open and how far it holds each chain. */
export interface RoomInspection {
  readonly room: RoomId
  readonly epochs: readonly EpochId[]
  readonly chains: readonly {
    readonly device: DeviceId
    readonly governance: number
    readonly feed: readonly (readonly [number, number])[]
  }[]
}
