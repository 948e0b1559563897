/**
 * A carry token (CARR-1): a member's device asks a carrier to keep a room's blocks and hand them to the listed devices, without being able to
 * read any. It names the room by its handle only; the tag key lets listed devices and the carrier recognise each other (SYNC-2) and opens
 * nothing.
 */
import { type Held, array, bytes, field, id, optional, signed, struct, uint } from '../../codec/index.ts'
import { type Crypto, hash, mac, sign, verify } from '../../crypto/index.ts'
import { type DeviceId, type RoomHandle, idBytes } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'

const KEY_BYTES = 32

const content = struct({
  handle: field(1, id('handle')),
  carrier: field(2, id('device')),
  issuer: field(3, id('device')),
  /** Newest wins; ms. */
  n: field(4, uint()),
  expires: field(5, uint()),
  quota: field(6, uint()),
  devices: field(7, array(id('device'), { min: 1, max: INTRINSIC.ROOM_DEVICES })),
  tagKey: field(8, bytes(KEY_BYTES)),
  /** The room's other carriers, and what all of them make tags with: so that they find each other without any key of the room. */
  fellows: optional(9, array(id('device'), { max: RESOURCE.CARRIERS_PER_ROOM })),
  fellowKey: optional(10, bytes(KEY_BYTES)),
})
export type CarryFields = Held<typeof content>

export const carryCodec = signed<CarryFields>(content, RESOURCE.FRAME_BYTES)
export type CarryToken = Held<typeof carryCodec>

/** A token by the issuing device. */
export function issueCarry(crypto: Crypto, seed: Uint8Array, fields: CarryFields): Uint8Array {
  const encoded = content.encode(fields)
  return carryCodec.encode({ value: fields, bytes: encoded, signature: sign(crypto, 'sb1/carry', seed, encoded) })
}

/** The token when its issuer signed it for this carrier and it has not run out; undefined otherwise. */
export function readCarry(crypto: Crypto, token: Uint8Array, carrier: DeviceId, now: number): CarryFields | undefined {
  const read = carryCodec.decode(token)
  if (!read.ok || read.value.value.carrier !== carrier || read.value.value.expires <= now) return undefined
  const { value, bytes: encoded, signature } = read.value
  return verify(crypto, 'sb1/carry', idBytes(value.issuer), signature, encoded) ? value : undefined
}

/** What a room's members and one of its carriers make tags with; from the room's own tag key, so that no member has to be told. */
export function carryTagKey(crypto: Crypto, roomTagKey: Uint8Array, handle: RoomHandle, carrier: DeviceId): Uint8Array {
  return mac(crypto, 'sb1/tag', roomTagKey, hash(crypto, 'sb1/handle', idBytes(handle), idBytes(carrier)))
}

/** What all carriers of one room make tags with; of the same kind, with the handle in a carrier's place. */
export function fellowTagKey(crypto: Crypto, roomTagKey: Uint8Array, handle: RoomHandle): Uint8Array {
  return mac(crypto, 'sb1/tag', roomTagKey, hash(crypto, 'sb1/handle', idBytes(handle), idBytes(handle)))
}
