/**
 * MEDIA-1, MEDIA-2: a file as chunks of 256 KiB, each sealed under the file's own key with its number as nonce. That is safe only because a
 * key never seals two contents (MEDIA-4): who seals a chunk must be sure of that. An empty file is one chunk of no bytes.
 */
import { concatBytes, u32, u64 } from '../codec/index.ts'
import { type Crypto, TAG_BYTES, label } from '../crypto/index.ts'
import { MEDIA } from '../limits.ts'

/** How many chunks a file of that size has: one at least. */
export function chunkCount(size: number): number {
  return Math.max(1, Math.ceil(size / MEDIA.CHUNK_BYTES))
}

/** Whether a file can have that size: a whole number of at most 4 GiB. */
export function isFileSize(size: number): boolean {
  return Number.isSafeInteger(size) && size >= 0 && size <= MEDIA.FILE_BYTES
}

/** Bytes of a chunk before sealing; undefined: the file has no such chunk. */
export function plainLength(size: number, index: number): number | undefined {
  if (!Number.isInteger(index) || index < 0 || index >= chunkCount(size)) return undefined
  return Math.min(MEDIA.CHUNK_BYTES, size - index * MEDIA.CHUNK_BYTES)
}

/** Bytes of a sealed chunk; undefined: the file has no such chunk. */
export function sealedLength(size: number, index: number): number | undefined {
  const plain = plainLength(size, index)
  return plain === undefined ? undefined : plain + TAG_BYTES
}

/** Where a sealed chunk begins when all stand one after the other: each but the last is of the same length. */
export function sealedOffset(index: number): number {
  return index * (MEDIA.CHUNK_BYTES + TAG_BYTES)
}

/** Bytes of all sealed chunks together. */
export function sealedSize(size: number): number {
  return size + chunkCount(size) * TAG_BYTES
}

/** Ciphertext ‖ tag. Throws `RangeError` on a key of another length than 32 bytes. */
export function sealChunk(crypto: Crypto, key: Uint8Array, index: number, isLast: boolean, plain: Uint8Array): Uint8Array {
  return crypto.aesGcmSeal(key, nonceOf(index), associatedOf(isLast), plain)
}

/** undefined: sealed under another key, as another chunk, or changed. */
export function openChunk(crypto: Crypto, key: Uint8Array, index: number, isLast: boolean, sealed: Uint8Array): Uint8Array | undefined {
  return sealed.length < TAG_BYTES ? undefined : crypto.aesGcmOpen(key, nonceOf(index), associatedOf(isLast), sealed)
}

function nonceOf(index: number): Uint8Array {
  return concatBytes(u32(0), u64(index))
}

function associatedOf(isLast: boolean): Uint8Array {
  return label('sb1/media-chunk', Uint8Array.of(isLast ? 1 : 0))
}
