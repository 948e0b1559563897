/** How much of a file is here, by its chunks. */
import { MEDIA } from '../../limits.ts'
import type { Chunks } from '../../media/index.ts'

/** Bytes of the file; the last chunk counts as a full one where it is not the only one missing. */
export function heldBytes(chunks: Chunks, size: number): number {
  return chunks.isWhole ? size : Math.min(size, chunks.count * MEDIA.CHUNK_BYTES)
}
