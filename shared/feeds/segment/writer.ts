/**
 * Writes the own device's section of a segment (FEED-8), and erases in all sections of the account (DEL-1). Each write is one transaction and
 * gives the update for one block; the writer is ahead of the store until that block is committed, so a writer whose commit failed must be
 * thrown away and made again from the blocks.
 */
import * as Y from 'yjs'
import type { DeviceId, MessageId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import {
  type Amendment,
  type Entry,
  type Mark,
  amendmentSlot,
  amendmentValue,
  entryValue,
  markKey,
  markValue,
} from '../../rooms/kinds/index.ts'
import type { SnapshotPlain } from '../block/index.ts'
import type { Segment } from './build.ts'
import type { MessageIdOf } from './content.ts'
import { writeDocument } from './document.ts'
import { rootsOf } from './roots.ts'
import { Section, type UpdateEffects } from './section.ts'

/** What one update shall add. Of several amendments of one slot, or marks of one key, the last is written. */
export interface Writing {
  readonly entries?: readonly Entry[]
  readonly amendments?: readonly Amendment[]
  readonly marks?: readonly Mark[]
}

/** What shall leave the document with its next snapshot. */
export interface Erasing {
  /** All entries of these messages, whichever device of the account wrote them. */
  readonly entries?: readonly MessageId[]
  /** Older amendments, which hold text too. */
  readonly amendments?: readonly { readonly device: DeviceId; readonly slot: string }[]
}

/** An update to seal, and what it does, as `Section.check` tells everybody else. */
export interface Written {
  readonly update: Uint8Array
  readonly effects: UpdateEffects
}

/** What seals an update takes some of a block's body: pepper, padding, tag. */
const SEALING_BYTES = 256
/** More than client, origin, root and key of one item take. */
const ITEM_BYTES = 192
/** So many fit whatever they hold, as each has at most 16 KiB. */
const ALWAYS_FITS = 3

/** Whether all of it goes into one block; else the caller writes it in several. */
export function fitsOneUpdate({ entries = [], amendments = [], marks = [] }: Writing): boolean {
  if (entries.length + amendments.length + marks.length <= ALWAYS_FITS) return true
  const encoder = new Y.UpdateEncoderV1()
  for (const entry of entries) encoder.writeAny(entryValue(entry))
  for (const amendment of amendments) encoder.writeAny(amendmentValue(amendment))
  for (const mark of marks) encoder.writeAny(markValue(mark))
  const items = 1 + amendments.length + marks.length
  return encoder.toUint8Array().length + items * ITEM_BYTES + SEALING_BYTES <= INTRINSIC.UPDATE_BODY_BYTES
}

interface Place {
  readonly device: DeviceId
  readonly clock: number
}

export class SegmentWriter {
  readonly #doc: Y.Doc
  readonly #device: DeviceId
  readonly #sections: Map<DeviceId, Section>
  readonly #own: Section
  readonly #messageIdOf: MessageIdOf
  readonly #places = new Map<MessageId, Place[]>()
  #bytes: number

  /** `client`: the own device's in this segment. The segment's sections are taken over: it serves nobody else afterwards. */
  constructor(segment: Segment, device: DeviceId, client: number, messageIdOf: MessageIdOf) {
    this.#doc = segment.openDocument()
    this.#device = device
    this.#sections = new Map(segment.sections)
    this.#own = this.#sections.get(device) ?? new Section(client)
    this.#messageIdOf = messageIdOf
    this.#bytes = segment.bytes
    for (const { id, device: author, clock } of segment.content.entries) this.#remember(id, { device: author, clock })
  }

  /** FEED-7: entries the own section ever took, erased ones included. */
  get sectionEntries(): number {
    return this.#own.entries
  }

  /** FEED-7: bytes the own section's updates take. */
  get sectionBytes(): number {
    return this.#own.bytes
  }

  /** FEED-7: about what the whole document takes. */
  get documentBytes(): number {
    return this.#bytes
  }

  /** FEED-7: the own section or the document has its fill; the next entry belongs to the next index. */
  get isFull(): boolean {
    return (
      this.sectionEntries >= INTRINSIC.SECTION_ENTRIES ||
      this.#own.endClock >= INTRINSIC.SECTION_CLOCKS ||
      this.sectionBytes >= INTRINSIC.SECTION_BYTES ||
      this.documentBytes >= INTRINSIC.DOCUMENT_SOFT_BYTES
    )
  }

  /** One transaction, one update. Throws `RangeError`, and writes nothing, when there is nothing to write or too much (`fitsOneUpdate`). */
  write(writing: Writing): Written {
    if (!fitsOneUpdate(writing)) throw new RangeError('too much for one update')
    const { entries = [], amendments = [], marks = [] } = writing
    const roots = rootsOf(this.#own.client)
    const update = writeDocument(this.#doc, this.#own.client, (doc) => {
      if (entries.length > 0) doc.getArray(roots.entries).push(entries.map(entryValue))
      setAll(doc, roots.amendments, new Map(amendments.map((amendment) => [amendmentSlot(amendment), amendmentValue(amendment)])))
      setAll(doc, roots.marks, new Map(marks.map((mark) => [markKey(mark), markValue(mark)])))
    })
    const effects = update === undefined ? undefined : this.#own.check(update)
    if (update === undefined || effects?.ok !== true) throw new RangeError('these writings make no legal update')
    for (const [at, { salt }] of entries.entries()) {
      this.#remember(this.#messageIdOf(salt), { device: this.#device, clock: effects.value.startClock + at })
    }
    this.#own.advance(effects.value)
    this.#sections.set(this.#device, this.#own)
    this.#bytes += update.length
    return { update, effects: effects.value }
  }

  /** One entry. */
  append(entry: Entry): Written {
    return this.write({ entries: [entry] })
  }

  /** One amendment. */
  amend(amendment: Amendment): Written {
    return this.write({ amendments: [amendment] })
  }

  /** One mark. */
  mark(mark: Mark): Written {
    return this.write({ marks: [mark] })
  }

  /** DEL-1: takes content out of the document; what is not there is no fault. It leaves other devices by the snapshot alone. */
  erase({ entries = [], amendments = [] }: Erasing): void {
    const places = entries.flatMap((id) => this.#places.get(id) ?? [])
    writeDocument(this.#doc, this.#own.client, (doc) => {
      for (const { device, clock } of places) this.#eraseEntry(doc, device, clock)
      for (const { device, slot } of amendments) this.#eraseAmendment(doc, device, slot)
    })
    for (const id of entries) this.#places.delete(id)
  }

  /** SNAP-1: the whole document, all devices. What it supersedes is the caller's knowledge. */
  snapshot(): SnapshotPlain {
    const clocks = new Map<DeviceId, number>()
    for (const [device, { endClock }] of this.#sections) clocks.set(device, endClock)
    const yjs = Y.encodeStateAsUpdate(this.#doc)
    this.#bytes = yjs.length
    return { yjs, clocks }
  }

  #remember(id: MessageId, place: Place): void {
    const places = this.#places.get(id)
    if (places === undefined) this.#places.set(id, [place])
    else places.push(place)
  }

  #eraseEntry(doc: Y.Doc, device: DeviceId, clock: number): void {
    const client = this.#sections.get(device)?.client
    if (client === undefined) return
    const entries = doc.getArray(rootsOf(client).entries)
    const index = indexOfClock(entries, clock)
    if (index !== undefined) entries.delete(index, 1)
  }

  #eraseAmendment(doc: Y.Doc, device: DeviceId, slot: string): void {
    const client = this.#sections.get(device)?.client
    if (client !== undefined) doc.getMap(rootsOf(client).amendments).delete(slot)
  }
}

function setAll(doc: Y.Doc, root: string, values: ReadonlyMap<string, unknown>): void {
  if (values.size === 0) return
  const map = doc.getMap(root)
  for (const [key, value] of values) map.set(key, value)
}

/** Where the entry written at that clock stands among those alive, or undefined. */
function indexOfClock(entries: Y.Array<unknown>, clock: number): number | undefined {
  let index = 0
  for (let item = entries._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const offset = clock - item.id.clock
    if (offset >= 0 && offset < item.length) return index + offset
    index += item.length
  }
  return undefined
}
