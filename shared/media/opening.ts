/**
 * Reading files out of the store: opened chunk by chunk, as fast as somebody takes them, never more than one of them in memory. What cannot
 * be opened is a code in the place of bytes, and the last thing that comes.
 */
import type { Crypto } from '../crypto/index.ts'
import { MEDIA } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { chunkCount, openChunk, plainLength } from './chunks.ts'
import type { MediaReference } from './reference.ts'
import type { ByteSource } from './source.ts'
import type { MediaStore } from './store.ts'

/** MISSING: that part is not here yet. UNREADABLE: the reference has another key or size than the file. */
export type OpenCode = 'MISSING' | 'UNREADABLE' | 'OUT_OF_RANGE' | 'CANCELLED'

export interface OpenDeps {
  readonly crypto: Crypto
  readonly store: Pick<MediaStore, 'chunk'>
}

export type Opened = Pick<MediaReference, 'file' | 'key' | 'size'>

/** One chunk, as it was before sealing. */
export async function openStored(
  { crypto, store }: OpenDeps,
  { file, key, size }: Opened,
  index: number,
): Promise<Result<Uint8Array, OpenCode>> {
  if (!Number.isInteger(index) || index < 0 || index >= chunkCount(size)) return fail('OUT_OF_RANGE')
  const stored = await store.chunk(file, index)
  if (stored === undefined) return fail('MISSING')
  const plain = openChunk(crypto, key, index, index === chunkCount(size) - 1, stored.sealed)
  // A reference may say any size; what the file has is what its id says.
  return plain === undefined || plain.length !== plainLength(size, index) ? fail('UNREADABLE') : ok(plain)
}

/** The bytes from `first` to `last`, both included; an end behind the file's is the file's. OUT_OF_RANGE: it has no byte `first`. */
export async function* readRange(
  deps: OpenDeps,
  opened: Opened,
  first: number,
  last: number,
  signal?: AbortSignal,
): AsyncGenerator<Result<Uint8Array, OpenCode>, undefined> {
  const end = Math.min(last, opened.size - 1)
  if (!Number.isSafeInteger(first) || first < 0 || first > end) {
    yield fail('OUT_OF_RANGE')
    return undefined
  }
  for (let at = first; at <= end;) {
    if (signal?.aborted === true) {
      yield fail('CANCELLED')
      return undefined
    }
    const index = Math.floor(at / MEDIA.CHUNK_BYTES)
    const from = index * MEDIA.CHUNK_BYTES
    const chunk = await openStored(deps, opened, index)
    if (!chunk.ok) {
      yield chunk
      return undefined
    }
    const piece = chunk.value.subarray(at - from, end + 1 - from)
    yield ok(piece)
    at += piece.length
  }
  return undefined
}

/** All of it; an empty file is opened too, to see that it is one. */
export async function* readWhole(
  deps: OpenDeps,
  opened: Opened,
  signal?: AbortSignal,
): AsyncGenerator<Result<Uint8Array, OpenCode>, undefined> {
  if (opened.size > 0) yield* readRange(deps, opened, 0, opened.size - 1, signal)
  else yield openStored(deps, opened, 0)
  return undefined
}

/** A file of the store as something to be read anywhere; rejects where it cannot be opened. */
export function storedSource(deps: OpenDeps, opened: Opened): ByteSource {
  return {
    size: opened.size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, opened.size - offset)))
      if (bytes.length === 0) return bytes
      let at = 0
      for await (const piece of readRange(deps, opened, offset, offset + bytes.length - 1)) {
        if (!piece.ok) throw new Error(`a stored file cannot be read: ${piece.code}`)
        bytes.set(piece.value, at)
        at += piece.value.length
      }
      return bytes
    },
  }
}
