/**
 * MEDIA-4: a file of ours on its way into a room: read, cut, sealed, staged. A fresh key seals each chunk number once, with whatever was read
 * for it, and is dropped when anything goes wrong. Where the room has a file of the same size, it is tried whether this is that one: sealed
 * again under that file's key, only what comes out as the very bytes that are known leaves this module.
 */
import { KEY_BYTES, type Rng } from '../crypto/index.ts'
import { MEDIA } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { sealChunk } from './chunks.ts'
import { fileId } from './file-id.ts'
import { storedSource } from './opening.ts'
import { type MediaReference, fitReference } from './reference.ts'
import { type SameFileDeps, type SealedMedia, sameFile } from './same-file.ts'
import { sniffType } from './sniff.ts'
import { type MediaSource, type PlainChunk, eachChunk, isByteSource } from './source.ts'
import type { MediaStage, MediaStoreCode } from './store.ts'
import { leafHash, rootOf } from './tree.ts'

/** SOURCE_FAILED: what was to be sent could not be read. TOO_LARGE: it has more than 4 GiB. Nothing of it is kept then. */
export type PrepareCode = MediaStoreCode | 'SOURCE_FAILED' | 'TOO_LARGE' | 'CANCELLED'

/** What whoever sends knows of a file and its bytes do not say; what of it is not fit for a reference is left out. */
export type Described = Pick<MediaReference, 'width' | 'height' | 'durationMs' | 'preview' | 'waveform'> & {
  /** Of any form. */
  readonly name: string
  readonly isVoice?: boolean
}

export interface PrepareDeps extends SameFileDeps {
  readonly rng: Rng
}

/** The reference to a file that is then held whole. */
export async function prepareMedia(
  source: MediaSource,
  described: Described,
  deps: PrepareDeps,
): Promise<Result<MediaReference, PrepareCode>> {
  if (isByteSource(source) && source.size > MEDIA.FILE_BYTES) return fail('TOO_LARGE')
  const known = isByteSource(source) ? await sameFile(source, deps) : undefined
  if (known !== undefined) return finished(known, described)
  const sealed = await sealedFresh(source, deps)
  if (!sealed.ok || isByteSource(source)) return sealed.ok ? finished(sealed.value, described) : sealed
  // A stream passes once: whether the room has it is found out from what was just written.
  const { file, key, size } = sealed.value
  const again = await sameFile(storedSource(deps, { file, key, size }), deps)
  if (again === undefined) return finished(sealed.value, described)
  await deps.store.forget(file)
  return finished({ ...again, head: sealed.value.head }, described)
}

/** The reference with what is only known after sealing; what of it is not fit for one is left out. */
export function withFacts(reference: MediaReference, { isVoice = reference.isVoice, ...facts }: Partial<Described>): MediaReference {
  // A recording is sound, whatever else its container could hold.
  const type = isVoice && reference.type === 'video/webm' ? 'audio/webm' : reference.type
  return fitReference({ ...reference, ...facts, type, isVoice })
}

function finished({ file, key, size, head }: SealedMedia, described: Described): Result<MediaReference, PrepareCode> {
  return ok(withFacts({ file, key, size, type: sniffType(head), name: described.name, isVoice: false }, described))
}

async function sealedFresh(source: MediaSource, deps: PrepareDeps): Promise<Result<SealedMedia, PrepareCode>> {
  const stage = await deps.store.stage()
  const result = await sealInto(stage, source, deps)
  if (!result.ok) await stage.discard()
  return result
}

async function sealInto(stage: MediaStage, source: MediaSource, deps: PrepareDeps): Promise<Result<SealedMedia, PrepareCode>> {
  const { crypto, rng, signal, onProgress } = deps
  const key = rng.bytes(KEY_BYTES)
  const leaves: Uint8Array[] = []
  let head: Uint8Array = new Uint8Array(0)
  let size = 0
  const take = async ({ index, isLast, plain }: PlainChunk): Promise<Result<undefined, PrepareCode>> => {
    size += plain.length
    if (size > MEDIA.FILE_BYTES) return fail('TOO_LARGE')
    if (index === 0) head = plain.slice(0, MEDIA.SNIFF_BYTES)
    const sealed = sealChunk(crypto, key, index, isLast, plain)
    leaves.push(leafHash(crypto, sealed))
    onProgress?.({ step: 'seal', bytes: size })
    return stage.put(sealed)
  }
  const read = await eachChunk(source, take, signal)
  if (!read.ok) return read
  const file = fileId(crypto, size, rootOf(crypto, leaves))
  const kept = await stage.finish(file, size, leaves)
  return kept.ok ? ok({ file, key, size, head }) : kept
}
