/** The feed chains of one room as they stand on disk, one per writing device. Changes are persisted in the caller's transaction. */
import { type BlockId, type DeviceId, idFromBytes, parseId } from '../../ids/index.ts'
import type { FeedRow } from '../../sync/index.ts'
import { EpochTally } from './epoch-tally.ts'
import { FeedChain, spansCodec } from './feed-chain.ts'
import type { ForkBranches } from './fork-branches.ts'
import type { RoomCore } from './room-core.ts'

/** Stands where the id at the end of a chain was never told to us: equal to no block. */
const UNKNOWN_HEAD: BlockId = idFromBytes('block', new Uint8Array(32))

export class FeedChains {
  readonly epochs: EpochTally
  readonly #core: Pick<RoomCore, 'store' | 'key'>
  readonly #space: string
  readonly #branches: ForkBranches | undefined
  readonly #chains = new Map<DeviceId, FeedChain>()
  /** Rows as handed out: the same object until the chain changes, so that readers see at a glance what is new. */
  readonly #rows = new Map<DeviceId, FeedRow>()

  /** A carrier, who takes no sides, has no branches. */
  constructor(core: Pick<RoomCore, 'store' | 'key'>, branches?: ForkBranches) {
    this.#core = core
    this.#branches = branches
    this.epochs = new EpochTally(core)
    this.#space = `chains/${core.key}`
    for (const [name, value] of core.store.values.list(this.#space)) {
      const device = parseId('device', name)
      const spans = spansCodec.decode(value)
      if (device !== undefined && spans.ok) this.#chains.set(device, new FeedChain(spans.value))
    }
  }

  of(device: DeviceId): FeedChain {
    const held = this.#chains.get(device)
    if (held !== undefined) return held
    const made = new FeedChain()
    this.#chains.set(device, made)
    return made
  }

  /** The highest seq held on any branch; 0 for none. */
  highest(device: DeviceId): number {
    return Math.max(this.of(device).height, this.#branches?.height(device) ?? 0)
  }

  save(device: DeviceId): void {
    this.#rows.delete(device)
    this.#core.store.values.put(this.#space, device, spansCodec.encode(this.of(device).spans))
  }

  devices(): readonly DeviceId[] {
    return [...this.#chains.keys()]
  }

  rows(): readonly FeedRow[] {
    return [...this.#chains].flatMap(([device, chain]) => (chain.height === 0 ? [] : [this.#row(device, chain), ...this.#sideRows(device)]))
  }

  /** A row for each branch beside the main chain (FORK-1). */
  #sideRows(device: DeviceId): readonly FeedRow[] {
    return (this.#branches?.tips(device) ?? []).map(({ head, first, last }) => ({ device, ranges: [[first, last] as const], head }))
  }

  #row(device: DeviceId, chain: FeedChain): FeedRow {
    const held = this.#rows.get(device)
    if (held !== undefined) return held
    const ranges = chain.spans.map(({ first, last }) => [first, last] as const)
    const made: FeedRow = { device, ranges, head: chain.head ?? UNKNOWN_HEAD }
    this.#rows.set(device, made)
    return made
  }
}
