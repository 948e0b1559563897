/**
 * REC-5 where nobody is at the other end: records of an account, sealed by its finder key. Who opens one held that key before, so both know the
 * account, and only then; who cannot, learns at most how many accounts may be meant. All boxes look alike, and their number is padded.
 */
import { type CborValue, array, compareBytes, concatBytes, raw, toHex } from '../../codec/index.ts'
import { type Crypto, NONCE_BYTES, type Rng, TAG_BYTES } from '../../crypto/index.ts'
import type { AccountId } from '../../ids/index.ts'
import { RESOURCE } from '../../limits.ts'
import { type AddressRecord, addressRecord } from '../../reach/index.ts'
import { type FinderKeys, MARK_BYTES } from './finder-keys.ts'

const SALT_BYTES = 32
const LENGTH_BYTES = 4
/** Two or three records; more take a multiple, up to so many. */
const BOX_STEP_BYTES = 1024
const BOX_BYTES = 4 * BOX_STEP_BYTES
const BOXES_MIN = 4
/** Each key seals one box. */
const ZERO_NONCE = new Uint8Array(NONCE_BYTES)
const NOTHING = new Uint8Array(0)

const records = array(raw, { max: RESOURCE.RECORDS_PER_FRAME })

export interface CommonBoxes {
  readonly salt: Uint8Array
  readonly boxes: readonly Uint8Array[]
}

/** Accounts whose finder key is not held are left out; of too many those that come first are taken. */
export function sealCommon(
  crypto: Crypto,
  rng: Rng,
  keys: Pick<FinderKeys, 'boxKey'>,
  known: readonly (readonly [AccountId, readonly AddressRecord[]])[],
): CommonBoxes {
  const plain = known
    .slice(0, RESOURCE.BUNDLE_LETTER_BOXES)
    .map(([account, held]) => ({ account, bytes: padded(records.encode(wireRecords(held, BOX_BYTES - LENGTH_BYTES))) }))
  // FORK-4: as with letters.
  const salt = crypto.hmacSha256(rng.bytes(SALT_BYTES), concatBytes(...plain.map(({ bytes }) => bytes)))
  const boxes = plain.flatMap(({ account, bytes }) => {
    const held = keys.boxKey(account, salt)
    return held === undefined ? [] : [concatBytes(held.mark, crypto.aesGcmSeal(held.key, ZERO_NONCE, NOTHING, bytes))]
  })
  let size = BOXES_MIN
  while (size < boxes.length) size *= 2
  while (boxes.length < size) boxes.push(rng.bytes(MARK_BYTES + BOX_STEP_BYTES + TAG_BYTES))
  return { salt, boxes: boxes.toSorted(compareBytes) }
}

/** The newest of them as they travel, as many as that many bytes have room for. */
export function wireRecords(held: readonly AddressRecord[], most: number): readonly CborValue[] {
  let left = most - LENGTH_BYTES
  return held
    .toSorted((a, b) => b.n - a.n)
    .slice(0, RESOURCE.RECORDS_PER_FRAME)
    .filter((record) => (left -= addressRecord.encode(record).length) >= 0)
    .map((record) => addressRecord.toCbor(record))
}

/** Records as they travel, of those of these accounts that the writer knows as well. */
export function openCommon(
  crypto: Crypto,
  keys: Pick<FinderKeys, 'boxKey'>,
  accounts: readonly AccountId[],
  { salt, boxes }: CommonBoxes,
): readonly CborValue[] {
  const byMark = new Map(boxes.map((box) => [toHex(box.subarray(0, MARK_BYTES)), box]))
  return accounts.flatMap((account) => {
    const held = keys.boxKey(account, salt)
    const box = held === undefined ? undefined : byMark.get(toHex(held.mark))
    if (held === undefined || box === undefined) return []
    const plain = crypto.aesGcmOpen(held.key, ZERO_NONCE, NOTHING, box.subarray(MARK_BYTES))
    const content = plain === undefined ? undefined : unpadded(plain)
    const read = content === undefined ? undefined : records.decode(content, RESOURCE.FRAME_BYTES)
    return read?.ok === true ? read.value : []
  })
}

function padded(content: Uint8Array): Uint8Array {
  const size = Math.ceil((LENGTH_BYTES + content.length) / BOX_STEP_BYTES) * BOX_STEP_BYTES
  const bytes = new Uint8Array(size)
  new DataView(bytes.buffer).setUint32(0, content.length)
  bytes.set(content, LENGTH_BYTES)
  return bytes
}

function unpadded(plain: Uint8Array): Uint8Array | undefined {
  if (plain.length < LENGTH_BYTES) return undefined
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0)
  return length > plain.length - LENGTH_BYTES ? undefined : plain.subarray(LENGTH_BYTES, LENGTH_BYTES + length)
}
