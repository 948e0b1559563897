/**
 * Which blocks of a forked feed stand beside its main chain (FORK-2). The main chain is the branch that came first here; what counts is the
 * same whichever that was (fork-content.ts). Ids stay noted after a snapshot replaced their blocks, so that they are not fetched again.
 */
import { type Held, field, id, optional, struct, uint } from '../../codec/index.ts'
import { type BlockId, type DeviceId, parseId } from '../../ids/index.ts'
import type { RoomCore } from './room-core.ts'

const sideBlock = struct({ seq: field(1, uint({ min: 1 })), prev: optional(2, id('block')) })
export type SideBlock = Held<typeof sideBlock>

/** A tip of a branch beside the main chain. */
export interface SideTip {
  readonly head: BlockId
  /** Where the branch leaves what it shares with the main chain. */
  readonly first: number
  readonly last: number
}

const NONE: ReadonlyMap<BlockId, SideBlock> = new Map()

export class ForkBranches {
  readonly #core: RoomCore
  readonly #space: string
  readonly #devices = new Map<DeviceId, Map<BlockId, SideBlock>>()
  readonly #owners = new Map<BlockId, DeviceId>()

  constructor(core: RoomCore) {
    this.#core = core
    this.#space = `branches/${core.key}`
    for (const [name, value] of core.store.values.list(this.#space)) {
      const [device, block] = [parseId('device', name.split('/')[0] ?? ''), parseId('block', name.split('/')[1] ?? '')]
      const read = sideBlock.decode(value)
      if (device !== undefined && block !== undefined && read.ok) this.#note(device, block, read.value)
    }
  }

  get isEmpty(): boolean {
    return this.#owners.size === 0
  }

  has(block: BlockId): boolean {
    return this.#owners.has(block)
  }

  get(block: BlockId): SideBlock | undefined {
    const device = this.#owners.get(block)
    return device === undefined ? undefined : this.#devices.get(device)?.get(block)
  }

  of(device: DeviceId): ReadonlyMap<BlockId, SideBlock> {
    return this.#devices.get(device) ?? NONE
  }

  /** The seq at which two stories begin; undefined for a feed that has one. */
  forkAt(device: DeviceId): number | undefined {
    const seqs = [...this.of(device).values()].map(({ seq }) => seq)
    return seqs.length === 0 ? undefined : Math.min(...seqs)
  }

  /** The highest seq beside the main chain; 0 for none. */
  height(device: DeviceId): number {
    let height = 0
    for (const { seq } of this.of(device).values()) height = Math.max(height, seq)
    return height
  }

  /** Side blocks that follow a block, or begin the feed. */
  after(device: DeviceId, prev: BlockId | undefined): readonly BlockId[] {
    return [...this.of(device)].flatMap(([block, side]) => (side.prev === prev ? [block] : []))
  }

  tips(device: DeviceId): readonly SideTip[] {
    const side = this.of(device)
    const followed = new Set([...side.values()].map(({ prev }) => prev))
    return [...side].flatMap(([head, { seq }]) => (followed.has(head) ? [] : [{ head, first: this.firstOf(head), last: seq }]))
  }

  /** The seq at which a side block's branch leaves the main chain. */
  firstOf(block: BlockId): number {
    let [at, seq] = [this.get(block), 0]
    while (at !== undefined) {
      seq = at.seq
      at = at.prev === undefined ? undefined : this.get(at.prev)
    }
    return seq
  }

  /** Persisted in the caller's transaction. */
  add(device: DeviceId, block: BlockId, side: SideBlock): void {
    this.#note(device, block, side)
    this.#core.store.values.put(this.#space, `${device}/${block}`, sideBlock.encode(side))
  }

  remove(block: BlockId): void {
    const device = this.#owners.get(block)
    if (device === undefined) return
    this.#owners.delete(block)
    this.#devices.get(device)?.delete(block)
    this.#core.store.values.delete(this.#space, `${device}/${block}`)
  }

  #note(device: DeviceId, block: BlockId, side: SideBlock): void {
    const held = this.#devices.get(device)
    if (held === undefined) this.#devices.set(device, new Map([[block, side]]))
    else held.set(block, side)
    this.#owners.set(block, device)
  }
}
