/**
 * MEDIA-4: whether something is a file the room has already. It is sealed under that file's key, chunk by chunk, and thrown away: only when
 * all of it comes out as the file of that id it is the same. Where chunks are missing here they are sealed once more to be kept, each only
 * when it is, byte for byte, the one that belongs there: what changed between the two readings never meets anybody under a used nonce.
 */
import { equalBytes } from '../codec/index.ts'
import type { Crypto } from '../crypto/index.ts'
import { MEDIA } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { chunkCount, sealChunk } from './chunks.ts'
import { fileId } from './file-id.ts'
import type { MediaReference } from './reference.ts'
import { type ByteSource, type PlainChunk, eachChunk } from './source.ts'
import { SparseTree } from './sparse-tree.ts'
import type { MediaStore } from './store.ts'
import { leafHash, rootOf, verifyChunk } from './tree.ts'

export interface PrepareProgress {
  /** compare: whether the room has it already; seal: writing it. */
  readonly step: 'compare' | 'seal'
  /** Done in this step. */
  readonly bytes: number
}

export interface SameFileDeps {
  readonly crypto: Crypto
  readonly store: MediaStore
  /** References to files of that size which the room has already, the likeliest first. */
  readonly known?: (size: number) => Promise<readonly MediaReference[]> | readonly MediaReference[]
  readonly onProgress?: (progress: PrepareProgress) => void
  readonly signal?: AbortSignal
}

/** A file that is held whole, and how it begins. */
export interface SealedMedia extends Pick<MediaReference, 'file' | 'key' | 'size'> {
  readonly head: Uint8Array
}

/** The known file it is, held whole now; undefined: none of them, or not to be made sure. */
export async function sameFile(source: ByteSource, deps: SameFileDeps): Promise<SealedMedia | undefined> {
  const known = (await deps.known?.(source.size)) ?? []
  const candidates = known.filter(({ size }) => size === source.size)
  // One file may be referred to many times.
  const files = [...new Map(candidates.map((reference) => [`${reference.file}`, reference])).values()]
  for (const reference of files.slice(0, MEDIA.REUSE_TRIES)) {
    const found = await asFile(source, reference, deps)
    if (found !== undefined) return found
  }
  return undefined
}

async function asFile(source: ByteSource, reference: MediaReference, deps: SameFileDeps): Promise<SealedMedia | undefined> {
  const { crypto, store, signal, onProgress } = deps
  const { file, key, size } = reference
  // The first chunk, where it is here, tells most others apart before a whole film is read.
  const first = await store.chunk(file, 0)
  const leaves: Uint8Array[] = []
  let head: Uint8Array = new Uint8Array(0)
  let read = 0
  const compare = ({ index, isLast, plain }: PlainChunk): Promise<Result<undefined, 'OTHER'>> => {
    read += plain.length
    if (read > size) return Promise.resolve(fail('OTHER'))
    const sealed = sealChunk(crypto, key, index, isLast, plain)
    if (index === 0) head = plain.slice(0, MEDIA.SNIFF_BYTES)
    if (index === 0 && first !== undefined && !equalBytes(first.sealed, sealed)) return Promise.resolve(fail('OTHER'))
    leaves.push(leafHash(crypto, sealed))
    onProgress?.({ step: 'compare', bytes: read })
    return Promise.resolve(ok(undefined))
  }
  const compared = await eachChunk(source, compare, signal)
  if (!compared.ok || read !== size || leaves.length !== chunkCount(size)) return undefined
  if (fileId(crypto, size, rootOf(crypto, leaves)) !== file) return undefined
  const isHere = (await store.held(file))?.chunks.isWhole === true || (await completed(source, reference, leaves, deps))
  if (!isHere) return undefined
  await store.touch(file)
  return { file, key, size, head }
}

/** Puts what is missing here; false when the source was another one the second time, or the store refuses. */
async function completed(
  source: ByteSource,
  reference: MediaReference,
  leaves: readonly Uint8Array[],
  deps: SameFileDeps,
): Promise<boolean> {
  const { crypto, store, signal, onProgress } = deps
  const { file, key, size } = reference
  if (!(await store.begin(file, size)).ok) return false
  const tree = SparseTree.over(crypto, leaves)
  const held = await store.held(file)
  let done = 0
  const keep = async ({ index, isLast, plain }: PlainChunk): Promise<Result<undefined, 'OTHER'>> => {
    const path = tree.path(index)
    if (path === undefined) return fail('OTHER')
    if (held?.chunks.has(index) !== true) {
      const chunk = verifyChunk(crypto, file, size, index, sealChunk(crypto, key, index, isLast, plain), path)
      if (chunk === undefined || !(await store.put(chunk)).ok) return fail('OTHER')
    }
    done += plain.length
    onProgress?.({ step: 'seal', bytes: done })
    return ok(undefined)
  }
  const kept = await eachChunk(source, keep, signal)
  return kept.ok && (await store.flush(file))?.chunks.isWhole === true
}
