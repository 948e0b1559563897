/**
 * Blocks that a snapshot superseded and that are still kept (DEL-4): what one device of an account erased of another's words stays for 72
 * hours, so that a thief of one device cannot wipe a person's history from everybody's disks. They are in no view and are not served.
 */
import { uint } from '../../codec/index.ts'
import { type BlockId, parseId } from '../../ids/index.ts'
import type { RoomCore } from './room-core.ts'

const until = uint()

export class Retained {
  readonly #core: RoomCore
  readonly #space: string
  readonly #blocks = new Map<BlockId, number>()

  constructor(core: RoomCore) {
    this.#core = core
    this.#space = `retained/${core.key}`
    for (const [name, value] of core.store.values.list(this.#space)) {
      const block = parseId('block', name)
      const time = until.decode(value)
      if (block !== undefined && time.ok) this.#blocks.set(block, time.value)
    }
  }

  has(block: BlockId): boolean {
    return this.#blocks.has(block)
  }

  /** When the next one is due, ms; undefined when none is. */
  get nextAt(): number | undefined {
    return this.#blocks.size === 0 ? undefined : Math.min(...this.#blocks.values())
  }

  /** What is kept already keeps its time. */
  keep(blocks: readonly BlockId[], untilMs: number): void {
    for (const block of blocks) {
      if (this.#blocks.has(block)) continue
      this.#blocks.set(block, untilMs)
      this.#core.store.values.put(this.#space, block, until.encode(untilMs))
    }
  }

  /** Superseded: off the disk, but for those that are being kept already. */
  drop(blocks: readonly BlockId[]): void {
    for (const block of blocks) if (!this.#blocks.has(block)) this.#core.store.blocks.remove(this.#core.key, block)
  }

  /** Drops what is due; true when anything left the disk. In the caller's transaction. */
  sweep(now: number): boolean {
    let swept = false
    for (const [block, at] of this.#blocks) {
      if (at > now) continue
      this.#core.store.blocks.remove(this.#core.key, block)
      this.#forget(block)
      swept = true
    }
    return swept
  }

  /** The snapshot that superseded them no longer counts: they are ordinary blocks again. */
  release(blocks: readonly BlockId[]): void {
    for (const block of blocks) this.#forget(block)
  }

  #forget(block: BlockId): void {
    this.#blocks.delete(block)
    this.#core.store.values.delete(this.#space, block)
  }
}
