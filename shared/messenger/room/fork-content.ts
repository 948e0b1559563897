/**
 * What a segment says once one of its devices told two stories (FORK-2): the union of what every block here says by itself, whichever branch
 * it is on. A function of the set of blocks, so the order they came in cannot matter, and a snapshot of one branch takes nothing from another.
 */
import {
  type ContentDiff,
  type LooseUpdate,
  type Place,
  type RawContent,
  type SegmentAmendment,
  type SegmentContent,
  type SegmentEntry,
  type SegmentMark,
  type SnapshotSection,
  readLoosely,
  readRaw,
  readSnapshot,
} from '../../feeds/segment/index.ts'
import { type Block, decodeSnapshotPlain, decodeUpdatePlain } from '../../feeds/block/index.ts'
import { getOrInsert } from '../../get-or-insert.ts'
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { compareTime } from '../../rooms/kinds/index.ts'
import type { ForkBranches } from './fork-branches.ts'
import { entryStory } from './fork-reading.ts'
import { storyOf } from './story.ts'

/** A block of the segment, opened. */
export interface ForkBlock {
  readonly block: Block
  readonly plaintext: Uint8Array | undefined
}

export interface ForkContext {
  readonly branches: ForkBranches
  /** Every device of the account so far, with its Yjs client in this segment. */
  clients(): ReadonlyMap<DeviceId, number>
  readonly messageIdOf: Parameters<typeof readRaw>[3]
}

interface Placed {
  readonly seq: number
  readonly place: Place
}

export class ForkContent {
  readonly #context: ForkContext
  readonly #entries = new Map<string, SegmentEntry>()
  readonly #amendments = new Map<string, SegmentAmendment>()
  readonly #marks = new Map<string, SegmentMark>()
  /** Where items ended, per device: on the main chain by clock, beside it by block. */
  readonly #main = new Map<DeviceId, Map<number, Placed>>()
  readonly #side = new Map<BlockId, LooseUpdate['places']>()
  readonly #snapshots = new Map<DeviceId, Map<number, Place>>()

  constructor(context: ForkContext) {
    this.#context = context
  }

  get content(): SegmentContent {
    return { entries: [...this.#entries.values()], amendments: [...this.#amendments.values()], marks: [...this.#marks.values()] }
  }

  /** Adds what a block says; returns what that changed. Updates of a chain are to be added in its order, snapshots before updates. */
  add({ block, plaintext }: ForkBlock): ContentDiff {
    const diff = new DiffBuilder()
    if (plaintext === undefined) return diff
    if (block.header.kind === 2) this.#addSnapshot(plaintext, diff)
    else this.#addUpdate(block, plaintext, diff)
    return diff
  }

  #addUpdate(block: Block, plaintext: Uint8Array, diff: DiffBuilder): void {
    const { device, seq } = block.header
    const client = this.#context.clients().get(device)
    const plain = decodeUpdatePlain(plaintext)
    if (client === undefined || !plain.ok) return
    const read = readLoosely(plain.value, client, (clock) => this.#placeAt(block, clock))
    if (read === undefined) return
    if (this.#context.branches.has(block.id)) this.#side.set(block.id, read.places)
    else for (const [clock, place] of read.places) getOrInsert(this.#main, device, () => new Map()).set(clock, { seq, place })
    this.#absorb(read, device, client, diff)
  }

  #addSnapshot(plaintext: Uint8Array, diff: DiffBuilder): void {
    const plain = decodeSnapshotPlain(plaintext)
    const sections = plain.ok ? readSnapshot(plain.value, this.#context.clients()) : undefined
    if (sections?.ok !== true) return
    for (const [device, section] of sections.value) {
      this.#notePlaces(device, section)
      this.#absorb(section, device, section.section.client, diff)
    }
  }

  #notePlaces(device: DeviceId, { entries, amendments, marks }: SnapshotSection): void {
    const places = getOrInsert(this.#snapshots, device, () => new Map())
    for (const { clock } of entries) places.set(clock, { root: 'entries' })
    for (const { clock, key } of amendments) places.set(clock, { root: 'amendments', key })
    for (const { clock, key } of marks) places.set(clock, { root: 'marks', key })
  }

  /** On the block's own branch, then on what it shares with the main chain, then in any snapshot. */
  #placeAt({ header: { device, seq, prev } }: Block, clock: number): Place | undefined {
    const { branches } = this.#context
    let shared = seq
    for (let id = prev; id !== undefined;) {
      const side = branches.get(id)
      if (side === undefined) break
      const place = this.#side.get(id)?.get(clock)
      if (place !== undefined) return place
      shared = side.seq
      id = side.prev
    }
    const main = this.#main.get(device)?.get(clock)
    return main !== undefined && main.seq < shared ? main.place : this.#snapshots.get(device)?.get(clock)
  }

  #absorb(raw: RawContent, device: DeviceId, client: number, diff: DiffBuilder): void {
    const { entries, amendments, marks } = readRaw(raw, device, client, this.#context.messageIdOf)
    for (const entry of entries) {
      const name = entryStory(entry)
      if (this.#entries.has(name)) continue
      this.#entries.set(name, entry)
      diff.added.entries.push(entry)
    }
    for (const item of amendments) {
      const name = `${device}/${item.slot}`
      const held = this.#amendments.get(name)
      if (held !== undefined && !isLater(item, held)) continue
      this.#amendments.set(name, item)
      if (held !== undefined) diff.removed.amendments.push(held)
      diff.added.amendments.push(item)
    }
    for (const item of marks) {
      const name = `${device}/${item.key}`
      const held = this.#marks.get(name)
      if (held !== undefined && !isNewer(item, held)) continue
      this.#marks.set(name, item)
      if (held !== undefined) diff.removed.marks.push(held)
      diff.added.marks.push(item)
    }
  }
}

class DiffBuilder implements ContentDiff {
  readonly removed = emptyContent()
  readonly added = emptyContent()
}

function emptyContent(): { entries: SegmentEntry[]; amendments: SegmentAmendment[]; marks: SegmentMark[] } {
  return { entries: [], amendments: [], marks: [] }
}

/** Which of two values of one slot counts, on whatever branches they stand: a deletion first (MSG-3), then the later, then any fixed choice. */
function isLater({ amendment: a }: SegmentAmendment, { amendment: b }: SegmentAmendment): boolean {
  if ((a.type === 'delete') !== (b.type === 'delete')) return a.type === 'delete'
  const order = compareTime(a.time, b.time)
  if (order !== 0) return order > 0
  return storyOf(a) > storyOf(b)
}

function isNewer({ mark: a }: SegmentMark, { mark: b }: SegmentMark): boolean {
  const order = compareTime(a.time, b.time)
  return order === 0 ? a.isOn && !b.isOn : order > 0
}
