/**
 * KEY-4: an epoch hands on what came before it. past-gov carries the governance keys of the epochs before, so one current key opens all
 * governance; past-feed, only where the room shows its whole history, carries their secrets. Both are sealed like blocks (KEY-2): the
 * same epoch op written twice by a clone repeats no nonce.
 */
import { array, bytes, id, tuple } from '../../codec/index.ts'
import { type Crypto, KEY_BYTES } from '../../crypto/index.ts'
import { PURPOSE, type Purpose, openBox, sealBox } from '../../feeds/block/index.ts'
import { type EpochId, idBytes } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { EpochKeys, GovernanceKeys } from './epoch-keys.ts'

/** Epoch ids with 32 bytes each: G for past-gov, the secret for past-feed. */
export type PastKeys = ReadonlyMap<EpochId, Uint8Array>

const plain = array(tuple(id('epoch'), bytes(KEY_BYTES)), { max: INTRINSIC.EPOCH_PREVS })

/** Governance keys of the epochs before `epoch`, under its own. */
export function sealPastGov(crypto: Crypto, keys: GovernanceKeys, epoch: EpochId, past: PastKeys): Uint8Array {
  return seal(crypto, keys.pastGov, PURPOSE.pastGovernance, epoch, past)
}

/** Opens past-gov. A key in it proves itself by what it opens. */
export function openPastGov(crypto: Crypto, keys: GovernanceKeys, epoch: EpochId, sealed: Uint8Array): Result<PastKeys, 'BAD_BODY'> {
  return open(crypto, keys.pastGov, PURPOSE.pastGovernance, epoch, sealed)
}

/** Secrets of the epochs before `epoch`, under its own. */
export function sealPastFeed(crypto: Crypto, keys: EpochKeys, epoch: EpochId, past: PastKeys): Uint8Array {
  return seal(crypto, keys.pastFeed, PURPOSE.pastFeed, epoch, past)
}

/** Opens past-feed. The caller checks each secret against its epoch's commitment (`epochCommit`). */
export function openPastFeed(crypto: Crypto, keys: EpochKeys, epoch: EpochId, sealed: Uint8Array): Result<PastKeys, 'BAD_BODY'> {
  return open(crypto, keys.pastFeed, PURPOSE.pastFeed, epoch, sealed)
}

function seal(crypto: Crypto, key: Uint8Array, purpose: Purpose, epoch: EpochId, past: PastKeys): Uint8Array {
  const sorted = [...past].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return sealBox(crypto, key, purpose, idBytes(epoch), plain.encode(sorted))
}

function open(crypto: Crypto, key: Uint8Array, purpose: Purpose, epoch: EpochId, sealed: Uint8Array): Result<PastKeys, 'BAD_BODY'> {
  const plaintext = openBox(crypto, key, purpose, idBytes(epoch), sealed)
  const read = plaintext === undefined ? undefined : plain.decode(plaintext)
  return read?.ok === true ? ok(new Map(read.value)) : fail('BAD_BODY')
}
