/**
 * What a segment says, as plain sorted values: the part of a document that views are made of. Illegal values have been left out (FEED-5);
 * which of several amendments counts is the reducer's matter (MSG-3).
 */
import type { DeviceId, MessageId } from '../../ids/index.ts'
import { type Amendment, type Entry, type Mark, parseAmendment, parseEntry, parseMark } from '../../rooms/kinds/index.ts'
import type { RawEntry, RawSlot } from './section.ts'

export interface SegmentEntry {
  readonly device: DeviceId
  /** MSG-1: of two entries with one id the lower (client, clock) counts. */
  readonly client: number
  readonly clock: number
  readonly id: MessageId
  readonly entry: Entry
}

export interface SegmentAmendment {
  readonly device: DeviceId
  readonly slot: string
  readonly clock: number
  readonly amendment: Amendment
}

export interface SegmentMark {
  readonly device: DeviceId
  readonly key: string
  readonly clock: number
  readonly mark: Mark
}

export interface SegmentContent {
  /** Ascending by (device, clock). */
  readonly entries: readonly SegmentEntry[]
  /** Ascending by (device, slot), one each. */
  readonly amendments: readonly SegmentAmendment[]
  /** Ascending by (device, key), one each. */
  readonly marks: readonly SegmentMark[]
}

/** From an entry's salt to its message id: `messageIds(crypto, room, account)` of shared/rooms/keys. */
export type MessageIdOf = (salt: Uint8Array) => MessageId

/** Values as they came out of an update or a snapshot. */
export interface RawContent {
  readonly entries: readonly RawEntry[]
  readonly amendments: readonly RawSlot[]
  readonly marks: readonly RawSlot[]
}

/** What one update or one section adds, legal values only. */
export function readRaw(raw: RawContent, device: DeviceId, client: number, messageIdOf: MessageIdOf): SegmentContent {
  const entries: SegmentEntry[] = []
  for (const { clock, value } of raw.entries) {
    const entry = parseEntry(value)
    if (entry !== undefined) entries.push({ device, client, clock, id: messageIdOf(entry.salt), entry })
  }
  const amendments: SegmentAmendment[] = []
  for (const { key, clock, value } of raw.amendments) {
    const amendment = parseAmendment(key, value)
    if (amendment !== undefined && isOwnMessage(amendment, messageIdOf)) amendments.push({ device, slot: key, clock, amendment })
  }
  const marks: SegmentMark[] = []
  for (const { key, clock, value } of raw.marks) {
    const mark = parseMark(key, value)
    if (mark !== undefined) marks.push({ device, key, clock, mark })
  }
  return { entries, amendments: amendments.toSorted(bySlot), marks: marks.toSorted(byKey) }
}

/** An edit or deletion names a message of its own account, or nothing: the salt in it must give that id (decision 003). */
function isOwnMessage(amendment: Amendment, messageIdOf: MessageIdOf): boolean {
  return amendment.type === 'time' || messageIdOf(amendment.salt) === amendment.message
}

function bySlot(a: SegmentAmendment, b: SegmentAmendment): number {
  return a.slot < b.slot ? -1 : 1
}

function byKey(a: SegmentMark, b: SegmentMark): number {
  return a.key < b.key ? -1 : 1
}
