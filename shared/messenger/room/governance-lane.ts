/**
 * The governance blocks of one room as chains, opened or not: what a carrier keeps of it, and what a member's log stands on. A block enters
 * when its device signed it and it follows a block that is here; both branches of a fork stay (FORK-3, GOV-12).
 */
import { type Block, encodeForkProof, forkProof, parseBlock, verifyBlock } from '../../feeds/block/index.ts'
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { GovRow, SyncCode, WireBlock } from '../../sync/index.ts'
import type { RoomCore } from './room-core.ts'

/** taken: on its way to disk in this transaction, with the proof of a fork it made. repeat: was here already. */
export type Taken =
  | { readonly kind: 'taken'; readonly block: Block; readonly fork: Uint8Array | undefined }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'refused'; readonly code: SyncCode }

export class GovernanceLane {
  readonly #core: Pick<RoomCore, 'store' | 'crypto' | 'key' | 'handle'>
  readonly #held = new Map<BlockId, Block>()
  /** Per device, the ids nothing follows: one, or several after a fork. */
  readonly #tips = new Map<DeviceId, Map<BlockId, number>>()
  readonly #weights = new Map<DeviceId, { blocks: number; bytes: number }>()
  /** The first block here at each (device, seq): a second one is a fork. */
  readonly #places = new Map<string, BlockId>()

  constructor(core: Pick<RoomCore, 'store' | 'crypto' | 'key' | 'handle'>) {
    this.#core = core
    for (const stored of core.store.blocks.governance(core.key)) {
      const parsed = parseBlock(core.crypto, stored.header, stored.signature, stored.body)
      if (parsed.ok) this.#hold(parsed.value)
    }
  }

  get size(): number {
    return this.#held.size
  }

  blocks(): IterableIterator<Block> {
    return this.#held.values()
  }

  get(id: BlockId): Block | undefined {
    return this.#held.get(id)
  }

  rows(): readonly GovRow[] {
    const rows: GovRow[] = []
    for (const [device, tips] of this.#tips) for (const [head, count] of tips) rows.push({ device, count, head })
    return rows
  }

  /** What is kept of all devices that `isMeant` names. */
  weightOf(isMeant: (device: DeviceId) => boolean): { readonly blocks: number; readonly bytes: number } {
    let [blocks, bytes] = [0, 0]
    for (const [device, weight] of this.#weights) {
      if (!isMeant(device)) continue
      blocks += weight.blocks
      bytes += weight.bytes
    }
    return { blocks, bytes }
  }

  /** How many of a device's governance blocks are here, for cuts and statuses. */
  count(device: DeviceId): number {
    return Math.max(0, ...(this.#tips.get(device)?.values() ?? []))
  }

  /** Where this device's next block goes. */
  end(device: DeviceId): { readonly seq: number; readonly prev: BlockId | undefined } {
    const tip = [...(this.#tips.get(device) ?? [])].toSorted((a, b) => b[1] - a[1])[0]
    return { seq: (tip?.[1] ?? 0) + 1, prev: tip?.[0] }
  }

  /**
   * Which of `ordered` somebody with these rows lacks. A longer chain we cannot place is ahead of ours, and nothing of that device is sent;
   * another head at our own height is another branch, and ours is news to him (FORK-1).
   */
  beyond(rows: readonly GovRow[], ordered: Iterable<Block>, maxBytes: number): readonly WireBlock[] {
    const known = new Set<BlockId>()
    const skipped = new Set<DeviceId>()
    for (const row of rows) {
      if (this.#held.has(row.head)) this.#addAncestors(row.head, known)
      else if (row.count > this.count(row.device)) skipped.add(row.device)
    }
    const blocks: WireBlock[] = []
    let bytes = 0
    for (const block of ordered) {
      if (known.has(block.id) || skipped.has(block.header.device)) continue
      blocks.push({ header: block.headerBytes, signature: block.signature, body: block.body })
      bytes += block.headerBytes.length + block.body.length
      if (bytes >= maxBytes) break
    }
    return blocks
  }

  /** Checks and stores one block. `mayHold`: a last word on blocks that are sound in themselves. */
  take(wire: WireBlock, mayHold: (block: Block) => SyncCode | undefined): Taken {
    const { crypto, handle } = this.#core
    const parsed = parseBlock(crypto, wire.header, wire.signature, wire.body)
    if (!parsed.ok) return { kind: 'refused', code: parsed.code }
    const block = parsed.value
    const { header } = block
    if (header.lane !== 0 || header.handle !== handle) return { kind: 'refused', code: 'BAD_FRAME' }
    if (header.seq > INTRINSIC.GOV_OPS_PER_DEVICE) return { kind: 'refused', code: 'OUT_OF_RANGE' }
    if (this.#held.has(block.id)) return { kind: 'repeat' }
    const before = header.prev === undefined ? undefined : this.#held.get(header.prev)?.header
    // What it follows may have found no room here: nobody's fault who passes it on (T54).
    if (header.prev !== undefined && before === undefined) return { kind: 'refused', code: 'OUT_OF_RANGE' }
    const continues = header.prev === undefined ? header.seq === 1 : before?.device === header.device && before.seq === header.seq - 1
    if (!continues) return { kind: 'refused', code: 'BAD_CHAIN' }
    const refusal = mayHold(block)
    if (refusal !== undefined) return { kind: 'refused', code: refusal }
    if (!verifyBlock(crypto, block)) return { kind: 'refused', code: 'BAD_SIG' }
    const twin = this.#held.get(this.#places.get(placeOf(block)) ?? block.id)
    this.put(block)
    const proof = twin === undefined ? undefined : forkProof(twin, block)
    return { kind: 'taken', block, fork: proof === undefined ? undefined : encodeForkProof(proof) }
  }

  /** Stores a block that needs no more checks: this device's own. */
  put(block: Block): void {
    this.#core.store.blocks.put(storedGovernance(this.#core.key, block))
    this.#hold(block)
  }

  #hold(block: Block): void {
    this.#held.set(block.id, block)
    if (!this.#places.has(placeOf(block))) this.#places.set(placeOf(block), block.id)
    const { device, seq, prev } = block.header
    const tips = this.#tips.get(device) ?? new Map<BlockId, number>()
    if (prev !== undefined) tips.delete(prev)
    tips.set(block.id, seq)
    this.#tips.set(device, tips)
    const weight = this.#weights.get(device) ?? { blocks: 0, bytes: 0 }
    this.#weights.set(device, { blocks: weight.blocks + 1, bytes: weight.bytes + block.body.length })
  }

  #addAncestors(from: BlockId, known: Set<BlockId>): void {
    for (let id: BlockId | undefined = from; id !== undefined && !known.has(id); id = this.#held.get(id)?.header.prev) known.add(id)
  }
}

function placeOf({ header }: Block): string {
  return `${header.device}/${header.seq}`
}

function storedGovernance(room: number, block: Block): StoredBlock {
  const { device, seq, epoch } = block.header
  return {
    room,
    device,
    lane: 0,
    seq,
    id: block.id,
    kind: 0,
    epoch,
    index: 0,
    state: 'accepted',
    checked: true,
    header: block.headerBytes,
    signature: block.signature,
    body: block.body,
  }
}
