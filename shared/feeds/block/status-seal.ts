/**
 * A status in its signed cover: per room and device only the newest counts, so it is no block and has no chain. It is sealed like one
 * (KEY-2), under `st(d)` of its epoch. What stands inside belongs to custody.
 */
import { type Signed, bytes, field, id, signed, struct, uint } from '../../codec/index.ts'
import { type Crypto, sign, verify } from '../../crypto/index.ts'
import { type DeviceId, type EpochId, type RoomHandle, idBytes } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { SALT_BYTES } from './header.ts'
import { PURPOSE, openOnce, plaintextSalt, sealOnce } from './seal-once.ts'

/** The clear part: whose status, in which room, the how-manieth. */
export interface StatusDraft {
  readonly handle: RoomHandle
  readonly device: DeviceId
  readonly n: number
  readonly epoch: EpochId
}

export interface SealedStatus extends StatusDraft {
  readonly salt: Uint8Array
  readonly sealed: Uint8Array
}

export type SignedStatus = Signed<SealedStatus>

const cover = {
  handle: field(1, id('handle')),
  device: field(2, id('device')),
  n: field(3, uint()),
  epoch: field(4, id('epoch')),
  salt: field(5, bytes(SALT_BYTES)),
}
const associated = struct(cover)
const content = struct({ ...cover, sealed: field(6, bytes({ min: 1, max: RESOURCE.FRAME_BYTES })) })

/** A status as it travels and is stored: `[bstr, sig]`. */
export const statusCodec = signed<SealedStatus>(content, RESOURCE.FRAME_BYTES)

/** Seals under `st(d)` and signs. */
export function sealStatus(
  crypto: Crypto,
  {
    seed,
    key,
    draft,
    plaintext,
  }: { readonly seed: Uint8Array; readonly key: Uint8Array; readonly draft: StatusDraft; readonly plaintext: Uint8Array },
): SignedStatus {
  const salt = plaintextSalt(crypto, key, plaintext)
  const sealed = sealOnce(crypto, key, PURPOSE.status, salt, associated.encode({ ...draft, salt }), plaintext)
  const value = { ...draft, salt, sealed }
  const encoded = content.encode(value)
  return { value, bytes: encoded, signature: sign(crypto, 'sb1/status', seed, encoded) }
}

/** DLV-5: whether the status is its device's word. */
export function verifyStatus(crypto: Crypto, status: SignedStatus): boolean {
  return verify(crypto, 'sb1/status', idBytes(status.value.device), status.signature, status.bytes)
}

/** The plaintext, when the key fits. */
export function openStatus(crypto: Crypto, key: Uint8Array, { value }: SignedStatus): Result<Uint8Array, 'BAD_BODY'> {
  const { sealed, ...clear } = value
  const plaintext = openOnce(crypto, key, PURPOSE.status, clear.salt, associated.encode(clear), sealed)
  return plaintext === undefined ? fail('BAD_BODY') : ok(plaintext)
}
