/**
 * SNAP-2: reads a snapshot without a Y.Doc. It must be what a document written under FEED-4 encodes to: per client every clock from 0 to its
 * end, each item an append in its place, deleted ones emptied. What it says is then final, whatever was in the blocks it replaces.
 */
import * as Y from 'yjs'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { EndClocks, SnapshotPlain } from '../block/index.ts'
import { AppendOrder } from './append-order.ts'
import { rootsOf } from './roots.ts'
import { type RawEntry, type RawSlot, Section, type UpdateCode } from './section.ts'
import { type DecodedUpdate, type Struct, decodeStructs, isTooDeep } from './structs.ts'

/** One device's part of a snapshot: where its section stands, and what is alive in it. */
export interface SnapshotSection {
  readonly section: Section
  readonly entries: readonly RawEntry[]
  readonly amendments: readonly RawSlot[]
  readonly marks: readonly RawSlot[]
}

/** `clients`: every device ever introduced for the account, with its Yjs client in this segment. */
export function readSnapshot(
  { yjs, clocks }: SnapshotPlain,
  clients: ReadonlyMap<DeviceId, number>,
): Result<ReadonlyMap<DeviceId, SnapshotSection>, UpdateCode> {
  if (yjs.length > INTRINSIC.DOCUMENT_HARD_BYTES) return fail('TOO_BIG')
  const decoded = decodeStructs(yjs)
  const sections = decoded === undefined ? undefined : readSections(decoded, clients, yjs.length)
  return sections !== undefined && endsAt(sections, clocks) ? ok(sections) : fail('BAD_UPDATE')
}

/** The sections of a decoded snapshot, whatever clocks its plaintext names. */
export function readSections(
  decoded: DecodedUpdate,
  clients: ReadonlyMap<DeviceId, number>,
  bytes: number,
): ReadonlyMap<DeviceId, SnapshotSection> | undefined {
  const sections = new Map<DeviceId, SnapshotSection>()
  let found = 0
  for (const [device, client] of clients) {
    const structs = decoded.structs.get(client)
    if (structs === undefined) continue
    const read = readSection(client, structs, decoded.deleted.get(client) ?? [], bytes)
    if (read === undefined) return undefined
    found += 1
    sections.set(device, read)
  }
  const isForeign = [...decoded.deleted.keys()].some((client) => !decoded.structs.has(client))
  return found === decoded.structs.size && !isForeign ? sections : undefined
}

function readSection(
  client: number,
  structs: readonly Struct[],
  deleted: readonly { readonly clock: number; readonly len: number }[],
  bytes: number,
): SnapshotSection | undefined {
  const roots = rootsOf(client)
  const order = new AppendOrder()
  const entries: RawEntry[] = []
  const live = { amendments: new Map<number, RawSlot>(), marks: new Map<number, RawSlot>() }
  const gone: [first: number, end: number][] = []
  let endClock = 0
  let appended = 0
  for (const struct of structs) {
    const clock = endClock
    if (struct.id.clock !== clock || struct.length < 1 || clock + struct.length > INTRINSIC.CLOCK_END) return undefined
    endClock += struct.length
    const values = valuesOf(struct)
    if (values === undefined) return undefined
    if (values === 'gone') gone.push([clock, endClock])
    if (!(struct instanceof Y.Item)) continue
    const place = order.placeOf(struct, client, roots)
    if (place === undefined) return undefined
    const before = order.append(place, endClock - 1)
    if (place.root === 'entries') {
      appended += struct.length
      if (values !== 'gone') for (const [offset, value] of values.entries()) entries.push({ clock: clock + offset, value })
      continue
    }
    // A replaced value must have gone: only the last one of a key may be alive.
    if (before !== undefined && live[place.root].has(before)) return undefined
    if (values === 'gone') continue
    if (values.length !== 1) return undefined
    live[place.root].set(clock, { key: place.key, clock, value: values[0] })
  }
  if (!areGone(deleted, gone)) return undefined
  const section = new Section(client, { order, endClock, entries: appended, bytes })
  return { section, entries, amendments: [...live.amendments.values()], marks: [...live.marks.values()] }
}

/** The values a struct holds, `gone` when it is deleted, undefined when no snapshot may hold it. */
function valuesOf(struct: Struct): readonly unknown[] | 'gone' | undefined {
  if (struct instanceof Y.GC) return 'gone'
  if (!(struct instanceof Y.Item)) return undefined
  if (struct.content instanceof Y.ContentDeleted) return 'gone'
  if (!(struct.content instanceof Y.ContentAny)) return undefined
  const values: readonly unknown[] = struct.content.arr
  return isTooDeep(values) ? undefined : values
}

/** Decision 004: the delete set names emptied structs only. Both lists ascend, so one pass is enough. */
function areGone(
  deleted: readonly { readonly clock: number; readonly len: number }[],
  gone: readonly (readonly [first: number, end: number])[],
): boolean {
  let at = 0
  let covered = 0
  for (const { clock, len } of deleted) {
    if (len < 1 || clock < covered) return false
    covered = clock
    const end = clock + len
    while (covered < end) {
      const span = gone[at]
      if (span === undefined || span[0] > covered) return false
      if (span[1] <= covered) at += 1
      else covered = Math.min(span[1], end)
    }
  }
  return true
}

/** SNAP-2: the end clocks are those the plaintext names, no device more or less. */
function endsAt(sections: ReadonlyMap<DeviceId, SnapshotSection>, clocks: EndClocks): boolean {
  return sections.size === clocks.size && [...sections].every(([device, { section }]) => clocks.get(device) === section.endClock)
}
