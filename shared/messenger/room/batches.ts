/** How much of what this device writes at once goes into one update. */
import { type Writing, fitsOneUpdate } from '../../feeds/segment/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Entry, encodeContent } from '../../rooms/kinds/index.ts'

const BATCH_ENTRIES = 100
const BATCH_BYTES = 32 * 1024

/** Pieces put together as far as one update takes them. */
export function gathered(parts: readonly Writing[]): readonly Writing[] {
  const all: Writing[] = []
  for (const part of parts) {
    const last = all.at(-1) ?? {}
    const joined: Writing = {
      entries: [...(last.entries ?? []), ...(part.entries ?? [])],
      amendments: [...(last.amendments ?? []), ...(part.amendments ?? [])],
      marks: [...(last.marks ?? []), ...(part.marks ?? [])],
    }
    const count = (joined.entries?.length ?? 0) + (joined.amendments?.length ?? 0) + (joined.marks?.length ?? 0)
    if (all.length > 0 && count <= BATCH_ENTRIES && fitsOneUpdate(joined)) all[all.length - 1] = joined
    else all.push(part)
  }
  return all
}

/** Entries cut into updates that fit a block. */
export function batches(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const all: Entry[][] = []
  let bytes = Number.MAX_SAFE_INTEGER
  for (const entry of entries) {
    const words = (entry.view.text?.length ?? 0) * 3
    const size = INTRINSIC.PADDING_BYTES + (entry.view.attachments.length === 0 ? words : encodeContent(entry.content).length)
    const last = all.at(-1)
    if (last === undefined || bytes + size > BATCH_BYTES || last.length >= BATCH_ENTRIES) {
      all.push([entry])
      bytes = size
    } else {
      last.push(entry)
      bytes += size
    }
  }
  return all
}
