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
  Draft,
  EarlierText,
  Face,
  Holder,
  InviteView,
  KnockView,
  KnownRecord,
  Me,
  MemberAct,
  MemberView,
  MentionRange,
  MessageView,
  Messenger,
  MessengerEvent,
  MessengerStatus,
  NearbyDevice,
  OpenedRoom,
  PageOptions,
  PersonRef,
  Picture,
  Reach,
  ReactionView,
  RoomChanges,
  RoomDetails,
  RoomInviteOptions,
  RoomKind,
  RoomStorage,
  RoomPreferences,
  RoomReach,
  RoomSummary,
  SearchHit,
  Settings,
  StorageUse,
  SystemLine,
  Trail,
  Waiting,
  WordAnswer,
} from './api.ts'
export type {
  BundleCode,
  BundleOptions,
  BundleProgress,
  BundleRead,
  BundleReadCode,
  BundleReading,
  BundleSummary,
  BundleWriting,
  BundledRoom,
} from './api-bundles.ts'
export type { CarriedFor, CarrierState, CarryAsk, CarryCode, CarryingApi, RoomCarrier } from './api-carrying.ts'
export type { Links, MessengerDeps, SeenDevice } from './deps.ts'
export { createNewcomer, keepLinked } from './linking/index.ts'
export type { LinkingApi, LinkingCode, LinkingProgress, LinkingView, OwnDeviceView } from './api-linking.ts'
export type { Linked, Newcomer, NewcomerDeps } from './linking/index.ts'
export { createMessenger } from './messenger.ts'
export { retireDevice } from './retire.ts'
export type { RetireDeps } from './retire.ts'
export { isRetirementDue } from './retiring.ts'
export type { RunningMessenger, Standing } from './running.ts'
export { createIdentity, loadIdentity, parseName, restoreIdentity } from './people/index.ts'
export type { Identity, IdentityDeps, IdentityOptions } from './people/index.ts'
