export { ID_BYTES, idBytes, idFromBytes, parseId, shortId } from './ids.ts'
export type { AccountId, BlockId, DeviceId, EpochId, FileId, IdKind, IdOf, InviteId, MessageId, RoomHandle, RoomId } from './ids.ts'
export { deviceOfPeerId, peerIdText } from './peer-id.ts'
