export type {
  Accepted,
  ActCode,
  BlockedDevice,
  ChangeDelivery,
  ChangeKind,
  ChangeState,
  ChangeTrail,
  Contact,
  ContactReach,
  Delivery,
  DeliveryState,
  DeviceView,
  EarlierText,
  Holder,
  InviteView,
  KnockView,
  Me,
  MemberAct,
  MemberView,
  MentionRange,
  MessageView,
  Messenger,
  MessengerEvent,
  MessengerStatus,
  NearbyDevice,
  Picture,
  OpenedRoom,
  PageOptions,
  PersonRef,
  Reach,
  ReactionView,
  RoomInviteOptions,
  RoomKind,
  RoomStorage,
  RoomSummary,
  SearchHit,
  Settings,
  StorageUse,
  SystemLine,
  Trail,
  Waiting,
  WordAnswer,
} from './api.ts'
export type { Links, MessengerDeps, SeenDevice } from './deps.ts'
export { createMessenger } from './messenger.ts'
export { retireDevice } from './retire.ts'
export type { RetireDeps } from './retire.ts'
export { isRetirementDue } from './retiring.ts'
export type { RunningMessenger, Standing } from './messenger.ts'
export { createIdentity, loadIdentity, parseName, restoreIdentity } from './people/index.ts'
export type { Identity, IdentityDeps, IdentityOptions } from './people/index.ts'
