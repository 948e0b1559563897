/**
 * What changes in views when a segment is built anew, and whether an author changed his own past without saying so (SNAP-4).
 */
import type { DeviceId, MessageId } from '../../ids/index.ts'
import { compareTime, equalAmendments, equalEntries } from '../../rooms/kinds/index.ts'
import type { SegmentAmendment, SegmentContent, SegmentEntry, SegmentMark } from './content.ts'

/** Something that changed in place is in both lists. */
export interface ContentDiff {
  readonly removed: SegmentContent
  readonly added: SegmentContent
}

/** From one state of a segment to another. */
export function diffContent(before: SegmentContent, after: SegmentContent): ContentDiff {
  const entries = diffList(before.entries, after.entries, entryPlace, isSameEntry)
  const amendments = diffList(before.amendments, after.amendments, amendmentPlace, isSameAmendment)
  const marks = diffList(before.marks, after.marks, markPlace, isSameMark)
  return {
    removed: { entries: entries.removed, amendments: amendments.removed, marks: marks.removed },
    added: { entries: entries.added, amendments: amendments.added, marks: marks.added },
  }
}

/**
 * SNAP-4: messages whose entry or newest edit does not reappear unchanged in a snapshot although nothing says so. `isAmended`: whether an edit
 * or deletion of that message by its account is known, in this segment as it is now or in any other.
 */
export function changedSilently(
  before: SegmentContent,
  after: SegmentContent,
  isAmended: (message: MessageId) => boolean,
): readonly MessageId[] {
  if (before.entries.length === 0 && before.amendments.length === 0) return []
  const now = new Map(after.entries.map((entry) => [entryPlace(entry), entry]))
  const changed = new Set<MessageId>()
  for (const entry of before.entries) {
    const held = now.get(entryPlace(entry))
    if ((held === undefined || !isSameEntry(entry, held)) && !isAmended(entry.id)) changed.add(entry.id)
  }
  const slots = new Map(after.amendments.map((amendment) => [amendmentPlace(amendment), amendment]))
  for (const old of before.amendments) {
    const held = slots.get(amendmentPlace(old))
    const isReplaced = held !== undefined && (held.clock === old.clock || compareTime(held.amendment.time, old.amendment.time) >= 0)
    if (!isReplaced && !isAmended(old.amendment.message)) changed.add(old.amendment.message)
  }
  return [...changed].toSorted()
}

/**
 * FORK-2: whether one story cannot have gone from `before` to `after`: a place holds something else now, or lies beyond the end of its section
 * there (`endOf`, clocks). Whoever erases leaves a gap, and what made him erase may come later (SNAP-5); that is no other story.
 */
export function isOtherStory(before: SegmentContent, after: SegmentContent, endOf: (device: DeviceId) => number): boolean {
  const entries = new Map(after.entries.map((entry) => [entryPlace(entry), entry]))
  for (const entry of before.entries) {
    const held = entries.get(entryPlace(entry))
    if (held === undefined ? entry.clock >= endOf(entry.device) : !isSameEntry(entry, held)) return true
  }
  const slots = new Map(after.amendments.map((amendment) => [amendmentPlace(amendment), amendment]))
  return before.amendments.some((old) => {
    const held = slots.get(amendmentPlace(old))
    if (held === undefined) return old.clock >= endOf(old.device)
    return held.clock < old.clock || (held.clock === old.clock && !isSameAmendment(old, held))
  })
}

interface Changes<T> {
  readonly removed: readonly T[]
  readonly added: readonly T[]
}

function diffList<T>(before: readonly T[], after: readonly T[], placeOf: (item: T) => string, isSame: (a: T, b: T) => boolean): Changes<T> {
  if (before.length === 0) return { removed: [], added: after }
  const old = new Map(before.map((item) => [placeOf(item), item]))
  const added: T[] = []
  for (const item of after) {
    const place = placeOf(item)
    const held = old.get(place)
    if (held !== undefined && isSame(held, item)) old.delete(place)
    else added.push(item)
  }
  return { removed: [...old.values()], added }
}

function entryPlace({ device, clock }: SegmentEntry): string {
  return `${device}:${clock}`
}

function amendmentPlace({ device, slot }: SegmentAmendment): string {
  return `${device}:${slot}`
}

function markPlace({ device, key }: SegmentMark): string {
  return `${device}:${key}`
}

/** A place keeps its value for ever in an honest feed; a snapshot may claim another, so the content is compared. */
function isSameEntry(a: SegmentEntry, b: SegmentEntry): boolean {
  return a.id === b.id && equalEntries(a.entry, b.entry)
}

function isSameAmendment(a: SegmentAmendment, b: SegmentAmendment): boolean {
  return equalAmendments(a.amendment, b.amendment)
}

function isSameMark(a: SegmentMark, b: SegmentMark): boolean {
  return a.mark.isOn === b.mark.isOn && compareTime(a.mark.time, b.mark.time) === 0
}
