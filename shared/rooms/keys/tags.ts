/**
 * SYNC-2: blinded names of what two peers may have in common. Direction and both nonces are inside, so a tag that is reflected, replayed
 * or relayed never matches, and to a stranger it is noise.
 */
import { type Crypto, mac } from '../../crypto/index.ts'
import { type DeviceId, type RoomId, idBytes } from '../../ids/index.ts'

export const TAG_BYTES = 16

/** The tag key of a room, 32 bytes, from its `rs`. */
export function roomTagKey(crypto: Crypto, room: RoomId, rs: Uint8Array): Uint8Array {
  return mac(crypto, 'sb1/tag', rs, idBytes(room))
}

/** What `from` sends to `to` for one key; nonces are the two HELLOs' (16 bytes each). */
export function tag(
  crypto: Crypto,
  key: Uint8Array,
  fromDevice: DeviceId,
  toDevice: DeviceId,
  fromNonce: Uint8Array,
  toNonce: Uint8Array,
): Uint8Array {
  return mac(crypto, 'sb1/tag', key, idBytes(fromDevice), idBytes(toDevice), fromNonce, toNonce).slice(0, TAG_BYTES)
}
