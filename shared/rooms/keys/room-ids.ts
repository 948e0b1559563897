/**
 * Ids that follow from others (protocol §1). Each is bound to its author's keys, so nobody can take another's message id, room handle or
 * Yjs client id in advance.
 */
import { concatBytes, u32 } from '../../codec/index.ts'
import { type Crypto, hash, label } from '../../crypto/index.ts'
import {
  type AccountId,
  type DeviceId,
  type EpochId,
  ID_BYTES,
  type MessageId,
  type RoomHandle,
  type RoomId,
  idBytes,
  idFromBytes,
} from '../../ids/index.ts'

const CLIENT_BYTES = 6

/** Of the account and device that created the room; `rs` is the room's own 32 random bytes. */
export function roomId(crypto: Crypto, account: AccountId, device: DeviceId, rs: Uint8Array): RoomId {
  return idFromBytes('room', hash(crypto, 'sb1/room', idBytes(account), idBytes(device), rs))
}

/** What names the room on the wire. */
export function roomHandle(crypto: Crypto, room: RoomId): RoomHandle {
  return idFromBytes('handle', hash(crypto, 'sb1/handle', idBytes(room)).slice(0, ID_BYTES.handle))
}

/** MSG-1: recomputed by every reader from the entry's 16-byte salt, never sent as truth. */
export function messageId(crypto: Crypto, room: RoomId, account: AccountId, salt: Uint8Array): MessageId {
  return messageIds(crypto, room, account)(salt)
}

/** The same for many entries of one account. */
export function messageIds(crypto: Crypto, room: RoomId, account: AccountId): (salt: Uint8Array) => MessageId {
  const start = label('sb1/msg', idBytes(room), idBytes(account))
  return (salt) => idFromBytes('message', crypto.sha256(concatBytes(start, salt)).subarray(0, ID_BYTES.message))
}

/** Under which Yjs client a device writes into a segment: 48 bits, so always a safe integer. */
export function clientId(crypto: Crypto, room: RoomId, device: DeviceId, epoch: EpochId, index: number): number {
  const digest = hash(crypto, 'sb1/ycl', idBytes(room), idBytes(device), idBytes(epoch), u32(index))
  return digest.subarray(0, CLIENT_BYTES).reduce((value, byte) => value * 256 + byte, 0)
}
