/**
 * SYNC-2: blinded names of what two peers may have in common. Direction and both nonces are inside, so a tag that is reflected, replayed
 * or relayed never matches, and to a stranger it is noise.
 */
import { type Crypto, type Rng, mac } from '../../crypto/index.ts'
import { type DeviceId, type RoomId, idBytes } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'

export const TAG_BYTES = 16
const SHUFFLE_BYTES = 4

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

/** SYNC-3: these tags in any order among random ones, so that only the next power of two shows of how many there are. */
export function tagList(real: readonly Uint8Array[], rng: Rng): readonly Uint8Array[] {
  let size: number = RESOURCE.TAGS_MIN
  while (size < real.length) size *= 2
  const tags = [...real]
  while (tags.length < size) tags.push(rng.bytes(TAG_BYTES))
  shuffle(tags, rng)
  return tags
}

/** Fisher-Yates with four random bytes a step: the bias is below 2^-21. */
function shuffle(items: Uint8Array[], rng: Rng): void {
  const random = rng.bytes(SHUFFLE_BYTES * items.length)
  const view = new DataView(random.buffer, random.byteOffset)
  for (let at = items.length - 1; at > 0; at--) {
    const other = view.getUint32(SHUFFLE_BYTES * at) % (at + 1)
    const [one, two] = [items[at], items[other]]
    if (one === undefined || two === undefined) continue
    items[at] = two
    items[other] = one
  }
}
