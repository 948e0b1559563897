/**
 * One room's governance while it grows: takes operations in any order, keeps those waiting whose ancestors are missing, and always shows
 * what `reduce` would show for the same set. An op that comes last in the order and meets nobody is applied to the state at hand (GOV-10);
 * anything else marks the state as stale, and the next look works it out anew, so a batch costs one reduction.
 */
import type { BlockId, DeviceId, RoomId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { type Placed, compareOrder, saw } from './causality.ts'
import { type Decision, HAND_OVER, Reach, loweringsIn } from './decisions.ts'
import { Ledger, type Refusal, shapeOf } from './ledger.ts'
import { proofsFor } from './proofs.ts'
import type { Ground } from './round.ts'
import { type Settlement, settle } from './settle.ts'
import { WaitingRoom } from './waiting-room.ts'
import type { Action, GovContext, GovOp, GovState } from './types.ts'

/** QUOTA: no room to wait; give it again once its ancestors are here. */
export type AddRefusal = Refusal | 'QUOTA'
export type AddResult =
  /** In the set, with whatever it released; `duplicate` when it was there before. */
  | { readonly status: 'applied'; readonly duplicate: boolean }
  | { readonly status: 'waiting' }
  | { readonly status: 'refused'; readonly code: AddRefusal }

export class Governance {
  readonly #ground: Omit<Ground, 'reach'>
  readonly #ledger: Ledger
  readonly #waiting = new WaitingRoom(RESOURCE.WAITING_GOV_OPS)
  #order: Placed[] = []
  #reach: Reach
  #settlement: Settlement
  #isStale = false
  #reductions = 0

  constructor(roomId: RoomId, context: GovContext) {
    const proofs = proofsFor(context)
    this.#ledger = new Ledger(proofs)
    this.#ground = { roomId, proofs, lineage: this.#ledger.lineage }
    this.#reach = new Reach(this.#ledger.lineage)
    this.#settlement = settle([], { ...this.#ground, reach: this.#reach })
  }

  /** What follows from every op added so far. Belongs to this object and changes with it: read it again after adding. */
  get state(): GovState {
    if (this.#isStale) this.#reduce()
    return this.#settlement.round.state
  }

  /** What a new op names as parents, at most 16, the deepest first. */
  get heads(): readonly BlockId[] {
    const heads = [...this.#ledger.causality.heads].flatMap((id) => this.#ledger.causality.get(id) ?? [])
    return heads
      .toSorted((a, b) => compareOrder(b, a))
      .slice(0, INTRINSIC.GOV_PARENTS)
      .map(({ op }) => op.id)
  }

  get size(): number {
    return this.#ledger.causality.size
  }

  /** Devices that signed two ops for one seq. */
  get forked(): ReadonlySet<DeviceId> {
    return this.#ledger.causality.forked
  }

  /** How often the whole set was worked out anew: what GOV-10 keeps small. */
  get reductions(): number {
    return this.#reductions
  }

  has(id: BlockId): boolean {
    return this.#ledger.causality.has(id)
  }

  get(id: BlockId): GovOp | undefined {
    return this.#ledger.causality.get(id)?.op
  }

  /** Whether the op `later` knew the op `earlier`; false when either is not here. */
  saw(later: BlockId, earlier: BlockId): boolean {
    const a = this.#ledger.causality.get(later)
    const b = this.#ledger.causality.get(earlier)
    return a !== undefined && b !== undefined && saw(a, b)
  }

  /** Every op in the set, parents before children. */
  ops(): readonly GovOp[] {
    return [...this.#ledger.causality.all()].map(({ op }) => op)
  }

  /** Ops that others name and nobody gave us. */
  missing(): readonly BlockId[] {
    return this.#waiting.missing().filter((id) => !this.#ledger.causality.has(id))
  }

  add(op: GovOp): AddResult {
    if (this.#ledger.causality.has(op.id)) return { status: 'applied', duplicate: true }
    if (this.#waiting.has(op.id)) return { status: 'waiting' }
    const illShaped = shapeOf(op)
    if (illShaped !== undefined) return { status: 'refused', code: illShaped }
    const missing = this.#ledger.lacking(op)
    if (missing.length > 0) {
      return this.#waiting.hold(op, missing) ? { status: 'waiting' } : { status: 'refused', code: 'QUOTA' }
    }
    const code = this.#admit(op)
    if (code !== undefined) {
      this.#waiting.discard(op.id)
      return { status: 'refused', code }
    }
    const released = [...this.#waiting.release(op.id)]
    for (let child = released.pop(); child !== undefined; child = released.pop()) {
      if (this.#admit(child) === undefined) released.push(...this.#waiting.release(child.id))
      else this.#waiting.discard(child.id)
    }
    return { status: 'applied', duplicate: false }
  }

  #admit(op: GovOp): AddRefusal | undefined {
    const last = this.#order.at(-1)
    const entered = this.#ledger.enter(op)
    if (typeof entered === 'string') return entered
    const { placed, links, changesKnown } = entered
    this.#order.push(placed)
    if (this.#isStale) return undefined
    const isLast = last === undefined || compareOrder(last, placed) < 0
    if (!isLast || changesKnown || (links && this.#isAnythingDropped())) this.#isStale = true
    else this.#append(placed)
    return undefined
  }

  /** With a drop decided, a new certificate may save or doom devices whose ops are here already. */
  #isAnythingDropped(): boolean {
    return (
      [...this.#settlement.decided.values()].some(({ aim }) => aim.kind === 'device' || aim.kind === 'words') ||
      this.#settlement.idleWords.length > 0
    )
  }

  /** The plain case of GOV-10. */
  #append(placed: Placed): void {
    const { round, idleWords, hasTried } = this.#settlement
    const before = round.down.size
    if (hasTried && placed.op.actions.some(isAboutRanks)) this.#isStale = true
    // A new link makes the remembered orphans of a device out of date.
    this.#reach.forget()
    round.step(placed, this.#order.length - 1)
    // A removal that is void now may still hold others back while it is judged, so the claim alone counts.
    const lowering = [...round.down.values()].slice(before)
    const claimed = loweringsIn(placed, this.#order.length - 1, this.#ledger.lineage)
    const wakesWords = idleWords.some((one) => this.#isCovered(placed, one))
    if (wakesWords || this.#mayDecideByWords(placed) || [...lowering, ...claimed].some((one) => this.#meetsAnybody(one)))
      this.#isStale = true
  }

  #mayDecideByWords({ op }: Placed): boolean {
    return op.actions.some((action) => action.type === 'drop' && action.revocation !== undefined)
  }

  /** Whether anything in the set lies beyond a cut, be it void now: it might not be void once this act is decided first. */
  #meetsAnybody(decision: Decision): boolean {
    if (decision.aim.kind === 'admissions') return decision.aim.acts.size > 0
    for (const device of this.#reach.devicesOf(decision)) {
      if (this.#ledger.causality.of(device).some((placed) => this.#isCovered(placed, decision))) return true
    }
    return false
  }

  #isCovered(placed: Placed, decision: Decision): boolean {
    if (this.#reach.hits(decision, placed, HAND_OVER)) return true
    return [...placed.op.actions.keys()].some((index) => this.#reach.hits(decision, placed, index))
  }

  #reduce(): void {
    this.#order.sort(compareOrder)
    this.#reach = new Reach(this.#ledger.lineage)
    this.#settlement = settle(this.#order, { ...this.#ground, reach: this.#reach })
    this.#isStale = false
    this.#reductions += 1
  }
}

/** Whether an act may change who ranks where, and so which claim is tried first. */
function isAboutRanks({ type }: Action): boolean {
  return type === 'admit' || type === 'raise' || type === 'limit' || type === 'remove' || type === 'leave'
}
