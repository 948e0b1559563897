/**
 * `reduce`: the state of a room as a pure function of a set of operations (GOV-8). Order of arrival, duplicates and batches cannot
 * matter: ops are put in the order of the room first. Ops whose ancestors are not all given are left out, as if not here.
 */
import type { BlockId, RoomId } from '../../ids/index.ts'
import { compareOrder, parentsOf } from './causality.ts'
import { Reach } from './decisions.ts'
import { Ledger, shapeOf } from './ledger.ts'
import { type Proofs, proofsFor } from './proofs.ts'
import { type Settlement, settle } from './settle.ts'
import type { GovContext, GovOp, GovState } from './types.ts'

/** The state that follows from `ops`, whichever way they are listed. */
export function reduce(roomId: RoomId, ops: readonly GovOp[], context: GovContext): GovState {
  return settlementOf(roomId, ops, proofsFor(context)).round.state
}

/** As `reduce`, with how it came about. */
export function settlementOf(roomId: RoomId, ops: readonly GovOp[], proofs: Proofs): Settlement {
  const ledger = new Ledger(proofs)
  enterAll(ops, ledger)
  const { lineage } = ledger
  const order = [...ledger.causality.all()].toSorted(compareOrder)
  return settle(order, { roomId, proofs, lineage, reach: new Reach(lineage) })
}

function enterAll(ops: readonly GovOp[], ledger: Ledger): void {
  const waitingFor = new Map<BlockId, GovOp[]>()
  const missing = new Map<GovOp, number>()
  const known = new Set<BlockId>()
  const ready: GovOp[] = []
  for (const op of ops) {
    if (known.has(op.id) || shapeOf(op) !== undefined) continue
    known.add(op.id)
    const parents = new Set(parentsOf(op))
    missing.set(op, parents.size)
    for (const parent of parents) {
      const waiters = waitingFor.get(parent)
      if (waiters === undefined) waitingFor.set(parent, [op])
      else waiters.push(op)
    }
    if (parents.size === 0) ready.push(op)
  }
  for (let op = ready.pop(); op !== undefined; op = ready.pop()) {
    if (typeof ledger.enter(op) === 'string') continue
    for (const waiter of waitingFor.get(op.id) ?? []) {
      const left = (missing.get(waiter) ?? 1) - 1
      missing.set(waiter, left)
      if (left === 0) ready.push(waiter)
    }
  }
}
