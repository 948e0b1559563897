/**
 * All that may be asked of an engine, and by whom (`house-contract.ts` says which callers there are). A new method is refused to everybody until it is named here.
 * The lists are written out: what a phone on the network may do is a decision for each method, not a filter over names.
 */
import type { MessengerEvent } from '../messenger/index.ts'
import { bundlesContract } from './bundles.ts'
import type { Check } from '../doctor/index.ts'
import { carryingContract } from './carrying.ts'
import type { Contract, MethodName } from './contract.ts'
import { doctorContract } from './doctor.ts'
import { devicesContract } from './devices.ts'
import { messagesContract } from './messages.ts'
import { peopleContract } from './people.ts'
import { profileContract } from './profile.ts'
import { roomsContract } from './rooms.ts'
import { statusContract } from './status.ts'

export const engineContract = {
  ...profileContract,
  ...peopleContract,
  ...roomsContract,
  ...messagesContract,
  ...bundlesContract,
  ...carryingContract,
  ...statusContract,
  ...doctorContract,
  ...devicesContract,
} as const satisfies Contract
export type EngineContract = typeof engineContract
export type EngineMethod = MethodName<EngineContract>

/** What an engine tells its subscribers: the messenger's events, that its network changed, and how far a rebuild has come (in rooms). */
export type EngineEvent =
  | MessengerEvent
  | { readonly type: 'network' }
  | { readonly type: 'rebuild'; readonly done: number; readonly of: number }
  /** A check of the doctor began, or has its answer. */
  | { readonly type: 'doctor'; readonly check: Check; readonly isDone: boolean }

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
  'messages.earlier',
  'messages.open',
  'messages.page',
  'messages.get',
  'messages.markRead',
  'messages.search',
  'messages.trail',
  'bundles.write',
  'bundles.take',
  'bundles.written',
  'bundles.read',
  'bundles.give',
  'bundles.again',
  'bundles.summary',
  'bundles.close',
  'carrying.asks',
  'carrying.carried',
  'carrying.carriersOf',
  'carrying.ask',
  'carrying.end',
  'status.get',
  'status.lookAgain',
  'doctor.look',
  'doctor.options',
  'devices.get',
]
/** For whoever sits at this computer. */
export const ENGINE_OWNER: readonly EngineMethod[] = [
  ...ENGINE_PHONE,
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
  'status.rebuild',
  'status.stop',
  'doctor.lookFurther',
  'doctor.choose',
]
