/**
 * What a carrier says of itself (CARR-2): which blocks of a room it has on its disk, until when it keeps them, and how much more it would
 * take. It has no keys, so it says so in clear, to listed devices only; its signature makes the word its own (DLV-5).
 */
import { type Signed, array, field, id, optional, record, signed, struct, uint } from '../codec/index.ts'
import { type Crypto, sign, verify } from '../crypto/index.ts'
import { type DeviceId, type RoomHandle, idBytes } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { type StatusRow, statusRow } from './status-plain.ts'

export interface CarrierStatus {
  readonly handle: RoomHandle
  readonly device: DeviceId
  /** Newest wins; when it was written, ms, unless a later one was needed. */
  readonly n: number
  readonly rows: readonly StatusRow[]
  /** The end of its term, ms: after that it holds nothing for anybody. */
  readonly until: number
  /** Bytes it would still take without letting go of older ones. */
  readonly free: number
  /** Files of the room (MEDIA-90): bytes of those that are whole on its disk, and what it would still take; absent: it keeps none. */
  readonly files?: { readonly bytes: number; readonly free: number }
}

const content = struct({
  handle: field(1, id('handle')),
  device: field(2, id('device')),
  n: field(3, uint()),
  rows: field(4, array(statusRow, { max: INTRINSIC.ROOM_DEVICES })),
  until: field(5, uint()),
  free: field(6, uint()),
  /** Above what older versions refuse to overlook (ENC-5). */
  files: optional(32, record({ bytes: field(0, uint()), free: field(1, uint()) })),
})

/** As it travels and is stored, in STATUS frames beside members' statuses. */
export const carrierStatusCodec = signed<CarrierStatus>(content, RESOURCE.FRAME_BYTES)

export function signCarrierStatus(crypto: Crypto, seed: Uint8Array, value: CarrierStatus): Uint8Array {
  const bytes = content.encode(value)
  return carrierStatusCodec.encode({ value, bytes, signature: sign(crypto, 'sb1/cstatus', seed, bytes) })
}

/** Whether it is its device's own word. */
export function verifyCarrierStatus(crypto: Crypto, { value, bytes, signature }: Signed<CarrierStatus>): boolean {
  return verify(crypto, 'sb1/cstatus', idBytes(value.device), signature, bytes)
}
