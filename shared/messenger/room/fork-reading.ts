/** How what forked segments say is read and compared: by content, since two stories may stand at one place (FORK-2). */
import {
  type ContentDiff,
  type SegmentAmendment,
  type SegmentContent,
  type SegmentEntry,
  type SegmentMark,
  readSnapshot,
} from '../../feeds/segment/index.ts'
import { decodeSnapshotPlain } from '../../feeds/block/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { storyOf } from './story.ts'

export type { SegmentContent } from '../../feeds/segment/index.ts'

/** From one state to another; something that changed in place is in both lists. */
export function diffStories(before: SegmentContent, after: SegmentContent): ContentDiff {
  const entries = difference(before.entries, after.entries, entryStory)
  const amendments = difference(before.amendments, after.amendments, amendmentStory)
  const marks = difference(before.marks, after.marks, markStory)
  return {
    removed: { entries: entries.removed, amendments: amendments.removed, marks: marks.removed },
    added: { entries: entries.added, amendments: amendments.added, marks: marks.added },
  }
}

/** SNAP-2: whether a snapshot's body is one. */
export function readSnapshotBlock(plaintext: Uint8Array | undefined, clients: ReadonlyMap<DeviceId, number>): boolean {
  const plain = plaintext === undefined ? undefined : decodeSnapshotPlain(plaintext)
  return plain?.ok === true && readSnapshot(plain.value, clients).ok
}

export function entryStory({ device, clock, id, entry }: SegmentEntry): string {
  return `${device}/${clock}/${id}/${storyOf(entry)}`
}

function amendmentStory({ device, slot, amendment }: SegmentAmendment): string {
  return `${device}/${slot}/${amendment.time.join(':')}/${storyOf(amendment)}`
}

function markStory({ device, key, mark }: SegmentMark): string {
  return `${device}/${key}/${mark.time.join(':')}/${mark.isOn}`
}

function difference<T>(
  before: readonly T[],
  after: readonly T[],
  nameOf: (item: T) => string,
): { readonly removed: readonly T[]; readonly added: readonly T[] } {
  const [old, now] = [new Set(before.map(nameOf)), new Set(after.map(nameOf))]
  return { removed: before.filter((item) => !now.has(nameOf(item))), added: after.filter((item) => !old.has(nameOf(item))) }
}
