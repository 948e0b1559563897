/**
 * Acts that take something away, and what they hit (GOV-5, GOV-7, GOV-11): every op of the target that stands earlier in the order but
 * beyond the cut. What an aim covers follows from signed data alone, never from a round's state; only the admissions an `uninvite`
 * voids are named one by one, because rank protects some of them.
 */
import type { AccountId, BlockId, DeviceId } from '../../ids/index.ts'
import { type Placed, saw } from './causality.ts'
import { INTRINSIC } from '../../limits.ts'
import { subjectOf } from './judge.ts'
import type { Lineage } from './lineage.ts'
import { type Cap, MEMBER, NO_LEVEL, OWNER, type Rank, weightOf } from './ranks.ts'
import type { Action, Cuts, Role } from './types.ts'

/** Names one act: op id and its index there. */
export type ActKey = `${BlockId}:${number}`

export function actKey(op: BlockId, index: number): ActKey {
  return `${op}:${index}`
}

export type Aim =
  /** `cuts` undefined: everything its author had seen stays. */
  | { readonly kind: 'account'; readonly account: AccountId; readonly cuts: Cuts | undefined }
  /** A drop without words: takes back only what weighs no more than its account's level now. */
  | { readonly kind: 'device'; readonly account: AccountId; readonly device: DeviceId; readonly gov: number; readonly weight: Role }
  /** A drop by words, decided first (GOV-7). */
  | { readonly kind: 'words'; readonly account: AccountId; readonly device: DeviceId; readonly gov: number }
  | { readonly kind: 'admissions'; readonly acts: ReadonlySet<ActKey> }

export interface Decision {
  readonly key: ActKey
  readonly placed: Placed
  readonly index: number
  /** Everything before this position can be hit; infinite for a drop by words. */
  readonly pos: number
  /** Where the act itself stands. */
  readonly at: number
  readonly actor: AccountId
  readonly rank: Rank
  readonly cap: Cap
  readonly aim: Aim
}

/** The devices whose ops an aim can hit, and from which seq on. */
export class Reach {
  readonly #lineage: Lineage
  readonly #orphans = new Map<string, ReadonlySet<DeviceId>>()

  constructor(lineage: Lineage) {
    this.#lineage = lineage
  }

  devicesOf({ aim }: Decision): ReadonlySet<DeviceId> {
    if (aim.kind === 'admissions') return new Set()
    if (aim.kind === 'account') return this.#lineage.devicesOf(aim.account)
    return new Set([aim.device, ...this.orphansOf(aim.account, aim.device)])
  }

  /** Whether a decision covers an act; the caller compares positions. The op that made the room is beyond every cut. */
  hits({ aim, placed: by }: Decision, placed: Placed, index: number): boolean {
    if (placed.depth === 0 && placed.op.actions[0]?.type === 'create') return false
    const { device, id } = placed.op
    switch (aim.kind) {
      case 'account':
        return (
          this.#lineage.accountsOf(device).has(aim.account) &&
          isBeyond(by, placed, aim.cuts === undefined ? Infinity : (aim.cuts.get(device)?.[0] ?? 0))
        )
      case 'device':
        if (weightAt(placed, index, aim.account) > aim.weight) return false
        // What the dropped device certified behind everybody's back goes with it; what the dropping one had seen, it can drop by name.
        return device === aim.device
          ? isBeyond(by, placed, aim.gov)
          : this.orphansOf(aim.account, aim.device).has(device) && !saw(by, placed)
      case 'words':
        return device === aim.device ? isBeyond(by, placed, aim.gov) : this.orphansOf(aim.account, aim.device).has(device)
      case 'admissions':
        return aim.acts.has(actKey(id, index))
    }
  }

  /** Certificates were added: what was worked out from them no longer holds. */
  forget(): void {
    this.#orphans.clear()
  }

  /** ENC-7: devices with no chain but through this one. */
  orphansOf(account: AccountId, device: DeviceId): ReadonlySet<DeviceId> {
    const key = `${account}${device}`
    const held = this.#orphans.get(key)
    if (held !== undefined) return held
    const orphans = this.#lineage.orphans(account, new Set([device]))
    this.#orphans.set(key, orphans)
    return orphans
  }
}

/** Names the hand-over of keys beside an op as if it were one of its acts (KEY-3). */
export const HAND_OVER = -1

function weightAt(placed: Placed, index: number, author: AccountId): Role {
  const action = placed.op.actions[index]
  if (action === undefined) return MEMBER
  // GOV-20: others' devices are a member's to bring, as a vouch is.
  return action.type === 'device' && subjectOf(author, action) !== author ? MEMBER : weightOf(action)
}

/** A fork has seqs twice, so a seq within the cut is not enough: what the cutting op never saw is no part of what it left standing. */
function isBeyond(by: Placed, placed: Placed, cut: number): boolean {
  return placed.op.seq > cut || !saw(by, placed)
}

/** What GOV-7 decides before anything else: drops whose revocation names the op's own device as heir, the newest revocation first. */
export function dropsByWords(order: readonly Placed[], lineage: Lineage, isGenuine: (action: DropByWords) => boolean): readonly Decision[] {
  const found: { readonly n: number; readonly decision: Decision }[] = []
  for (const [at, placed] of order.entries()) {
    for (const [index, action] of placed.op.actions.entries()) {
      if (!isDropByWords(action, placed.op.device) || !isGenuine(action)) continue
      const { account, n } = action.revocation
      if (!lineage.accountsOf(placed.op.device).has(account)) continue
      const aim: Aim = { kind: 'words', account, device: action.device, gov: action.cut[0] }
      const rank: Rank = { level: OWNER, seniority: 0 }
      const key = actKey(placed.op.id, index)
      found.push({ n, decision: { key, placed, index, pos: Infinity, at, actor: account, rank, cap: NO_LEVEL, aim } })
    }
  }
  found.sort((a, b) => b.n - a.n || (a.decision.key < b.decision.key ? -1 : 1))
  const perAccount = new Map<AccountId, number>()
  const bounded = found.filter(({ decision: { actor } }) => {
    const count = (perAccount.get(actor) ?? 0) + 1
    perAccount.set(actor, count)
    return count <= INTRINSIC.ACCOUNT_EVER_DEVICES
  })
  return bounded.map(({ decision }, place) => ({ ...decision, rank: { ...decision.rank, seniority: place } }))
}

/**
 * Removals and limits that claim to meet something their author had not seen. One that does not count is tried without what it claims to
 * hit: whoever was removed cannot take back, from before, the very steps that gave his remover the rank (P3). What its author had seen
 * and cuts nevertheless is left out here, or a claim could make its own ground.
 */
export function lowerings(order: readonly Placed[], lineage: Lineage, reach: Reach): readonly Decision[] {
  const positions = new Map<DeviceId, { readonly placed: Placed; readonly pos: number }[]>()
  for (const [pos, placed] of order.entries()) {
    const own = positions.get(placed.op.device)
    if (own === undefined) positions.set(placed.op.device, [{ placed, pos }])
    else own.push({ placed, pos })
  }
  return order.flatMap((placed, pos) =>
    loweringsIn(placed, pos, lineage).filter((one) =>
      [...reach.devicesOf(one)].some((device) =>
        (positions.get(device) ?? []).some((met) => met.pos < pos && reach.hits(one, met.placed, HAND_OVER)),
      ),
    ),
  )
}

/** The removals and limits of others that one op claims to make. */
export function loweringsIn(placed: Placed, pos: number, lineage: Lineage): readonly Decision[] {
  const { id, device, actions } = placed.op
  const [actor] = lineage.accountsOf(device)
  return actions.flatMap((action, index): Decision[] => {
    if (action.type !== 'remove' && action.type !== 'limit') return []
    if (actor === undefined || lineage.accountsOf(device).has(action.account)) return []
    const aim: Aim = { kind: 'account', account: action.account, cuts: undefined }
    const cap = action.type === 'remove' ? NO_LEVEL : action.role
    return [{ key: actKey(id, index), placed, index, pos, at: pos, actor, rank: { level: 0, seniority: 0 }, cap, aim }]
  })
}

export type DropByWords = Extract<Action, { readonly type: 'drop' }> & {
  readonly cut: readonly [number, number]
  readonly revocation: NonNullable<Extract<Action, { readonly type: 'drop' }>['revocation']>
}

export function isDropByWords(action: Action, by: DeviceId): action is DropByWords {
  if (action.type !== 'drop' || action.revocation === undefined || action.cut === undefined) return false
  return action.revocation.heir === by && action.revocation.device === action.device && action.device !== by
}
