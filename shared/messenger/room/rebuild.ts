/** Views out of blocks, all over again: what `sarangbang rebuild` does, and the proof that views hold nothing of their own. */
import { decodeUpdatePlain } from '../../feeds/block/index.ts'
import { type OpenedBlock, Section, type SegmentContent, readRaw } from '../../feeds/segment/index.ts'
import type { BlockId } from '../../ids/index.ts'
import type { ForkFeeds } from './fork-feeds.ts'
import type { GovernanceLog } from './governance-log.ts'
import type { SegmentName, Segments } from './segments.ts'
import type { RoomViews } from './views.ts'

/** Adds everything the room's segments say to empty views; returns the number of entries. */
export function rebuildViews(segments: Segments, views: RoomViews, log: GovernanceLog, forks: ForkFeeds): number {
  let entries = 0
  for (const name of segmentNames(segments, log))
    entries += forks.isForked(name) ? rebuildForked(views, forks, name) : rebuildSegment(segments, views, name)
  return entries
}

function segmentNames(segments: Segments, log: GovernanceLog): readonly SegmentName[] {
  const names = new Map<string, SegmentName>()
  for (const { device, account } of log.state.devices.values()) {
    for (const { epoch, index } of segments.spans(device)) names.set(`${account}/${epoch}/${index}`, { account, epoch, index })
  }
  return [...names.values()]
}

function rebuildForked(views: RoomViews, forks: ForkFeeds, name: SegmentName): number {
  let entries = 0
  forks.retell(name, (content, seq) => {
    views.add(name, content, seq)
    entries += content.entries.length
  })
  return entries
}

function rebuildSegment(segments: Segments, views: RoomViews, name: SegmentName): number {
  let entries = 0
  for (const { content, seq } of toldBy(segments, name, segments.blocks(name))) {
    views.add(name, content, seq)
    entries += content.entries.length
  }
  return entries
}

/** What a segment says, and by which blocks. */
export interface Told {
  readonly content: SegmentContent
  readonly seq: number
  readonly blocks: readonly BlockId[]
}

/** Snapshots first, together, then update by update, so that each message knows the block it came by. */
export function* toldBy(segments: Segments, name: SegmentName, blocks: readonly OpenedBlock[]): Iterable<Told> {
  const isSuperseded = (block: OpenedBlock): boolean =>
    blocks.some(
      ({ kind, supersede }) =>
        kind === 2 &&
        supersede.some(
          ({ device, ranges }) => device === block.device && ranges.some(([first, last]) => first <= block.seq && block.seq <= last),
        ),
    )
  const snapshots = blocks.filter(({ kind }) => kind === 2)
  const built = segments.build(name, snapshots)
  yield { content: built.content, seq: Math.max(0, ...snapshots.map(({ seq }) => seq)), blocks: snapshots.map(({ id }) => id) }
  const clients = segments.clients(name)
  const messageIdOf = segments.messageIdOf(name.account)
  const sections = new Map(built.sections)
  const stalled = new Set<string>()
  for (const block of blocks.toSorted((a, b) => a.seq - b.seq)) {
    const client = clients.get(block.device)
    if (block.kind !== 1 || client === undefined || stalled.has(block.device) || isSuperseded(block)) continue
    const section = sections.get(block.device) ?? new Section(client)
    sections.set(block.device, section)
    const plain = block.plaintext === undefined ? undefined : decodeUpdatePlain(block.plaintext)
    const effects = plain?.ok === true ? section.check(plain.value) : undefined
    if (effects?.ok !== true) {
      stalled.add(block.device)
      continue
    }
    section.advance(effects.value)
    yield { content: readRaw(effects.value, block.device, client, messageIdOf), seq: block.seq, blocks: [block.id] }
  }
}
