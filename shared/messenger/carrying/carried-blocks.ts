/**
 * Taking away feed blocks of a carried room: those a device replaced itself (CARR-3), those that are too old, and the oldest when there is no
 * room (CARR-2). What goes is no longer said to be here, and not asked for again. In the caller's transaction; `save` ends it.
 */
import { type SeqRanges, union } from '../../custody/index.ts'
import { type Block, parseHeader } from '../../feeds/block/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import type { StoredBlock } from '../../store/index.ts'
import type { FeedChains, RoomCore } from '../room/index.ts'
import type { Run, Shelf } from './shelf.ts'

/** Read and taken away in one go. */
const BATCH_BYTES = 1024 * 1024

export class CarriedBlocks {
  readonly #core: Pick<RoomCore, 'store' | 'key'>
  readonly #chains: FeedChains
  readonly #shelf: Shelf
  readonly #touched = new Set<DeviceId>()

  constructor(core: Pick<RoomCore, 'store' | 'key'>, chains: FeedChains, shelf: Shelf) {
    this.#core = core
    this.#chains = chains
    this.#shelf = shelf
  }

  /** That device's chain or shelf changed. */
  touch(device: DeviceId): void {
    this.#touched.add(device)
  }

  save(): void {
    for (const device of this.#touched) {
      this.#chains.save(device)
      this.#shelf.save(device)
    }
    this.#touched.clear()
  }

  /** What was kept before days were noted counts as of today. */
  adopt(day: number): void {
    const { store, key } = this.#core
    for (const device of this.#chains.devices()) {
      if (this.#shelf.runs(device).length > 0) continue
      for (let from = 1; ; this.touch(device)) {
        const held = store.blocks.range(key, device, 1, from, Number.MAX_SAFE_INTEGER, BATCH_BYTES)
        for (const block of held) this.#shelf.put(device, block.seq, block.body.length, day)
        if (held.length === 0) break
        from = (held.at(-1)?.seq ?? from) + 1
      }
    }
  }

  /** CARR-3: it cannot tell accounts, so it drops only what a device replaces of its own. */
  dropSuperseded({ header }: Block): void {
    const { store, key } = this.#core
    const { device: writer } = header
    this.touch(writer)
    for (const { device, ranges, last } of header.supersede ?? []) {
      if (device !== writer) continue
      for (const [first, until] of ranges) {
        for (const held of store.blocks.range(key, device, 1, first, until, Number.MAX_SAFE_INTEGER)) {
          if (held.seq === header.seq || held.epoch !== header.epoch || held.index !== header.index) continue
          store.blocks.remove(key, held.id)
          this.#shelf.take(device, held.seq, held.body.length)
        }
      }
      this.#chains.of(device).coverAll(ranges, last)
    }
  }

  /** The bytes freed. */
  shrink(bytes: number): number {
    let freed = 0
    while (freed < bytes) {
      const device = this.#shelf.heaviest()
      const run = device === undefined ? undefined : this.#shelf.oldest(device)
      if (device === undefined || run === undefined) break
      freed += this.#remove(device, run, Math.min(BATCH_BYTES, bytes - freed)).bytes
    }
    return freed
  }

  /** How many blocks of before that day went. */
  expire(day: number): number {
    let blocks = 0
    for (const device of this.#shelf.devices()) {
      for (let run = this.#shelf.oldest(device); run !== undefined && run.day < day; run = this.#shelf.oldest(device))
        blocks += this.#remove(device, run, BATCH_BYTES).blocks
    }
    return blocks
  }

  /** From its low end on, at least one block; a run of which nothing is left is forgotten. */
  #remove(device: DeviceId, run: Run, bytes: number): { readonly blocks: number; readonly bytes: number } {
    const { store, key } = this.#core
    this.touch(device)
    const held = store.blocks.range(key, device, 1, run.first, run.last, bytes)
    if (held.length === 0) {
      this.#shelf.forget(device, run)
      return { blocks: 0, bytes: 0 }
    }
    let freed = 0
    let gone: SeqRanges = []
    for (const block of held) {
      gone = union(gone, standsFor(block))
      store.blocks.remove(key, block.id)
      this.#shelf.take(device, block.seq, block.body.length)
      freed += block.body.length
    }
    this.#chains.of(device).uncover(gone, (seq) => store.blocks.at(key, device, 1, seq)[0]?.id)
    this.#shelf.letGo(device, gone)
    return { blocks: held.length, bytes: freed }
  }
}

/** What is no longer here without a block: a snapshot takes with it what it covered. */
function standsFor({ device, seq, header }: StoredBlock): SeqRanges {
  const read = parseHeader(header)
  const own = (read.ok ? (read.value.supersede ?? []) : []).filter((each) => each.device === device)
  return own.reduce<SeqRanges>((sum, { ranges }) => union(sum, ranges), [[seq, seq]])
}
