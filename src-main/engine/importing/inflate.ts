/**
 * What an entry of an archive unpacks to, counted while it does: neither the size nor the ratio its header claims is believed, and its check sum is
 * looked at (IMP-4).
 */
import type { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { IMPORT } from '../../../shared/limits.ts'
import { SourceError } from '../../../shared/importers/index.ts'

export interface Claim {
  readonly isDeflated: boolean
  readonly size: number
  readonly packed: number
  readonly crc32: number
}

/** Honest text packs to a tenth, and small files to anything. */
export function isBomb(size: number, packed: number): boolean {
  return size > IMPORT.UNPACK_RATIO_FROM_BYTES && size > packed * IMPORT.UNPACK_RATIO
}

/** `raw`: its packed bytes. Ends, closes and throws for both. */
export async function* unpacked(raw: Readable, claim: Claim): AsyncGenerator<Uint8Array> {
  const inflate = claim.isDeflated ? createInflateRaw() : undefined
  const from: Readable = inflate ?? raw
  raw.on('error', (cause) => inflate?.destroy(cause))
  if (inflate !== undefined) raw.pipe(inflate)
  let size = 0
  let sum = 0
  try {
    for await (const piece of from as AsyncIterable<Buffer>) {
      size += piece.length
      if (isBomb(size, Math.max(inflate?.bytesWritten ?? size, 1))) throw new SourceError('IMPORT_BOMB')
      if (size > claim.size) throw new SourceError('IMPORT_BAD_ARCHIVE', 'longer than it says')
      sum = crc32(piece, sum)
      yield piece
    }
  } catch (cause) {
    throw cause instanceof SourceError ? cause : new SourceError('IMPORT_BAD_ARCHIVE', 'damaged')
  } finally {
    raw.destroy()
    inflate?.destroy()
  }
  if (size !== claim.size) throw new SourceError('IMPORT_BAD_ARCHIVE', 'shorter than it says')
  if (sum !== claim.crc32) throw new SourceError('IMPORT_BAD_ARCHIVE', 'check sum')
}
