/**
 * FORK-1: two different headers that one device signed for one place of one chain. A proof needs no key and no chain: whoever holds it
 * can convince everybody. The header with the lower id stands first, so one fork has one encoding.
 */
import { array, bytes, SIGNATURE_BYTES, tuple } from '../../codec/index.ts'
import type { Crypto } from '../../crypto/index.ts'
import type { BlockId, DeviceId, RoomHandle } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { blockId, parseHeader, verifyHeader } from './block.ts'
import type { BlockHeader, Lane } from './header.ts'

export interface SignedHeader {
  readonly id: BlockId
  readonly header: BlockHeader
  readonly headerBytes: Uint8Array
  readonly signature: Uint8Array
}

/** Where a device told two stories, and both. */
export interface ForkProof {
  readonly handle: RoomHandle
  readonly device: DeviceId
  readonly lane: Lane
  readonly seq: number
  /** Ascending by id. */
  readonly branches: readonly [SignedHeader, SignedHeader]
}

const wire = array(tuple(bytes({ min: 1, max: INTRINSIC.HEADER_BYTES }), bytes(SIGNATURE_BYTES)), { min: 2, max: 2 })

/** The proof two blocks make, or undefined when they are no fork: equal, at different places, or one of them without a signature. */
export function forkProof(
  a: Omit<SignedHeader, 'signature'> & { readonly signature: Uint8Array | undefined },
  b: Omit<SignedHeader, 'signature'> & { readonly signature: Uint8Array | undefined },
): ForkProof | undefined {
  if (a.signature === undefined || b.signature === undefined || a.id === b.id) return undefined
  const { handle, device, lane, seq } = a.header
  const other = b.header
  if (other.handle !== handle || other.device !== device || other.lane !== lane || other.seq !== seq) return undefined
  const first = { id: a.id, header: a.header, headerBytes: a.headerBytes, signature: a.signature }
  const second = { id: b.id, header: other, headerBytes: b.headerBytes, signature: b.signature }
  return { handle, device, lane, seq, branches: a.id < b.id ? [first, second] : [second, first] }
}

export function encodeForkProof({ branches }: ForkProof): Uint8Array {
  return wire.encode(branches.map(({ headerBytes, signature }) => [headerBytes, signature] as const))
}

/** Shape and place; the signatures are `verifyForkProof`'s. */
export function parseForkProof(crypto: Crypto, proof: Uint8Array): Result<ForkProof, 'TOO_BIG' | 'BAD_FRAME' | 'UNSUPPORTED'> {
  const read = wire.decode(proof)
  if (!read.ok) return fail('BAD_FRAME')
  const branches: SignedHeader[] = []
  for (const [headerBytes, signature] of read.value) {
    const header = parseHeader(headerBytes)
    if (!header.ok) return header
    branches.push({ id: blockId(crypto, headerBytes), header: header.value, headerBytes, signature })
  }
  const [a, b] = branches
  if (a === undefined || b === undefined || a.id >= b.id) return fail('BAD_FRAME')
  const made = forkProof(a, b)
  return made === undefined ? fail('BAD_FRAME') : ok(made)
}

/** Whether the device really signed both. */
export function verifyForkProof(crypto: Crypto, { branches }: ForkProof): boolean {
  return branches.every(({ header, headerBytes, signature }) => verifyHeader(crypto, header, headerBytes, signature))
}
