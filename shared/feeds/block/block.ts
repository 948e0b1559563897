/**
 * A block: signed header and sealed body (protocol §1). Parsing checks everything a block says about itself; its signature, its chain and
 * its key are three further steps, since a run needs only one signature (SYNC-9) and a carrier has no key. Received bytes are kept as
 * they came (ENC-2).
 */
import { SIGNATURE_BYTES, equalBytes } from '../../codec/index.ts'
import { type Crypto, hash, sign, verify } from '../../crypto/index.ts'
import { type BlockId, idBytes, idFromBytes } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import { type BlockHeader, type Lane, associatedData, headerCodec, maxBodyBytes } from './header.ts'
import { PURPOSE, type Purpose, openOnce, plaintextSalt, sealOnce } from './seal-once.ts'

export interface Block {
  /** `H("sb1/block", header)`. */
  readonly id: BlockId
  readonly header: BlockHeader
  readonly headerBytes: Uint8Array
  /** undefined only inside a run (SYNC-9). */
  readonly signature: Uint8Array | undefined
  readonly body: Uint8Array
}

/** What a writer decides; the rest of a header follows from the plaintext. */
export type BlockDraft = Omit<BlockHeader, 'salt' | 'bodyHash' | 'bodyLength'>

export type BlockCode = 'TOO_BIG' | 'BAD_FRAME' | 'BAD_BODY' | 'UNSUPPORTED'

/** FEED-4, first steps: sizes, header, body length and hash. */
export function parseBlock(
  crypto: Crypto,
  headerBytes: Uint8Array,
  signature: Uint8Array | undefined,
  body: Uint8Array,
): Result<Block, BlockCode> {
  if (headerBytes.length > INTRINSIC.HEADER_BYTES || body.length > INTRINSIC.BLOCK_BODY_BYTES) return fail('TOO_BIG')
  if (signature !== undefined && signature.length !== SIGNATURE_BYTES) return fail('BAD_FRAME')
  const read = parseHeader(headerBytes)
  if (!read.ok) return read
  const header = read.value
  if (body.length > maxBodyBytes(header.kind)) return fail('TOO_BIG')
  if (body.length !== header.bodyLength || !equalBytes(crypto.sha256(body), header.bodyHash)) return fail('BAD_BODY')
  return ok({ id: blockId(crypto, headerBytes), header, headerBytes, signature, body })
}

/** A header on its own, as fork searches and proofs carry it. */
export function parseHeader(headerBytes: Uint8Array): Result<BlockHeader, 'TOO_BIG' | 'BAD_FRAME' | 'UNSUPPORTED'> {
  if (headerBytes.length > INTRINSIC.HEADER_BYTES) return fail('TOO_BIG')
  const read = headerCodec.decode(headerBytes)
  if (!read.ok) return fail(read.code === 'UNSUPPORTED' ? 'UNSUPPORTED' : 'BAD_FRAME')
  return read.value.bodyLength > maxBodyBytes(read.value.kind) ? fail('TOO_BIG') : read
}

/** The id a header gives its block. */
export function blockId(crypto: Crypto, headerBytes: Uint8Array): BlockId {
  return idFromBytes('block', hash(crypto, 'sb1/block', headerBytes))
}

/** Whether the header's device signed it; false for a block that came without its signature. */
export function verifyBlock(crypto: Crypto, block: Block): boolean {
  return block.signature !== undefined && verifyHeader(crypto, block.header, block.headerBytes, block.signature)
}

/** Whether that signature is the header's device's. */
export function verifyHeader(crypto: Crypto, header: BlockHeader, headerBytes: Uint8Array, signature: Uint8Array): boolean {
  return verify(crypto, 'sb1/block', idBytes(header.device), signature, headerBytes)
}

export interface Sealing {
  /** Seed of the device's signing key, 32 bytes. */
  readonly seed: Uint8Array
  /** `feed(d)` or `gov(d)` of the epoch (KEY-1). */
  readonly key: Uint8Array
  readonly draft: BlockDraft
  readonly plaintext: Uint8Array
  /** Makes the body around the sealed bytes; a governance body holds more than them. Default: the sealed bytes are the body. */
  readonly body?: (sealed: Uint8Array) => Uint8Array
}

/** Seals and signs. Throws `RangeError` when the draft contradicts itself, or header or body are too big: the writer's own mistake. */
export function sealBlock(crypto: Crypto, { seed, key, draft, plaintext, body: wrap }: Sealing): Block {
  const salt = plaintextSalt(crypto, key, plaintext)
  const unnamed = { ...draft, salt, bodyHash: new Uint8Array(32), bodyLength: 1 }
  const sealed = sealOnce(crypto, key, purposeOf(draft.lane), salt, associatedData(headerCodec.encode(unnamed)), plaintext)
  const body = wrap === undefined ? sealed : wrap(sealed)
  if (body.length > maxBodyBytes(draft.kind)) throw new RangeError(`body of ${body.length} bytes`)
  const header: BlockHeader = { ...draft, salt, bodyHash: crypto.sha256(body), bodyLength: body.length }
  const headerBytes = headerCodec.encode(header)
  if (headerBytes.length > INTRINSIC.HEADER_BYTES) throw new RangeError(`header of ${headerBytes.length} bytes`)
  const signature = sign(crypto, 'sb1/block', seed, headerBytes)
  return { id: blockId(crypto, headerBytes), header, headerBytes, signature, body }
}

/** The plaintext, padding included. `sealed` is the part of the body that is sealed, when it is not all of it. */
export function openBlock(crypto: Crypto, key: Uint8Array, block: Block, sealed: Uint8Array = block.body): Result<Uint8Array, 'BAD_BODY'> {
  const { lane, salt } = block.header
  const plaintext = openOnce(crypto, key, purposeOf(lane), salt, associatedData(block.headerBytes), sealed)
  return plaintext === undefined ? fail('BAD_BODY') : ok(plaintext)
}

function purposeOf(lane: Lane): Purpose {
  return lane === 0 ? PURPOSE.governance : PURPOSE.feed
}
