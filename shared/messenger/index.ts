export type {
  Accepted,
  ActCode,
  AutoFetch,
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
export type { Digest, DigestLine, ExportedPerson, ExportedRoom, ExportsApi, RoomDigest, RoomRange } from './api-exports.ts'
export type {
  ArchiveId,
  ArchivePlace,
  ArchiveView,
  AuthorGuess,
  AuthorIs,
  ChatPlan,
  ChatPreview,
  ContactsPreview,
  ImportActCode,
  ImportBatch,
  ImportFileView,
  ImportPhase,
  ImportPlan,
  ImportProgress,
  ImportTarget,
  ImportView,
  ImportedMark,
  ImportedText,
  ImportsApi,
  MatchReason,
} from './api-imports.ts'
export type {
  AddressBookApi,
  BookCode,
  BookEntry,
  BookGuess,
  EntryFields,
  EntryId,
  EntryInvitation,
  InviteHow,
  IssuedInvitation,
} from './api-address-book.ts'
export type {
  ArrivalState,
  FileArrival,
  FileHolder,
  FileHoldings,
  MediaApi,
  MediaCode,
  MediaUsage,
  OpenedAttachment,
  OutgoingCode,
  OutgoingFile,
  SetEntry,
  SharedFile,
} from './api-media.ts'
export { attachmentsOf } from './media/index.ts'
export type { CarriedFor, CarrierState, CarryAsk, CarryCode, CarryingApi, RoomCarrier } from './api-carrying.ts'
export type {
  AlwaysOn,
  InvitedPerson,
  LastReached,
  OwnReadiness,
  ReadinessApi,
  ReadinessSources,
  ReadinessView,
  ReadyPerson,
  ReadyState,
  ReadyStep,
  ReadyStepCode,
  ReadyWay,
} from './api-readiness.ts'
export type { KeepsakeHolder, RecoveringApi, RecoveringView, RecoveryAsk } from './api-recovering.ts'
export type { Links, MessengerDeps, SeenDevice } from './deps.ts'
export { createNewcomer, keepLinked } from './linking/index.ts'
export type { LinkingApi, LinkingCode, LinkingProgress, LinkingView, OwnDeviceView } from './api-linking.ts'
export type { Linked, Newcomer, NewcomerDeps } from './linking/index.ts'
export { bareName, invitedOf, plainName } from './address-book/index.ts'
export { createMessenger } from './messenger.ts'
export { sessionWay } from './readiness/index.ts'
export { enterRooms, retireDevice } from './retire.ts'
export type { RetireDeps } from './retire.ts'
export { isRetirementDue } from './retiring.ts'
export type { RunningMessenger, Standing } from './running.ts'
export { createIdentity, inherit, loadIdentity, makeHeirloom, parseName, restoreIdentity } from './people/index.ts'
export type { Identity, IdentityDeps, IdentityOptions, Inherited } from './people/index.ts'
