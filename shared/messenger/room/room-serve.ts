/**
 * Answers a WANT (SYNC-6): blocks of one chain within ranges, newest segment first, inside a segment in the order of the chain, so that the
 * asker can check and use each as it comes. Superseded blocks are not there any more; the snapshot that covers them is.
 */
import { parseBlock, verifyBlock } from '../../feeds/block/index.ts'
import { includes } from '../../custody/index.ts'
import type { BlockId, DeviceId, EpochId } from '../../ids/index.ts'
import type { SegmentSpan, StoredBlock } from '../../store/index.ts'
import type { Ranges, WireBlock } from '../../sync/index.ts'
import type { RoomCore } from './room-core.ts'

export interface Served {
  readonly blocks: readonly WireBlock[]
  /** Nothing of the ranges is left unsent. */
  readonly complete: boolean
}

type ServingCore = Pick<RoomCore, 'store' | 'crypto' | 'key'>

/** `retained`: blocks that are here and not served. */
export function serveFeed(
  core: ServingCore,
  retained: { has(block: BlockId): boolean },
  device: DeviceId,
  ranges: Ranges,
  maxBytes: number,
): Served {
  const chosen: StoredBlock[] = []
  const seen = new Set<string>()
  let bytes = 0
  for (const span of newestFirst(core.store.blocks.spans(core.key, device))) {
    for (const [first, last] of ranges) {
      const from = Math.max(first, span.firstSeq)
      const to = Math.min(last, span.lastSeq)
      if (from > to) continue
      for (const block of core.store.blocks.range(core.key, device, 1, from, to, maxBytes - bytes)) {
        if (seen.has(block.id) || retained.has(block.id) || !includes(ranges, block.seq)) continue
        seen.add(block.id)
        chosen.push(block)
        bytes += block.header.length + block.body.length
        if (bytes >= maxBytes) return { blocks: onWire(core, chosen), complete: false }
      }
    }
  }
  return { blocks: onWire(core, chosen), complete: true }
}

/** What of the ranges lies in the newest segment that has any of them; all of them where nothing is here. */
export function newestOf(core: ServingCore, device: DeviceId, ranges: Ranges): Ranges {
  for (const { firstSeq, lastSeq } of newestFirst(core.store.blocks.spans(core.key, device))) {
    const part = ranges
      .filter(([first, last]) => first <= lastSeq && last >= firstSeq)
      .map(([first, last]) => [Math.max(first, firstSeq), Math.min(last, lastSeq)] as const)
    if (part.length > 0) return part
  }
  return ranges
}

/** A segment compacted late has the highest seq and old words: within an epoch the index tells (FEED-7), between epochs the newest seq. */
function newestFirst(spans: readonly SegmentSpan[]): readonly SegmentSpan[] {
  const newest = new Map<EpochId, number>()
  for (const { epoch, lastSeq } of spans) newest.set(epoch, Math.max(lastSeq, newest.get(epoch) ?? 0))
  return spans.toSorted((a, b) => (newest.get(b.epoch) ?? 0) - (newest.get(a.epoch) ?? 0) || b.index - a.index)
}

/**
 * SYNC-9: a block whose signature was only vouched for by a later one may be served inside its run; the last of a run is checked first, and a
 * signature that turns out bad is left out, so that nobody is blamed for another's garbage.
 */
function onWire(core: ServingCore, blocks: readonly StoredBlock[]): readonly WireBlock[] {
  return blocks.map((block, at) => {
    const next = blocks[at + 1]
    const isInside = next !== undefined && next.device === block.device && next.seq === block.seq + 1
    const signature = block.checked || isInside ? block.signature : checkedSignature(core, block)
    return { header: block.header, signature, body: block.body }
  })
}

function checkedSignature(core: ServingCore, block: StoredBlock): Uint8Array | undefined {
  const parsed = parseBlock(core.crypto, block.header, block.signature, block.body)
  if (!parsed.ok || !verifyBlock(core.crypto, parsed.value)) return undefined
  core.store.transaction(() => core.store.blocks.setChecked(core.key, block.id), 'relaxed')
  return block.signature
}
