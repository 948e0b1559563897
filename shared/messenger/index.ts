export type {
  Accepted,
  ActCode,
  ChangeDelivery,
  ChangeKind,
  ChangeState,
  ChangeTrail,
  Contact,
  ContactReach,
  Delivery,
  DeliveryState,
  Holder,
  InviteView,
  KnockView,
  Me,
  MemberAct,
  MemberView,
  MessageView,
  Messenger,
  MessengerEvent,
  MessengerStatus,
  NearbyDevice,
  Reach,
  ReactionView,
  RoomInviteOptions,
  RoomKind,
  RoomSummary,
  SearchHit,
  Settings,
  SystemLine,
  Trail,
  Waiting,
} from './api.ts'
export type { Links, MessengerDeps, SeenDevice } from './deps.ts'
export { createMessenger } from './messenger.ts'
export { retireDevice } from './retire.ts'
export type { RetireDeps } from './retire.ts'
export { isRetirementDue } from './retiring.ts'
export type { RunningMessenger, Standing } from './messenger.ts'
export { createIdentity, loadIdentity, parseName, restoreIdentity } from './people/index.ts'
export type { Identity, IdentityDeps, IdentityOptions } from './people/index.ts'
