/**
 * From everything one account ever wrote about one message to what is shown (MSG-1, MSG-3, CLK-3). A pure function of the set: order and
 * repetition of what comes in change nothing.
 */
import type { DeviceId, MessageId } from '../../ids/index.ts'
import {
  type Amendment,
  type ContentView,
  type Deletion,
  type Edit,
  type Entry,
  type Fields,
  type Retiming,
  type Time,
  compareTime,
} from '../kinds/index.ts'

/** An entry that claims the message's id. Structurally a `SegmentEntry`. */
export interface Candidate {
  readonly device: DeviceId
  readonly client: number
  readonly clock: number
  readonly id: MessageId
  readonly entry: Entry
}

/** An amendment of the message by a device of its account; others' are left out by the caller (MSG-3). */
export interface Amending {
  readonly device: DeviceId
  readonly amendment: Amendment
}

/** What is shown of a message. */
export interface MessageState {
  readonly id: MessageId
  /** That wrote the entry; where it is erased, the amendment that counts. */
  readonly device: DeviceId
  /** Effective time: the claimed one or a lower one the author set later (CLK-3). */
  readonly time: Time
  /** undefined for a tombstone. */
  readonly body: { readonly kind: string; readonly content: Fields; readonly view: ContentView } | undefined
  /** Time of the edit shown. */
  readonly editedAt: Time | undefined
  /** Time of the deletion; then `body` is undefined. */
  readonly deletedAt: Time | undefined
  /** An entry that lost to another one of the same id is there too (MSG-1). */
  readonly hasTwin: boolean
}

/** The message, or undefined when nothing makes it exist: no entry, no edit, no deletion (decision 003). */
export function reduceMessage(candidates: readonly Candidate[], amendments: readonly Amending[]): MessageState | undefined {
  const winner = first(candidates, compareCandidates)
  const change = first(amendments.filter(isChange), compareChanges)
  const id = winner?.id ?? change?.amendment.message
  const device = winner?.device ?? change?.device
  const claimed = winner?.entry.time ?? change?.amendment.original
  if (id === undefined || device === undefined || claimed === undefined) return undefined
  return {
    id,
    device,
    time: effectiveTime(claimed, amendments),
    ...shown(winner?.entry, change?.amendment),
    hasTwin: winner !== undefined && candidates.some((other) => compareCandidates(winner, other) !== 0),
  }
}

/** MSG-1: negative when `a` is the one that counts. */
export function compareCandidates(a: Candidate, b: Candidate): number {
  return a.client - b.client || a.clock - b.clock
}

function shown(entry: Entry | undefined, change: Edit | Deletion | undefined): Pick<MessageState, 'body' | 'editedAt' | 'deletedAt'> {
  if (change?.type === 'delete') return { body: undefined, editedAt: undefined, deletedAt: change.time }
  if (change !== undefined) return { body: change, editedAt: change.time, deletedAt: undefined }
  return { body: entry, editedAt: undefined, deletedAt: undefined }
}

function effectiveTime(claimed: Time, amendments: readonly Amending[]): Time {
  const to = first(amendments.filter(isRetiming), latestFirst)?.amendment.to
  return to !== undefined && compareTime(to, claimed) < 0 ? to : claimed
}

/** MSG-3: a deletion before any edit, then the latest. */
function compareChanges(a: Change, b: Change): number {
  const [deletedA, deletedB] = [a.amendment.type === 'delete', b.amendment.type === 'delete']
  return deletedA === deletedB ? latestFirst(a, b) : deletedA ? -1 : 1
}

function latestFirst(a: Amending, b: Amending): number {
  return compareTime(b.amendment.time, a.amendment.time) || (a.device > b.device ? -1 : a.device < b.device ? 1 : 0)
}

type Change = Amending & { readonly amendment: Edit | Deletion }

function isChange(item: Amending): item is Change {
  return item.amendment.type !== 'time'
}

function isRetiming(item: Amending): item is Amending & { readonly amendment: Retiming } {
  return item.amendment.type === 'time'
}

/** The least item in the given order. */
function first<T>(items: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  let least: T | undefined
  for (const item of items) if (least === undefined || compare(item, least) < 0) least = item
  return least
}
