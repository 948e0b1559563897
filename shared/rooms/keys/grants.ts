/**
 * KEY-5: an epoch's secret, sealed to each device that may have it. One ephemeral X25519 key serves all boxes of a grant; each box has
 * its own key, so a zero nonce is safe. A box proves nothing: only the epoch id tells whether the secret in it is the right one.
 */
import { type Held, array, bytes, concatBytes, field, id, record, tuple, uint } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES, NONCE_BYTES, type Rng, TAG_BYTES, kdfFromSecret } from '../../crypto/index.ts'
import { type DeviceId, type EpochId, type RoomHandle, type RoomId, idBytes } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { epochCommit } from './epoch-keys.ts'

const DEVICE_PREFIX_BYTES = 8
const BOX_BYTES = KEY_BYTES + TAG_BYTES
const ZERO_NONCE = new Uint8Array(NONCE_BYTES)
const NOTHING = new Uint8Array(0)
const EPOCH_NUMBER_MAX = 2 ** 32 - 1

/**
 * `grants`: boxes by the first 8 bytes of the device id. The epoch's number stands in clear beside its id, because a newcomer must check
 * what he opens before he can read the op that announced the epoch; a wrong number fails that check.
 */
export const grantsCodec = record({
  epoch: field(0, id('epoch')),
  ephemeral: field(1, bytes(KEY_BYTES)),
  boxes: field(2, array(tuple(bytes(DEVICE_PREFIX_BYTES), bytes(BOX_BYTES)), { min: 1, max: INTRINSIC.ROOM_DEVICES })),
  n: field(3, uint({ max: EPOCH_NUMBER_MAX })),
})
export type Grants = Held<typeof grantsCodec>

/** A device that shall read: its id and its X25519 key from its certificate. */
export interface Grantee {
  readonly device: DeviceId
  readonly seal: Uint8Array
}

/** Seals to every grantee whose seal key is a usable one; undefined when none is. A device with an all-zero result (SIG-2) is left out. */
export function sealGrants(
  crypto: Crypto,
  rng: Rng,
  { handle, epoch, n, secret }: { readonly handle: RoomHandle; readonly epoch: EpochId; readonly n: number; readonly secret: Uint8Array },
  grantees: readonly Grantee[],
): Grants | undefined {
  const ephemeralSecret = rng.bytes(KEY_BYTES)
  const ephemeral = crypto.x25519PublicKey(ephemeralSecret)
  const boxes: (readonly [Uint8Array, Uint8Array])[] = []
  for (const { device, seal } of grantees) {
    const shared = crypto.x25519(ephemeralSecret, seal)
    if (shared === undefined) continue
    const key = boxKey(crypto, shared, ephemeral, seal, device, handle, epoch)
    boxes.push([devicePrefix(device), crypto.aesGcmSeal(key, ZERO_NONCE, NOTHING, secret)])
  }
  return boxes.length === 0 ? undefined : { epoch, ephemeral, boxes, n }
}

export interface Opener {
  readonly device: DeviceId
  /** The device's X25519 secret and public key. */
  readonly sealSecret: Uint8Array
  readonly seal: Uint8Array
  readonly room: RoomId
  readonly handle: RoomHandle
}

/** NO_KEY: no box for this device. BAD_BODY: a box is there and gives no secret that the epoch id commits to: ask others (KEY-5). */
export function openGrant(crypto: Crypto, grants: Grants, opener: Opener): Result<Uint8Array, 'NO_KEY' | 'BAD_BODY'> {
  const { device, sealSecret, seal, room, handle } = opener
  const prefix = devicePrefix(device)
  // Several devices may share a prefix: each box is tried.
  const mine = grants.boxes.filter(([held]) => held.every((byte, at) => byte === prefix[at]))
  if (mine.length === 0) return fail('NO_KEY')
  const shared = crypto.x25519(sealSecret, grants.ephemeral)
  if (shared === undefined) return fail('BAD_BODY')
  const key = boxKey(crypto, shared, grants.ephemeral, seal, device, handle, grants.epoch)
  for (const [, box] of mine) {
    const secret = crypto.aesGcmOpen(key, ZERO_NONCE, NOTHING, box)
    if (secret !== undefined && epochCommit(crypto, room, secret, grants.n).id === grants.epoch) return ok(secret)
  }
  return fail('BAD_BODY')
}

function boxKey(
  crypto: Crypto,
  shared: Uint8Array,
  ephemeral: Uint8Array,
  seal: Uint8Array,
  device: DeviceId,
  handle: RoomHandle,
  epoch: EpochId,
): Uint8Array {
  const parts = [idBytes(device), idBytes(handle), idBytes(epoch)]
  return kdfFromSecret(crypto, shared, concatBytes(ephemeral, seal), 'sb1/grant', parts, KEY_BYTES)
}

function devicePrefix(device: DeviceId): Uint8Array {
  return idBytes(device).slice(0, DEVICE_PREFIX_BYTES)
}
