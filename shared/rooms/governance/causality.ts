/**
 * The graph of operations (GOV-1): places ops whose ancestors are all here, gives each its depth, and answers whether one has seen
 * another in constant time. Ops of one device form a chain by `prev`; where a device forked, each branch is a chain of its own, so the
 * vectors stay exact although seqs repeat (FORK-3).
 */
import type { BlockId, DeviceId } from '../../ids/index.ts'
import type { GovOp } from './types.ts'

/** An op with its place in the graph. All of it follows from the op and its ancestors, except the arbitrary number of its chain. */
export interface Placed {
  readonly op: GovOp
  readonly depth: number
  readonly chain: number
  /** Per chain the highest seq among this op and its ancestors. */
  readonly vector: Uint16Array
}

/** Order of the room: (depth, op id). Every ancestor comes before its descendants. */
export function compareOrder(a: Placed, b: Placed): number {
  return a.depth - b.depth || (a.op.id < b.op.id ? -1 : a.op.id > b.op.id ? 1 : 0)
}

/** Whether `later` knew `earlier` when it was written: it is an ancestor, or the op itself. */
export function saw(later: Placed, earlier: Placed): boolean {
  return (later.vector[earlier.chain] ?? 0) >= earlier.op.seq
}

/** The ops an op rests on, its own device's previous one always among them. */
export function parentsOf(op: GovOp): readonly BlockId[] {
  return op.prev === undefined || op.parents.includes(op.prev) ? op.parents : [...op.parents, op.prev]
}

export class Causality {
  readonly #placed = new Map<BlockId, Placed>()
  readonly #heads = new Set<BlockId>()
  readonly #byDevice = new Map<DeviceId, Placed[]>()
  readonly #tips: BlockId[] = []
  readonly #forked = new Set<DeviceId>()

  get size(): number {
    return this.#placed.size
  }

  /** Ops nobody has built on yet. */
  get heads(): ReadonlySet<BlockId> {
    return this.#heads
  }

  /** Devices with two ops for one seq. */
  get forked(): ReadonlySet<DeviceId> {
    return this.#forked
  }

  get(id: BlockId): Placed | undefined {
    return this.#placed.get(id)
  }

  has(id: BlockId): boolean {
    return this.#placed.has(id)
  }

  all(): IterableIterator<Placed> {
    return this.#placed.values()
  }

  /** Everything one device wrote, in order of placing. */
  of(device: DeviceId): readonly Placed[] {
    return this.#byDevice.get(device) ?? []
  }

  /** The op in its place; undefined when its chain does not fit. All its parents must be here, and it must not be. */
  place(op: GovOp): Placed | undefined {
    if (!this.#fitsChain(op)) return undefined
    let depth = 0
    let length = this.#tips.length + 1
    const parents: Placed[] = []
    for (const id of parentsOf(op)) {
      const parent = this.#placed.get(id)
      if (parent === undefined) return undefined
      parents.push(parent)
      depth = Math.max(depth, parent.depth + 1)
    }
    const chain = this.#chainOf(op)
    length = Math.max(chain + 1, ...parents.map((parent) => parent.vector.length))
    const vector = new Uint16Array(length)
    for (const parent of parents) {
      for (let i = 0; i < parent.vector.length; i++) {
        const seq = parent.vector[i] ?? 0
        if (seq > (vector[i] ?? 0)) vector[i] = seq
      }
    }
    vector[chain] = op.seq
    const placed: Placed = { op, depth, chain, vector }
    this.#placed.set(op.id, placed)
    for (const parent of parents) this.#heads.delete(parent.op.id)
    this.#heads.add(op.id)
    const own = this.#byDevice.get(op.device)
    if (own === undefined) this.#byDevice.set(op.device, [placed])
    else own.push(placed)
    return placed
  }

  #fitsChain(op: GovOp): boolean {
    if (op.prev === undefined) return op.seq === 1
    const prev = this.#placed.get(op.prev)
    return prev !== undefined && prev.op.device === op.device && prev.op.seq + 1 === op.seq
  }

  #chainOf(op: GovOp): number {
    const prev = op.prev === undefined ? undefined : this.#placed.get(op.prev)
    if (prev !== undefined && this.#tips[prev.chain] === prev.op.id) {
      this.#tips[prev.chain] = op.id
      return prev.chain
    }
    if (prev !== undefined || this.#byDevice.has(op.device)) this.#forked.add(op.device)
    return this.#tips.push(op.id) - 1
  }
}
