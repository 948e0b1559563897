/**
 * What a new snapshot replaces (SNAP-1): every block of the segment that is here, and whatever the snapshots among them had replaced, so
 * that a newcomer who only ever sees the newest one knows that no seq is missing.
 */
import { type Supersede, parseHeader } from '../../feeds/block/index.ts'
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { type SeqRanges, union } from '../../custody/index.ts'
import type { StoredBlock } from '../../store/index.ts'

interface Covered {
  ranges: SeqRanges
  last: { readonly seq: number; readonly id: BlockId }
}

/** Ascending by device, as the header wants it. */
export function supersededBy(blocks: readonly StoredBlock[]): readonly Supersede[] {
  const covered = new Map<DeviceId, Covered>()
  for (const block of blocks) {
    cover(covered, block.device, [[block.seq, block.seq]], block.seq, block.id)
    if (block.kind !== 2) continue
    const header = parseHeader(block.header)
    if (!header.ok) continue
    for (const { device, ranges, last } of header.value.supersede ?? []) cover(covered, device, ranges, ranges.at(-1)?.[1] ?? 0, last)
  }
  return [...covered].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([device, { ranges, last }]) => ({ device, ranges, last: last.id }))
}

function cover(covered: Map<DeviceId, Covered>, device: DeviceId, ranges: SeqRanges, seq: number, id: BlockId): void {
  const held = covered.get(device)
  if (held === undefined) covered.set(device, { ranges, last: { seq, id } })
  else covered.set(device, { ranges: union(held.ranges, ranges), last: seq > held.last.seq ? { seq, id } : held.last })
}
