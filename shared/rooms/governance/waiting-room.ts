/**
 * Ops that came before their ancestors (GOV-1). Bounded: what does not fit is refused and can be fetched again, nothing is lost.
 */
import type { BlockId } from '../../ids/index.ts'
import type { GovOp } from './types.ts'

export class WaitingRoom {
  readonly #limit: number
  readonly #held = new Map<BlockId, { readonly op: GovOp; readonly missing: Set<BlockId> }>()
  readonly #waiters = new Map<BlockId, Set<BlockId>>()

  constructor(limit: number) {
    this.#limit = limit
  }

  has(id: BlockId): boolean {
    return this.#held.has(id)
  }

  /** Keeps an op until all of `missing` are released; false when there is no room. */
  hold(op: GovOp, missing: readonly BlockId[]): boolean {
    if (this.#held.size >= this.#limit) return false
    this.#held.set(op.id, { op, missing: new Set(missing) })
    for (const id of missing) {
      const waiters = this.#waiters.get(id)
      if (waiters === undefined) this.#waiters.set(id, new Set([op.id]))
      else waiters.add(op.id)
    }
    return true
  }

  /** The ops that waited for nothing but this one; they are held no longer. */
  release(id: BlockId): readonly GovOp[] {
    const freed: GovOp[] = []
    for (const waiter of this.#waiters.get(id) ?? []) {
      const held = this.#held.get(waiter)
      if (held === undefined) continue
      held.missing.delete(id)
      if (held.missing.size > 0) continue
      this.#held.delete(waiter)
      freed.push(held.op)
    }
    this.#waiters.delete(id)
    return freed
  }

  /** Lets go of all that waited, at whatever remove, for an op that was refused. */
  discard(id: BlockId): void {
    const refused = [id]
    for (let next = refused.pop(); next !== undefined; next = refused.pop()) {
      refused.push(...(this.#waiters.get(next) ?? []))
      this.#waiters.delete(next)
      this.#held.delete(next)
    }
  }

  /** Everything waited for that is not itself waiting. */
  missing(): readonly BlockId[] {
    return [...this.#waiters.keys()].filter((id) => !this.#held.has(id))
  }
}
