/**
 * F(segment), FEED-9: what a set of blocks says, whatever order they came in. Taken one by one, `Section.check` gives the same as long as no
 * snapshot comes in between and nothing stalls.
 */
import * as Y from 'yjs'
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { decodeUpdatePlain } from '../block/index.ts'
import { type Accepted, type LegalSnapshot, type OpenedBlock, acceptBlocks } from './accepted.ts'
import { type MessageIdOf, type RawContent, type SegmentContent, readRaw } from './content.ts'
import { makeDocument } from './document.ts'
import { type RawEntry, type RawSlot, Section } from './section.ts'
import { type SnapshotSection, readSections } from './snapshot.ts'
import { decodeStructs } from './structs.ts'

export interface Segment {
  /** Made when first asked for: checking the next update needs the sections alone. */
  readonly content: SegmentContent
  /** Every device that wrote something legal; the next update of a device is checked against its section. */
  readonly sections: ReadonlyMap<DeviceId, Section>
  /** FEED-6: the seq of the update from which on a device's section counts no more. */
  readonly stalls: ReadonlyMap<DeviceId, number>
  /** Snapshots that break SNAP-2. */
  readonly illegalSnapshots: readonly BlockId[]
  /** Size of everything in it, a snapshot counted once: near what a new snapshot would take. */
  readonly bytes: number
  /** A new document of the same state, to write into. */
  openDocument(): Y.Doc
}

/**
 * `clients`: every device ever introduced for the account, with its Yjs client here. Of two devices with one client the larger skips this
 * index (protocol §1): nothing of it counts.
 */
export function buildSegment(blocks: readonly OpenedBlock[], clients: ReadonlyMap<DeviceId, number>, messageIdOf: MessageIdOf): Segment {
  const owners = withoutCollisions(clients)
  const accepted = acceptBlocks(blocks, owners)
  const base = mergeSnapshots(accepted.snapshots, owners)
  const builder = new Builder(base.sections)
  builder.addUpdates(accepted.updates, owners)
  const { sections, stalls, updates } = builder
  let content: SegmentContent | undefined
  return {
    get content() {
      return (content ??= builder.content(messageIdOf))
    },
    sections,
    stalls,
    illegalSnapshots: accepted.illegal,
    bytes: [...base.updates, ...updates].reduce((sum, update) => sum + update.length, 0),
    openDocument: () => makeDocument([...base.updates, ...updates]),
  }
}

interface Base {
  readonly sections: ReadonlyMap<DeviceId, SnapshotSection>
  /** What to apply to an empty document for the same state. */
  readonly updates: readonly Uint8Array[]
}

/** SNAP-3: several concurrent snapshots are merged by Yjs, in block-id order. */
function mergeSnapshots(snapshots: readonly LegalSnapshot[], clients: ReadonlyMap<DeviceId, number>): Base {
  const [first] = snapshots
  if (first === undefined) return { sections: new Map(), updates: [] }
  // Snapshots that contradict each other within one section are nobody's honest work: one of them is as good as any.
  return (snapshots.length > 1 ? mergeByYjs(snapshots, clients) : undefined) ?? { sections: first.sections, updates: [first.plain.yjs] }
}

/** undefined when the outcome is no legal document, or Yjs gives up: only contradictions lead there. */
function mergeByYjs(snapshots: readonly LegalSnapshot[], clients: ReadonlyMap<DeviceId, number>): Base | undefined {
  const merged = encodeMerged(snapshots.map(({ plain }) => plain.yjs))
  const decoded = merged === undefined ? undefined : decodeStructs(merged)
  const sections = merged === undefined || decoded === undefined ? undefined : readSections(decoded, clients, merged.length)
  return merged === undefined || sections === undefined ? undefined : { sections, updates: [merged] }
}

function encodeMerged(updates: readonly Uint8Array[]): Uint8Array | undefined {
  try {
    return Y.encodeStateAsUpdate(makeDocument(updates))
  } catch {
    return undefined
  }
}

class Builder {
  readonly sections = new Map<DeviceId, Section>()
  readonly stalls = new Map<DeviceId, number>()
  /** Legal updates, in an order they can be applied in. */
  readonly updates: Uint8Array[] = []
  readonly #raw = new Map<DeviceId, LiveContent>()

  constructor(base: ReadonlyMap<DeviceId, SnapshotSection>) {
    for (const [device, snapshot] of base) {
      this.sections.set(device, snapshot.section)
      this.#liveOf(device).add(snapshot)
    }
  }

  addUpdates(updates: Accepted['updates'], clients: ReadonlyMap<DeviceId, number>): void {
    for (const [device, blocks] of updates) {
      const client = clients.get(device)
      const section = this.sections.get(device) ?? (client === undefined ? undefined : new Section(client))
      const live = this.#liveOf(device)
      for (const { seq, plaintext } of blocks) {
        const plain = plaintext === undefined ? undefined : decodeUpdatePlain(plaintext)
        const effects = plain?.ok === true ? section?.check(plain.value) : undefined
        if (section === undefined || plain?.ok !== true || effects?.ok !== true) {
          this.stalls.set(device, seq)
          break
        }
        section.advance(effects.value)
        live.add(effects.value)
        this.updates.push(plain.value)
        this.sections.set(device, section)
      }
    }
  }

  content(messageIdOf: MessageIdOf): SegmentContent {
    const ascending = [...this.sections].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const parts = ascending.map(([device, { client }]) => readRaw(this.#liveOf(device).raw(), device, client, messageIdOf))
    return {
      entries: parts.flatMap((part) => part.entries),
      amendments: parts.flatMap((part) => part.amendments),
      marks: parts.flatMap((part) => part.marks),
    }
  }

  #liveOf(device: DeviceId): LiveContent {
    const held = this.#raw.get(device)
    if (held !== undefined) return held
    const live = new LiveContent()
    this.#raw.set(device, live)
    return live
  }
}

/** What is alive in one section while updates are added: entries pile up, a later value of a key replaces the earlier. */
class LiveContent {
  readonly #entries: RawEntry[] = []
  readonly #amendments = new Map<string, RawSlot>()
  readonly #marks = new Map<string, RawSlot>()

  add({ entries, amendments, marks }: RawContent): void {
    for (const entry of entries) this.#entries.push(entry)
    for (const slot of amendments) this.#amendments.set(slot.key, slot)
    for (const slot of marks) this.#marks.set(slot.key, slot)
  }

  raw(): RawContent {
    return { entries: this.#entries, amendments: [...this.#amendments.values()], marks: [...this.#marks.values()] }
  }
}

function withoutCollisions(clients: ReadonlyMap<DeviceId, number>): ReadonlyMap<DeviceId, number> {
  const taken = new Set<number>()
  const kept = new Map<DeviceId, number>()
  for (const [device, client] of [...clients].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (taken.has(client)) continue
    taken.add(client)
    kept.set(device, client)
  }
  return kept
}
