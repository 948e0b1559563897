/**
 * One walk through the operations in order under the decisions made so far (the inner loop of GOV-8). It yields the state that results,
 * every lowering act that counted, and which acts of which device counted, so that `settle.ts` can see who met whom.
 */
import type { AccountId, DeviceId, RoomId } from '../../ids/index.ts'
import { type Placed, saw } from './causality.ts'
import { type ActKey, type Decision, HAND_OVER, type Reach, actKey, isDropByWords } from './decisions.ts'
import { type Actor, type Sight, actorOf, judge, judgeEpoch } from './judge.ts'
import type { Lineage } from './lineage.ts'
import { type Effect, type Stand, announce, perform } from './perform.ts'
import type { Proofs } from './proofs.ts'
import { type Cap, MEMBER, NO_LEVEL, OWNER, READER, levelFor } from './ranks.ts'
import { RoomState } from './room-state.ts'
import type { Action, GovCode } from './types.ts'

/** What holds for a room through all rounds. */
export interface Ground {
  readonly roomId: RoomId
  readonly proofs: Proofs
  readonly lineage: Lineage
  readonly reach: Reach
}

interface AppliedAct {
  readonly placed: Placed
  readonly index: number
  readonly pos: number
}
interface Ceiling {
  readonly cap: Cap
  readonly by: Decision | undefined
}

const UNCAPPED: Ceiling = { cap: OWNER, by: undefined }
const NO_DECISIONS: readonly Decision[] = []

export class Round {
  readonly state: RoomState
  /** Lowering acts that counted in this round. */
  readonly down = new Map<ActKey, Decision>()
  readonly #ground: Ground
  readonly #decided: ReadonlyMap<ActKey, Decision>
  readonly #byDevice = new Map<DeviceId, Decision[]>()
  readonly #admissions: Decision[] = []
  readonly #applied = new Map<DeviceId, AppliedAct[]>()
  readonly #appliedKeys = new Set<ActKey>()

  constructor(ground: Ground, decided: ReadonlyMap<ActKey, Decision>) {
    this.#ground = ground
    this.#decided = decided
    const revoked = new Map<AccountId, Set<DeviceId>>()
    for (const decision of decided.values()) {
      const { aim } = decision
      if (aim.kind === 'admissions') this.#admissions.push(decision)
      for (const device of ground.reach.devicesOf(decision)) push(this.#byDevice, device, decision)
      if (aim.kind === 'words') revoked.set(aim.account, (revoked.get(aim.account) ?? new Set()).add(aim.device))
    }
    const condemned = new Set<DeviceId>()
    for (const [account, devices] of revoked) for (const device of ground.lineage.orphans(account, devices)) condemned.add(device)
    this.state = new RoomState(ground.lineage, condemned)
  }

  /** Applies one op at its position; positions must come in ascending order. */
  step(placed: Placed, pos: number): void {
    const { op } = placed
    let isCreating = false
    let isHeard = this.#isHeard(placed, pos)
    for (const [index, action] of op.actions.entries()) {
      const stand: Stand = {
        t: op.t,
        device: op.device,
        placed,
        index,
        isCreating,
        roomId: this.#ground.roomId,
        proofs: this.#ground.proofs,
      }
      const ceiling = this.#ceiling(placed, index, pos)
      const outcome = this.#act(action, stand, pos, ceiling)
      if (outcome === undefined) {
        if (action.type === 'create') isCreating = true
        continue
      }
      const beaten = ceiling.by === undefined ? {} : { beatenBy: { op: ceiling.by.placed.op.id, index: ceiling.by.index } }
      this.state.voided.push({ op: op.id, index, t: op.t, device: op.device, kind: action.type, code: outcome, ...beaten })
      if (action.type === 'epoch' && judgeEpoch(this.state, action, placed) === undefined) {
        announce(this.state, action, placed, true)
      }
    }
    isHeard ||= this.#isHeard(placed, pos)
    if (op.grants.length === 0) return
    if (!isHeard) {
      if (!this.#knewBetter(placed)) this.state.book.noteOfHeld(placed)
      return
    }
    this.state.book.note(placed)
    push(this.#applied, op.device, { placed, index: HAND_OVER, pos })
  }

  /** Whether a decision covers an act that counted in this round and comes before it. */
  strikes(decision: Decision): boolean {
    const { aim } = decision
    if (aim.kind === 'admissions') return [...aim.acts].some((key) => this.#appliedKeys.has(key))
    for (const device of this.#ground.reach.devicesOf(decision)) {
      for (const { placed, index, pos } of (this.#applied.get(device) ?? []).toReversed()) {
        if (pos < decision.pos && this.#ground.reach.hits(decision, placed, index)) return true
      }
    }
    return false
  }

  #act(action: Action, stand: Stand, pos: number, { cap, by }: Ceiling): GovCode | undefined {
    if (cap === NO_LEVEL) return 'CUT'
    const me = this.#actor(action, stand, cap)
    if (typeof me === 'string') return me
    const code = judge(this.state, me, action, stand satisfies Sight)
    if (code !== undefined) return by !== undefined && code === 'FORBIDDEN' ? 'CUT' : code
    this.#record(action, stand, pos, me, perform(this.state, me, action, stand))
    return undefined
  }

  #record(action: Action, { placed, index }: Stand, pos: number, me: Actor, { target, isRepeat, lowers }: Effect): void {
    const { op } = placed
    const key = actKey(op.id, index)
    const seen = { ...(target !== undefined && { target }), ...(isRepeat && { isRepeat }) }
    this.state.events.push({ op: op.id, index, t: op.t, by: me.account, device: op.device, kind: action.type, action, ...seen })
    push(this.#applied, op.device, { placed, index, pos })
    this.#appliedKeys.add(key)
    if (lowers === undefined) return
    const isByWords = lowers.aim.kind === 'words'
    this.down.set(key, {
      key,
      placed,
      index,
      pos: isByWords ? Infinity : pos,
      at: pos,
      actor: me.account,
      rank: { level: me.level, seniority: me.seniority },
      ...lowers,
    })
  }

  /** Who acts, or why nobody does. */
  #actor(action: Action, { device }: Stand, cap: Cap): Actor | GovCode {
    const record = this.state.devices.get(device)
    if (record === undefined) return this.#newcomer(action, device, cap)
    if (record.dropped) return 'DROPPED'
    const member = this.state.members.get(record.account)
    if (member === undefined) return 'NOT_MEMBER'
    if (!record.rooted) return 'NOT_ROOTED'
    return actorOf(member, record, cap === NO_LEVEL ? READER : cap)
  }

  /** A device nobody introduced may found the room, or bring itself in for an account that is a member (FORK-5, GOV-2). */
  #newcomer(action: Action, device: DeviceId, cap: Cap): Actor | GovCode {
    if (action.type !== 'create' && action.type !== 'device') return 'NOT_MEMBER'
    const account = action.certificates.find((certificate) => certificate.device === device)?.account
    if (account === undefined) return 'NOT_MEMBER'
    if (action.type === 'create') return { account, record: undefined, level: OWNER, seniority: 0, isGuest: false }
    const member = this.state.members.get(account)
    if (member === undefined) return 'NOT_MEMBER'
    return actorOf(member, undefined, cap === NO_LEVEL ? READER : cap)
  }

  /** The lowest level any decision leaves to an act (GOV-5). */
  #ceiling(placed: Placed, index: number, pos: number): Ceiling {
    const over = this.#byDevice.get(placed.op.device) ?? NO_DECISIONS
    if (over.length === 0 && this.#admissions.length === 0) return UNCAPPED
    const own = this.#decided.get(actKey(placed.op.id, index))
    let ceiling = UNCAPPED
    for (const decision of [...over, ...this.#admissions]) {
      const cap = capOf(decision, placed, placed.op.actions[index])
      if (pos >= decision.pos || cap >= ceiling.cap) continue
      if (own !== undefined && isExempt(own, decision)) continue
      if (this.#ground.reach.hits(decision, placed, index)) ceiling = { cap, by: decision }
    }
    return ceiling
  }

  #isHeard(placed: Placed, pos: number): boolean {
    const record = this.state.devices.get(placed.op.device)
    const role = record === undefined ? READER : (this.state.members.get(record.account)?.role ?? READER)
    if (record === undefined || !record.live || record.isGuest || role < MEMBER) return false
    return this.#ceiling(placed, HAND_OVER, pos).cap >= MEMBER
  }

  /** Whether somebody who hands over keys and is not heard knew that he would not be: he had seen what put him below member, or out. */
  #knewBetter(placed: Placed): boolean {
    const record = this.state.devices.get(placed.op.device)
    // His own admission came to nothing, and he had not heard of it.
    if (record === undefined) return false
    if (record.dropped || record.isGuest) return true
    if ((this.state.members.get(record.account)?.role ?? READER) >= MEMBER) return false
    const acts = [this.state.touches.get(record.account)?.last.placed, this.state.farewells.get(record.account)]
    return acts.some((act) => act !== undefined && saw(placed, act))
  }
}

/** What words say stands against its own account; who was removed by others cannot use it to undo his past. */
function isExempt(own: Decision, from: Decision): boolean {
  return own.aim.kind === 'words' && from.actor === own.actor
}

/** What anybody may do at any level no cap can measure; beyond a cut it is void, or the target would undo what the limit let stand (P3). */
function capOf({ aim, cap }: Decision, { op }: Placed, action: Action | undefined): Cap {
  if (aim.kind !== 'account' || action === undefined) return cap
  return levelFor(action) === READER && !isDropByWords(action, op.device) ? NO_LEVEL : cap
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const held = map.get(key)
  if (held === undefined) map.set(key, [value])
  else held.push(value)
}
