/**
 * Branded ids. In memory every id is the lowercase hex of its bytes, so that ids compare, sort and key maps as their bytes would;
 * on the wire and on disk they are the bytes themselves. A brand is only made here or by a parser that checked the length.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

declare const brand: unique symbol
type Brand<T, B extends string> = T & { readonly [brand]: B }

/** Raw Ed25519 public key of an account (32 B). */
export type AccountId = Brand<string, 'AccountId'>
/** Raw Ed25519 public key of a device (32 B); also the key inside its libp2p peer id. */
export type DeviceId = Brand<string, 'DeviceId'>
/** `H("sb1/room", account ‖ device ‖ rs)` of the creator (32 B). Secret to members. */
export type RoomId = Brand<string, 'RoomId'>
/** First 16 B of `H("sb1/handle", room id)`: what names a room on the wire. */
export type RoomHandle = Brand<string, 'RoomHandle'>
/** `H("sb1/block", header)` (32 B). */
export type BlockId = Brand<string, 'BlockId'>
/** First 16 B of `H("sb1/msg", room id ‖ account ‖ entry salt)`. */
export type MessageId = Brand<string, 'MessageId'>
/** First 16 B of the epoch's commitment. */
export type EpochId = Brand<string, 'EpochId'>
/** First 16 B of `H("sb1/invite", invite public key)`. */
export type InviteId = Brand<string, 'InviteId'>
/** `H("sb1/media-file", size ‖ root of the hash tree)` of an attachment (32 B). */
export type FileId = Brand<string, 'FileId'>

/** Byte lengths of every id kind. */
export const ID_BYTES = { account: 32, device: 32, room: 32, handle: 16, block: 32, message: 16, epoch: 16, invite: 16, file: 32 } as const

interface IdTypes {
  account: AccountId
  device: DeviceId
  room: RoomId
  handle: RoomHandle
  block: BlockId
  message: MessageId
  epoch: EpochId
  invite: InviteId
  file: FileId
}
export type IdKind = keyof IdTypes
/** The branded type of an id kind. */
export type IdOf<K extends IdKind> = IdTypes[K]

/** The id whose bytes are given. Throws `RangeError` on a wrong length: callers hand over lengths that a codec checked. */
export function idFromBytes<K extends IdKind>(kind: K, bytes: Uint8Array): IdTypes[K] {
  if (bytes.length !== ID_BYTES[kind]) throw new RangeError(`${kind} id has ${bytes.length} bytes`)
  return bytesToHex(bytes) as IdTypes[K]
}

/** The id written as hex, or undefined when the text is not one. For input from a person or from our own JSON. */
export function parseId<K extends IdKind>(kind: K, text: string): IdTypes[K] | undefined {
  return text.length === ID_BYTES[kind] * 2 && /^[0-9a-f]+$/.test(text) ? (text as IdTypes[K]) : undefined
}

/** The bytes of any id. */
export function idBytes(id: IdTypes[IdKind]): Uint8Array {
  return hexToBytes(id)
}

/** First eight hex digits, for logs: never the whole id. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}
