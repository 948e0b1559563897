/**
 * Keeps the message table equal to what the room's segments say (MSG-1 … MSG-4): a message that nothing amends is one row; as soon as an
 * amendment or a second entry of its id is there, its entries stand beside it as twins and the reducer makes the row from all of them.
 */
import type { ContentDiff, SegmentContent, SegmentEntry } from '../../feeds/segment/index.ts'
import type { AccountId, MessageId } from '../../ids/index.ts'
import { type Pin, pinsOf, reduceMessage } from '../../rooms/timeline/index.ts'
import type { AmendmentRow, MessageRow } from '../../store/index.ts'
import { EarlierTexts } from './earlier-texts.ts'
import { ErasedFiles } from './erased-files.ts'
import { Forgotten } from './forgotten.ts'
import { Heard } from './heard.ts'
import type { RoomCore } from './room-core.ts'
import type { SegmentName, Segments } from './segments.ts'
import { storyOf } from './story.ts'
import {
  NO_ENTRY,
  type Onlooker,
  type Placing,
  type ReadAmendment,
  type Twin,
  amendmentRow,
  candidateOf,
  markRow,
  readAmendment,
  readMark,
  readTwin,
  rowOfEntry,
  rowOfState,
  twinRow,
  twinSlot,
} from './view-values.ts'

/** A message that was not there before; its effective time goes along, so that nobody need read it back. */
export type AddedMessage = Pick<MessageRow, 'id' | 'account' | 't' | 'c'>

/** What changed since the last look, for events. */
export interface ViewChanges {
  readonly added: readonly AddedMessage[]
  readonly changed: readonly MessageId[]
}

export class RoomViews {
  readonly #core: RoomCore
  readonly #segments: Segments
  readonly earlier: EarlierTexts
  readonly #erasedFiles: ErasedFiles
  readonly #forgotten: Forgotten
  readonly heard: Heard
  readonly #onlooker: Onlooker
  #pins: readonly Pin[] | undefined
  #added = new Map<MessageId, AddedMessage>()
  #changed = new Set<MessageId>()
  /** Rows taken out since the last look: one that comes back is no new message. */
  #taken = new Set<MessageId>()
  /** Something was taken out for good: the files must forget it too (DEL-3). */
  #erased = false

  constructor(core: RoomCore, segments: Segments) {
    this.#core = core
    this.#segments = segments
    this.earlier = new EarlierTexts(core)
    this.#erasedFiles = new ErasedFiles(core)
    this.#forgotten = new Forgotten(core)
    this.heard = new Heard(core)
    this.#onlooker = { account: core.account, hasForgotten: (message) => this.#forgotten.has(message) }
  }

  /** Takes in what an update adds. */
  add(name: SegmentName, content: SegmentContent, seq: number): void {
    const placing = this.#placing(name, seq)
    this.#addEntries(content.entries, placing)
    this.#addSlots(content, placing)
  }

  /** A segment says something else than before: a snapshot, a cut, a block from the past. */
  exchange(name: SegmentName, { removed, added }: ContentDiff, seq: number): void {
    const placing = this.#placing(name, seq)
    const touched = new Set<MessageId>()
    const before = removed.entries.flatMap(({ id }) => this.#core.store.messages.get(placing.room, id) ?? [])
    for (const entry of removed.entries) {
      this.#takeEntryOut(entry, placing)
      touched.add(entry.id)
      this.#erased = true
    }
    for (const item of removed.amendments) {
      this.#takeOut(amendmentRow(item, placing))
      touched.add(item.amendment.message)
      this.#erased = true
    }
    for (const item of removed.marks) this.#takeOut(markRow(item, placing))
    if (removed.marks.length > 0) this.#pins = undefined
    for (const message of touched) this.#refresh(message, placing)
    for (const { mark } of removed.marks) this.#changed.add(mark.message)
    this.#addEntries(added.entries, placing)
    this.#addSlots(added, placing)
    for (const row of before) this.#erasedFiles.changed(row, this.#core.store.messages.get(placing.room, row.id))
    for (const message of touched) if (this.#core.store.messages.get(placing.room, message) === undefined) this.earlier.drop(message)
  }

  /** MSG-4. Read from the store when somebody asks after they may have changed. */
  get pins(): readonly Pin[] {
    this.#pins ??= pinsOf(this.#core.store.messages.pinMarks(this.#core.key).flatMap((row) => readMark(row) ?? []))
    return this.#pins
  }

  /** The person puts messages out of his sight, or takes them back. */
  forget(rows: readonly MessageRow[], isForgotten: boolean): void {
    for (const row of rows) {
      this.#forgotten.set(row.id, isForgotten)
      this.#core.store.messages.put({ ...row, forgotten: isForgotten })
      this.#changed.add(row.id)
    }
  }

  /** A voice note was played here. */
  hear(message: MessageId, index: number): void {
    if (this.heard.has(message, index)) return
    this.heard.add(message, index)
    this.#changed.add(message)
  }

  /** All rows of the room are gone from the store, to be made again. */
  forgetAll(): void {
    this.#pins = undefined
  }

  /** Whether an edit or deletion of the message by its account is known. */
  isAmended(message: MessageId, account: AccountId): boolean {
    return this.#core.store.messages.amendments(this.#core.key, message).some((row) => row.slot === 'edit' && row.account === account)
  }

  /** Something about these messages that no row holds is new. */
  noteChanged(messages: readonly MessageId[]): void {
    for (const message of messages) this.#changed.add(message)
  }

  /** What has changed since the last call; for events after the commit. */
  takeChanges(): ViewChanges {
    const changes = { added: [...this.#added.values()], changed: [...this.#changed].filter((id) => !this.#added.has(id)) }
    this.#added = new Map()
    this.#changed = new Set()
    this.#taken = new Set()
    return changes
  }

  /** Whether `takeChanges` would name new messages. */
  get hasAdded(): boolean {
    return this.#added.size > 0
  }

  /** Whether content was erased since the last call. */
  takeErased(): boolean {
    const erased = this.#erased
    this.#erased = false
    return erased
  }

  #noteAdded({ id, account, t, c }: MessageRow): void {
    if (this.#taken.has(id)) this.#changed.add(id)
    else this.#added.set(id, { id, account, t, c })
  }

  #placing(name: SegmentName, seq: number): Placing {
    return { room: this.#core.key, account: name.account, segment: this.#segments.key(name), seq, arrivedAt: this.#core.clock.now() }
  }

  #addEntries(entries: readonly SegmentEntry[], placing: Placing): void {
    if (entries.length === 0) return
    const { messages } = this.#core.store
    const isPlain = ({ id }: SegmentEntry): boolean => !messages.amendments(placing.room, id).some(shapesMessage)
    const plain = messages.hasAmendments(placing.room) ? entries.filter(isPlain) : entries
    const rows = plain.map((entry) => rowOfEntry(entry, placing, this.#onlooker))
    const taken = new Set(messages.insert(rows))
    for (const row of rows) if (taken.size === 0 || !taken.has(row.id)) this.#noteAdded(row)
    if (taken.size === 0 && plain.length === entries.length) return
    const rest = new Set(plain)
    for (const entry of entries) if (!rest.has(entry) || taken.has(entry.id)) this.#addBeside(entry, placing)
  }

  /** An entry of a message that is there already in some form. */
  #addBeside(entry: SegmentEntry, placing: Placing): void {
    const row = this.#core.store.messages.get(placing.room, entry.id)
    if (
      row !== undefined &&
      row.segment === placing.segment &&
      row.client === entry.client &&
      row.clock === entry.clock &&
      !this.#hasTwins(entry.id) &&
      isSameStory(row, entry)
    )
      return
    if (row !== undefined) this.#makeTwin(row)
    this.#core.store.messages.putAmendment(twinRow(entry, placing))
    this.#refresh(entry.id, placing)
  }

  #addSlots({ amendments, marks }: SegmentContent, placing: Placing): void {
    const { messages } = this.#core.store
    for (const item of amendments) {
      const row = messages.get(placing.room, item.amendment.message)
      if (row !== undefined) this.#makeTwin(row)
      messages.putAmendment(amendmentRow(item, placing))
      this.#refresh(item.amendment.message, placing)
    }
    if (marks.length > 0) this.#pins = undefined
    for (const item of marks) {
      messages.putAmendment(markRow(item, placing))
      this.#changed.add(item.mark.message)
    }
  }

  #takeEntryOut(entry: SegmentEntry, placing: Placing): void {
    const { messages } = this.#core.store
    const { room, segment } = placing
    messages.removeAmendment(room, entry.id, segment, entry.device, twinSlot(entry))
    const row = messages.get(room, entry.id)
    if (row !== undefined && row.segment === segment && row.client === entry.client && row.clock === entry.clock) {
      messages.remove(room, entry.id)
      if (!this.#added.has(entry.id)) this.#taken.add(entry.id)
    }
  }

  #takeOut({ room, message, segment, device, slot }: AmendmentRow): void {
    this.#core.store.messages.removeAmendment(room, message, segment, device, slot)
  }

  /** From now on the message's entry stands beside its row, so that amendments can come and go. */
  #makeTwin(row: MessageRow): void {
    if (this.#hasTwins(row.id)) return
    const candidate = row.editedAt === 0 ? candidateOf(row) : undefined
    if (candidate !== undefined) this.#core.store.messages.putAmendment(twinRow(candidate, row))
  }

  #hasTwins(message: MessageId): boolean {
    return this.#core.store.messages.amendments(this.#core.key, message).some(({ slot }) => slot.startsWith('twin:'))
  }

  /** Works the row out anew from everything that is known of the message. */
  #refresh(message: MessageId, placing: Placing): void {
    const { messages } = this.#core.store
    const known = messages.amendments(placing.room, message)
    const account = known.find(({ slot }) => slot.startsWith('twin:') || slot === 'edit')?.account ?? placing.account
    const own = known.filter((row) => row.account === account)
    // Of two stories at one place (FORK-2) everybody is to show the same one.
    const twins = own.toSorted((a, b) => (a.slot < b.slot ? -1 : 1)).flatMap((row) => readTwin(row) ?? [])
    const amendments = own.flatMap((row) => readAmendment(row) ?? [])
    const state = reduceMessage(
      twins.map(({ candidate }) => candidate),
      amendments,
    )
    const before = messages.get(placing.room, message)
    if (state === undefined) {
      // A plain row needs no twins; anything else has lost all it was made of.
      if (before !== undefined && (before.client === NO_ENTRY || before.editedAt > 0 || before.deleted))
        messages.remove(placing.room, message)
      this.#changed.add(message)
      return
    }
    const ground = groundOf(state.device, twins, amendments)
    if (ground === undefined) return
    const row = rowOfState(
      state,
      ground.salt,
      ground.claimed,
      ground.at,
      { ...ground.placing, room: placing.room, account },
      this.#onlooker,
    )
    messages.put(row)
    this.earlier.changed(before, row)
    this.#erasedFiles.changed(before, row)
    if (before === undefined) this.#noteAdded(row)
    else this.#changed.add(message)
  }
}

function isSameStory(row: MessageRow, { entry }: SegmentEntry): boolean {
  const held = candidateOf(row)
  return held !== undefined && storyOf(held.entry) === storyOf(entry)
}

/** Marks change no row. */
function shapesMessage({ slot }: AmendmentRow): boolean {
  return !slot.startsWith('mark:')
}

interface Ground {
  readonly salt: Uint8Array
  readonly claimed: readonly [number, number]
  readonly at: Pick<MessageRow, 'client' | 'clock'>
  readonly placing: Pick<Placing, 'segment' | 'seq' | 'arrivedAt'>
}

/** What the row hangs on: the entry that counts, or the amendment where the entry is erased. */
function groundOf(device: string, twins: readonly Twin[], amendments: readonly ReadAmendment[]): Ground | undefined {
  const winner = twins.toSorted((a, b) => a.candidate.client - b.candidate.client || a.candidate.clock - b.candidate.clock)[0]
  if (winner !== undefined) {
    const { client, clock, entry } = winner.candidate
    return { salt: entry.salt, claimed: entry.time, at: { client, clock }, placing: winner.placing }
  }
  for (const { amendment, device: by, segment, from } of amendments) {
    if (amendment.type === 'time' || by !== device) continue
    const placing = { segment, seq: from[0], arrivedAt: from[1] }
    return { salt: amendment.salt, claimed: amendment.original, at: { client: NO_ENTRY, clock: 0 }, placing }
  }
  return undefined
}
