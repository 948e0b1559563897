/**
 * What is inside a sealed body: an update or a snapshot, each behind 16 random bytes so that header and key never confirm a guess about
 * an erased body, and updates padded so that short texts look alike (ENC-9).
 */
import { type Decoded, array, bytes, field, id, optional, record, tuple, uint } from '../../codec/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'

export const PEPPER_BYTES = 16

/** The end clock of each device's section in a snapshot. */
export type EndClocks = ReadonlyMap<DeviceId, number>

const pepper = bytes(PEPPER_BYTES)

const updatePlain = record({
  pepper: field(0, pepper),
  yjs: field(1, bytes({ min: 1, max: INTRINSIC.UPDATE_BODY_BYTES })),
  pad: optional(2, bytes({ max: 2 * INTRINSIC.PADDING_BYTES })),
})

const snapshotPlain = record({
  pepper: field(0, pepper),
  yjs: field(1, bytes({ min: 1, max: INTRINSIC.BLOCK_BODY_BYTES })),
  clocks: field(2, array(tuple(id('device'), uint({ max: INTRINSIC.CLOCK_END })), { max: INTRINSIC.ACCOUNT_EVER_DEVICES })),
  pad: optional(3, bytes({ max: 2 * INTRINSIC.PADDING_BYTES })),
})

/** The plaintext of a kind 1 block. `random` are 16 fresh random bytes. */
export function encodeUpdatePlain(random: Uint8Array, yjs: Uint8Array): Uint8Array {
  const bare = updatePlain.encode({ pepper: random, yjs })
  const pad = padding(bare.length, 1)
  return pad === undefined ? bare : updatePlain.encode({ pepper: random, yjs, pad })
}

/** The Yjs update of a kind 1 block. */
export function decodeUpdatePlain(plaintext: Uint8Array): Decoded<Uint8Array> {
  const read = updatePlain.decode(plaintext, INTRINSIC.UPDATE_BODY_BYTES)
  return read.ok ? { ok: true, value: read.value.yjs } : read
}

export interface SnapshotPlain {
  readonly yjs: Uint8Array
  readonly clocks: EndClocks
}

/** The plaintext of a kind 2 block; clocks go ascending by device. */
export function encodeSnapshotPlain(random: Uint8Array, { yjs, clocks }: SnapshotPlain): Uint8Array {
  const sorted = [...clocks].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return snapshotPlain.encode({ pepper: random, yjs, clocks: sorted })
}

/** What a kind 2 block holds; a device named twice is MALFORMED. */
export function decodeSnapshotPlain(plaintext: Uint8Array): Decoded<SnapshotPlain> {
  const read = snapshotPlain.decode(plaintext, INTRINSIC.BLOCK_BODY_BYTES)
  if (!read.ok) return read
  const clocks = new Map(read.value.clocks)
  return clocks.size === read.value.clocks.length ? { ok: true, value: { yjs: read.value.yjs, clocks } } : { ok: false, code: 'MALFORMED' }
}

/**
 * Zero bytes for a pad field with a key of `keyBytes` bytes, so that a map that encodes to `length` bytes without it becomes a multiple
 * of 64; undefined when it is one already.
 */
export function padding(length: number, keyBytes: number): Uint8Array | undefined {
  let missing = (INTRINSIC.PADDING_BYTES - (length % INTRINSIC.PADDING_BYTES)) % INTRINSIC.PADDING_BYTES
  if (missing === 0) return undefined
  for (;;) {
    for (const head of [1, 2]) {
      const size = missing - keyBytes - head
      if (size >= 0 && (head === 1) === size < 24) return new Uint8Array(size)
    }
    // A byte string grows by two where its own length needs a byte more, so some gaps need a whole unit further.
    missing += INTRINSIC.PADDING_BYTES
  }
}
