/**
 * The set of operations of a room: what is in it, in which place, and which devices its certificates name. What may enter is decided from
 * an op and its ancestors alone (GOV-12), so everybody ends with the same set whatever came first.
 */
import type { BlockId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { Causality, type Placed, parentsOf, saw } from './causality.ts'
import { Lineage, certificatesOf } from './lineage.ts'
import type { Proofs } from './proofs.ts'
import type { GovOp } from './types.ts'

export type Refusal = 'OUT_OF_RANGE' | 'BAD_CHAIN' | 'NOT_LIVE'

export interface Entered {
  readonly placed: Placed
  /** Its certificates told something new. */
  readonly links: boolean
  /** And that about a device named before. */
  readonly changesKnown: boolean
}

export class Ledger {
  readonly causality = new Causality()
  readonly lineage: Lineage
  /** Ops that show a certificate of a device. */
  readonly #naming = new Map<DeviceId, Placed[]>()

  constructor(proofs: Proofs) {
    this.lineage = new Lineage(proofs)
  }

  /** Ancestors that are not here. */
  lacking(op: GovOp): readonly BlockId[] {
    return parentsOf(op).filter((id) => !this.causality.has(id))
  }

  /** Takes in an op whose ancestors are all here; a code says why not. */
  enter(op: GovOp): Entered | Refusal {
    if (!this.#isIntroduced(op)) return 'NOT_LIVE'
    const placed = this.causality.place(op)
    if (placed === undefined) return 'BAD_CHAIN'
    const before = this.lineage.links
    const changesKnown = this.lineage.add(op)
    for (const { device } of certificatesOf(op)) {
      const naming = this.#naming.get(device)
      if (naming === undefined) this.#naming.set(device, [placed])
      else naming.push(placed)
    }
    return { placed, links: this.lineage.links > before, changesKnown }
  }

  /** GOV-12: an op counts as governance only if it, or an op it rests on, shows a certificate of its device. */
  #isIntroduced(op: GovOp): boolean {
    if (certificatesOf(op).some(({ device }) => device === op.device)) return true
    const naming = this.#naming.get(op.device) ?? []
    const parents = parentsOf(op).flatMap((id) => this.causality.get(id) ?? [])
    return naming.some((one) => parents.some((parent) => saw(parent, one)))
  }
}

/** GOV-12: what no op may exceed, whoever wrote it. */
export function shapeOf(op: GovOp): Refusal | undefined {
  const isWhole = Number.isSafeInteger(op.seq) && Number.isSafeInteger(op.t) && op.t >= 0
  if (!isWhole || op.seq < 1 || op.seq > INTRINSIC.GOV_OPS_PER_DEVICE) return 'OUT_OF_RANGE'
  if (op.parents.length > INTRINSIC.GOV_PARENTS || op.grants.length > INTRINSIC.GRANTS_PER_OP) return 'OUT_OF_RANGE'
  // An op may do nothing but hand over keys (KEY-5).
  if (op.actions.length > INTRINSIC.GOV_ACTIONS || (op.actions.length === 0 && op.grants.length === 0)) return 'OUT_OF_RANGE'
  return (op.prev === undefined) === (op.seq === 1) ? undefined : 'BAD_CHAIN'
}
