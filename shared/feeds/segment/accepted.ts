/**
 * Which of a segment's blocks F works with (FEED-9): the snapshots no other accepted snapshot replaces, and per device the updates no
 * accepted snapshot replaces.
 */
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { type Block, type Supersede, type SnapshotPlain, decodeSnapshotPlain } from '../block/index.ts'
import { type SnapshotSection, readSnapshot } from './snapshot.ts'

/** A block of the segment whose body was opened; `plaintext` undefined when its key opens nothing, which is its author's fault. */
export interface OpenedBlock {
  readonly id: BlockId
  readonly device: DeviceId
  readonly seq: number
  readonly kind: 1 | 2
  readonly supersede: readonly Supersede[]
  readonly plaintext: Uint8Array | undefined
}

/** The block F reads, from a parsed block of the feed lane and its opened body; undefined for governance. */
export function openedBlock({ id, header }: Block, plaintext: Uint8Array | undefined): OpenedBlock | undefined {
  const { device, seq, kind, supersede = [] } = header
  return kind === 0 ? undefined : { id, device, seq, kind, supersede, plaintext }
}

export interface LegalSnapshot {
  readonly block: OpenedBlock
  readonly plain: SnapshotPlain
  readonly sections: ReadonlyMap<DeviceId, SnapshotSection>
}

export interface Accepted {
  /** Ascending by block id. */
  readonly snapshots: readonly LegalSnapshot[]
  /** Ascending by seq, per device ascending by id. */
  readonly updates: ReadonlyMap<DeviceId, readonly OpenedBlock[]>
  /** Snapshots that break SNAP-2: they replace nothing and say nothing. */
  readonly illegal: readonly BlockId[]
}

/** Sorts a segment's blocks; `clients` as for `readSnapshot`. */
export function acceptBlocks(blocks: readonly OpenedBlock[], clients: ReadonlyMap<DeviceId, number>): Accepted {
  const legal: LegalSnapshot[] = []
  const illegal: BlockId[] = []
  for (const block of blocks) {
    if (block.kind !== 2) continue
    const snapshot = readLegal(block, clients)
    if (snapshot === undefined) illegal.push(block.id)
    else legal.push(snapshot)
  }
  legal.sort((a, b) => (a.block.id < b.block.id ? -1 : 1))
  const kept = legal.filter(({ block }) => !legal.some((other) => other.block !== block && replaces(other.block, block)))
  return {
    // Two that replace each other cannot both be true; then neither is believed about the other.
    snapshots: kept.length > 0 ? kept : legal,
    updates: updatesByDevice(blocks.filter((block) => block.kind === 1 && !legal.some((snapshot) => replaces(snapshot.block, block)))),
    illegal,
  }
}

/** Whether a snapshot lists the other block's seq. */
export function replaces(snapshot: Pick<OpenedBlock, 'supersede'>, block: Pick<OpenedBlock, 'device' | 'seq'>): boolean {
  return snapshot.supersede.some(
    ({ device, ranges }) => device === block.device && ranges.some(([first, last]) => first <= block.seq && block.seq <= last),
  )
}

function readLegal(block: OpenedBlock, clients: ReadonlyMap<DeviceId, number>): LegalSnapshot | undefined {
  const plain = block.plaintext === undefined ? undefined : decodeSnapshotPlain(block.plaintext)
  if (plain?.ok !== true) return undefined
  const sections = readSnapshot(plain.value, clients)
  return sections.ok ? { block, plain: plain.value, sections: sections.value } : undefined
}

function updatesByDevice(updates: readonly OpenedBlock[]): ReadonlyMap<DeviceId, readonly OpenedBlock[]> {
  const byDevice = new Map<DeviceId, OpenedBlock[]>()
  for (const update of updates.toSorted((a, b) => a.seq - b.seq || (a.id < b.id ? -1 : 1))) {
    const list = byDevice.get(update.device)
    if (list === undefined) byDevice.set(update.device, [update])
    else list.push(update)
  }
  return new Map([...byDevice].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
