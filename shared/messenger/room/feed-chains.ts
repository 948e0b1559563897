/** The feed chains of one room as they stand on disk, one per writing device. Changes are persisted in the caller's transaction. */
import { type BlockId, type DeviceId, idFromBytes, parseId } from '../../ids/index.ts'
import type { FeedRow } from '../../sync/index.ts'
import { FeedChain, spansCodec } from './feed-chain.ts'
import type { RoomCore } from './room-core.ts'

/** Stands where the id at the end of a chain was never told to us: equal to no block. */
const UNKNOWN_HEAD: BlockId = idFromBytes('block', new Uint8Array(32))

export class FeedChains {
  readonly #core: Pick<RoomCore, 'store' | 'key'>
  readonly #space: string
  readonly #chains = new Map<DeviceId, FeedChain>()
  /** Rows as handed out: the same object until the chain changes, so that readers see at a glance what is new. */
  readonly #rows = new Map<DeviceId, FeedRow>()

  constructor(core: Pick<RoomCore, 'store' | 'key'>) {
    this.#core = core
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

  save(device: DeviceId): void {
    this.#rows.delete(device)
    this.#core.store.values.put(this.#space, device, spansCodec.encode(this.of(device).spans))
  }

  devices(): readonly DeviceId[] {
    return [...this.#chains.keys()]
  }

  rows(): readonly FeedRow[] {
    return [...this.#chains].flatMap(([device, chain]) => (chain.height === 0 ? [] : [this.#row(device, chain)]))
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
