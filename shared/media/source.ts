/** Bytes to be made a file of, in chunks: out of something that can be read anywhere, or out of a stream that passes once. */
import { concatBytes } from '../codec/index.ts'
import { MEDIA } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'

/** Something that can be read anywhere, again and again; not sure to be the same twice. */
export interface ByteSource {
  /** In bytes, as it was when somebody last looked. */
  readonly size: number
  /** Fewer bytes than asked for only where it ends. Rejects when it cannot be read. */
  read(offset: number, length: number): Promise<Uint8Array>
}

export type MediaSource = ByteSource | AsyncIterable<Uint8Array>

export interface PlainChunk {
  readonly index: number
  readonly isLast: boolean
  readonly plain: Uint8Array
}

export function isByteSource(source: MediaSource): source is ByteSource {
  return 'read' in source
}

/** All of it as it is now: every chunk but the last one whole, one at least. */
export function chunksOf(source: MediaSource): AsyncGenerator<PlainChunk, undefined> {
  return isByteSource(source) ? chunksRead(source) : chunksGiven(source)
}

/** Each as it was read: what is copied for each chunk of a film is what memory grows by until somebody sweeps. */
async function* chunksRead(source: ByteSource): AsyncGenerator<PlainChunk, undefined> {
  let plain = await source.read(0, MEDIA.CHUNK_BYTES)
  for (let index = 0; ; index += 1) {
    // A full chunk stays until something follows it: it might be the last.
    const next = plain.length < MEDIA.CHUNK_BYTES ? undefined : await source.read((index + 1) * MEDIA.CHUNK_BYTES, MEDIA.CHUNK_BYTES)
    if (next === undefined || next.length === 0) {
      yield { index, isLast: true, plain }
      return undefined
    }
    yield { index, isLast: false, plain }
    plain = next
  }
}

async function* chunksGiven(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<PlainChunk, undefined> {
  let held: Uint8Array[] = []
  let length = 0
  let index = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      if (length === MEDIA.CHUNK_BYTES) {
        yield { index, isLast: false, plain: concatBytes(...held) }
        index += 1
        held = []
        length = 0
      }
      const part = piece.slice(at, at + MEDIA.CHUNK_BYTES - length)
      held.push(part)
      length += part.length
      at += part.length
    }
  }
  yield { index, isLast: true, plain: concatBytes(...held) }
}

/** Until one is refused; SOURCE_FAILED when the source rejects. */
export async function eachChunk<C extends string>(
  source: MediaSource,
  take: (chunk: PlainChunk) => Promise<Result<undefined, C>>,
  signal: AbortSignal | undefined,
): Promise<Result<undefined, C | 'SOURCE_FAILED' | 'CANCELLED'>> {
  const chunks = chunksOf(source)
  try {
    for (;;) {
      if (signal?.aborted === true) return fail('CANCELLED')
      const next = await nextOf(chunks)
      if (next === undefined) return fail('SOURCE_FAILED')
      if (next.done === true) return ok(undefined)
      const taken = await take(next.value)
      if (!taken.ok) return taken
    }
  } finally {
    await chunks.return(undefined).catch(() => undefined)
  }
}

/** undefined: the source failed. What the taker throws is not the source's. */
async function nextOf(chunks: AsyncGenerator<PlainChunk, undefined>): Promise<IteratorResult<PlainChunk, undefined> | undefined> {
  try {
    return await chunks.next()
  } catch {
    return undefined
  }
}
