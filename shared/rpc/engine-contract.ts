/**
 * All that may be asked of an engine, and by whom (`house-contract.ts` says which callers there are). A new method is refused to everybody until it is named here.
 * The lists are written out: what a phone on the network may do is a decision for each method, not a filter over names.
 */
import type { MessageId } from '../ids/index.ts'
import type { MessengerEvent, OutgoingFile } from '../messenger/index.ts'
import { type BackupStatus, backupContract } from './backup.ts'
import { addressBookContract } from './address-book.ts'
import { bundlesContract } from './bundles.ts'
import type { Check } from '../doctor/index.ts'
import type { OutageChange } from '../outage/index.ts'
import { attachmentsContract } from './attachments.ts'
import { carryingContract } from './carrying.ts'
import type { Contract, MethodName } from './contract.ts'
import { doctorContract } from './doctor.ts'
import { exportsContract } from './exports.ts'
import { devicesContract } from './devices.ts'
import { importsContract } from './imports.ts'
import { messagesContract } from './messages.ts'
import { outageContract } from './outage.ts'
import { outboxContract } from './outbox.ts'
import { peopleContract } from './people.ts'
import { profileContract } from './profile.ts'
import { readinessContract } from './readiness.ts'
import { recoveryContract } from './recovery.ts'
import { roomsContract } from './rooms.ts'
import { statusContract } from './status.ts'
import { transfersContract } from './transfers.ts'

export const engineContract = {
  ...profileContract,
  ...peopleContract,
  ...roomsContract,
  ...messagesContract,
  ...transfersContract,
  ...attachmentsContract,
  ...outboxContract,
  ...bundlesContract,
  ...exportsContract,
  ...backupContract,
  ...carryingContract,
  ...recoveryContract,
  ...statusContract,
  ...doctorContract,
  ...devicesContract,
  ...importsContract,
  ...addressBookContract,
  ...readinessContract,
  ...outageContract,
} as const satisfies Contract
export type EngineContract = typeof engineContract
export type EngineMethod = MethodName<EngineContract>

/** What an engine tells its subscribers: the messenger's events, that its network changed, and how far a rebuild has come (in rooms). */
export type EngineEvent =
  | MessengerEvent
  | { readonly type: 'network' }
  /** Files being brought in: `imports.look` says how far it is. */
  | { readonly type: 'import'; readonly id: string }
  /** A file that is about to be sent. */
  | { readonly type: 'outbox'; readonly outgoing: OutgoingFile }
  /** A file that is being written to a folder. */
  | { readonly type: 'saving'; readonly message: MessageId; readonly index: number; readonly bytes: number; readonly size: number }
  | { readonly type: 'rebuild'; readonly done: number; readonly of: number }
  /** A backup began, went on, is there, or came to nothing. */
  | { readonly type: 'backup'; readonly status: BackupStatus }
  /** A check of the doctor began, or has its answer. */
  | { readonly type: 'doctor'; readonly check: Check; readonly isDone: boolean }
  /** A drill began, somebody answered, or it ended. */
  | { readonly type: 'drill' }
  /** The watch was set, or looked; `change`: a service stands otherwise than before. */
  | { readonly type: 'outage'; readonly change?: OutageChange }

/** For a page that comes over the network. */
export const ENGINE_PHONE: readonly EngineMethod[] = [
  'profile.me',
  'profile.settings',
  'profile.safetyNumber',
  'profile.rename',
  'profile.setPicture',
  'profile.devices',
  'profile.storage',
  'profile.changeSettings',
  'people.contacts',
  'people.rename',
  'people.verify',
  'people.block',
  'people.devicesSeen',
  'people.invite',
  'people.accept',
  'people.nearby',
  'people.knocks',
  'people.ask',
  'people.answerKnock',
  'people.blockedDevices',
  'people.unblockDevice',
  'people.confirmKnock',
  'rooms.list',
  'rooms.members',
  'rooms.create',
  'rooms.direct',
  'rooms.rename',
  'rooms.details',
  'rooms.change',
  'rooms.prefer',
  'rooms.saveDraft',
  'rooms.typing',
  'rooms.act',
  'rooms.leave',
  'rooms.invite',
  'rooms.invites',
  'rooms.revokeInvite',
  'messages.send',
  'messages.edit',
  'messages.delete',
  'messages.react',
  'messages.hide',
  'messages.pin',
  'messages.pins',
  'messages.forget',
  'messages.hear',
  'messages.earlier',
  'messages.open',
  'messages.page',
  'messages.get',
  'messages.markRead',
  'messages.search',
  'messages.trail',
  'transfers.arrivals',
  'transfers.list',
  'transfers.fetch',
  'transfers.pause',
  'transfers.cancel',
  'transfers.pauseAll',
  'transfers.move',
  'transfers.holders',
  'transfers.usage',
  'transfers.giveUp',
  'attachments.open',
  'attachments.read',
  'attachments.set',
  'attachments.shared',
  'outbox.begin',
  'outbox.beginFolder',
  'outbox.beginPart',
  'outbox.endFolder',
  'outbox.give',
  'outbox.list',
  'outbox.discard',
  'outbox.post',
  'outbox.again',
  'outbox.say',
  'bundles.write',
  'bundles.take',
  'bundles.written',
  'bundles.read',
  'bundles.give',
  'bundles.again',
  'bundles.summary',
  'bundles.close',
  'exports.begin',
  'exports.take',
  'exports.close',
  'exports.digest',
  'carrying.asks',
  'carrying.carried',
  'carrying.carriersOf',
  'carrying.ask',
  'carrying.end',
  'recovery.view',
  'status.get',
  'status.lookAgain',
  'doctor.look',
  'doctor.options',
  'devices.get',
  'imports.gather',
  'imports.give',
  'imports.read',
  'imports.look',
  'imports.sessions',
  'imports.commit',
  'imports.cancel',
  'imports.close',
  'imports.batches',
  'imports.undo',
  'imports.archives',
  'imports.change',
  'imports.remove',
  'imports.text',
  'imports.share',
  'book.entries',
  'book.photo',
  'book.add',
  'book.change',
  'book.remove',
  'book.guesses',
  'book.decline',
  'book.merge',
  'book.split',
  'book.link',
  'book.invite',
  'book.reminders',
  'book.reminded',
  'readiness.view',
  'drill.status',
  'outage.get',
  'outage.here',
]
/**
 * For programs, and for no page: one that was taken over could put a file of its choice where the system runs it. The window asks the person
 * where, in the system's own dialog (SHELL-11).
 */
export const ENGINE_PROGRAM: readonly EngineMethod[] = ['attachments.save']
/** For whoever sits at this computer. */
export const ENGINE_OWNER: readonly EngineMethod[] = [
  ...ENGINE_PHONE,
  'outbox.take',
  'profile.words',
  'profile.checkWords',
  'profile.approveDevice',
  'carrying.allow',
  'carrying.decline',
  'carrying.stop',
  'devices.show',
  'devices.take',
  'devices.confirm',
  'devices.cancel',
  'devices.rename',
  'devices.revoke',
  'devices.revokeByWords',
  'backup.status',
  'backup.write',
  'backup.cancel',
  'backup.verify',
  'backup.schedule',
  'status.rebuild',
  'status.stop',
  'doctor.lookFurther',
  'doctor.choose',
  /** By a path of this computer: not for who is elsewhere. */
  'imports.begin',
  'drill.start',
  'drill.stop',
  'outage.choose',
  'outage.addHost',
  'outage.removeHost',
  'outage.check',
]
