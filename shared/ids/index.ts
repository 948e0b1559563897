export { ID_BYTES, idBytes, idFromBytes, parseId, shortId } from './ids.ts'
export type { AccountId, BlockId, DeviceId, EpochId, IdKind, InviteId, MessageId, RoomHandle, RoomId } from './ids.ts'
