export { decodeGovBody, decodeGovPlain, encodeGovBody, encodeGovPlain } from './codec.ts'
export type { GovBody, GovPlain } from './codec.ts'
export { Governance } from './governance.ts'
export type { AddRefusal, AddResult } from './governance.ts'
export { cleanEpoch, currentCuts, epochHeads, liveDevices, mayDo } from './queries.ts'
export { ADMIN, MEMBER, OWNER, READER } from './ranks.ts'
export { reduce } from './reduce.ts'
export { descriptionOf, doorOf, historyOf, invitersOf, isLegalSetting, roomPictureOf, titleOf } from './settings.ts'
export type { Door, History } from './settings.ts'
export type {
  Action,
  Cut,
  Cuts,
  DeviceId8,
  Epoch,
  FormerMember,
  GovCode,
  GovContext,
  GovEvent,
  GovOp,
  GovState,
  Invite,
  Member,
  Role,
  RoomDevice,
  RoomKind,
  Settings,
  VoidedAct,
} from './types.ts'
