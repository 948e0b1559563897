/**
 * Blocks that a snapshot superseded and that are still kept. What one device of an account erased of another's words stays for 72 hours, so
 * that a thief of one device cannot wipe a person's history from everybody's disks (DEL-4); what shows that an account rewrote its past stays
 * for good (SNAP-4). They are in no view and are not served.
 */
import { uint } from '../../codec/index.ts'
import { type BlockId, parseId } from '../../ids/index.ts'
import type { RoomCore } from './room-core.ts'

const until = uint()
const FOR_GOOD = Number.MAX_SAFE_INTEGER
const NO_BYTES = new Uint8Array(0)

export class Retained {
  readonly #core: RoomCore
  readonly #space: string
  readonly #evidenceSpace: string
  readonly #blocks = new Map<BlockId, number>()
  /** Blocks that stay when they are superseded, or were. */
  readonly #evidence = new Set<BlockId>()

  constructor(core: RoomCore) {
    this.#core = core
    this.#space = `retained/${core.key}`
    this.#evidenceSpace = `evidence/${core.key}`
    for (const [name, value] of core.store.values.list(this.#space)) {
      const block = parseId('block', name)
      const time = until.decode(value)
      if (block !== undefined && time.ok) this.#blocks.set(block, time.value)
    }
    for (const [name] of core.store.values.list(this.#evidenceSpace)) {
      const block = parseId('block', name)
      if (block !== undefined) this.#evidence.add(block)
    }
  }

  has(block: BlockId): boolean {
    return this.#blocks.has(block)
  }

  /** When the next one is due, ms; undefined when none is. */
  get nextAt(): number | undefined {
    let next = FOR_GOOD
    for (const at of this.#blocks.values()) next = Math.min(next, at)
    return next < FOR_GOOD ? next : undefined
  }

  /** What is kept already keeps its time. */
  keep(blocks: readonly BlockId[], untilMs: number): void {
    for (const block of blocks) {
      if (this.#blocks.has(block)) continue
      const end = this.#evidence.has(block) ? FOR_GOOD : untilMs
      this.#blocks.set(block, end)
      this.#core.store.values.put(this.#space, block, until.encode(end))
    }
  }

  isEvidence(block: BlockId): boolean {
    return this.#evidence.has(block)
  }

  /** From now on no snapshot takes this block off the disk. In the caller's transaction. */
  noteEvidence(block: BlockId): void {
    this.#evidence.add(block)
    this.#core.store.values.put(this.#evidenceSpace, block, NO_BYTES)
  }

  /** Superseded: off the disk, but for those that are being kept already, and evidence. */
  drop(blocks: readonly BlockId[]): void {
    this.keep(
      blocks.filter((block) => this.#evidence.has(block)),
      FOR_GOOD,
    )
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
