/**
 * The outer loop of GOV-8: walks the operations again and again, each time deciding the highest-ranked lowering acts that meet something,
 * until none is open. Every round decides or rejects at least one for good, so it ends (GOV-9).
 */
import type { Placed } from './causality.ts'
import { type ActKey, type Decision, dropsByWords, lowerings } from './decisions.ts'
import { compareRank } from './ranks.ts'
import { type Ground, Round } from './round.ts'

export interface Settlement {
  readonly round: Round
  readonly decided: ReadonlyMap<ActKey, Decision>
  /** Walks that were needed; 1 where nobody met anybody. */
  readonly rounds: number
}

/** Works out a room from its operations in order. */
export function settle(order: readonly Placed[], ground: Ground): Settlement {
  const decided = new Map<ActKey, Decision>()
  const rejected = new Set<ActKey>()
  const byWords = dropsByWords(order, ground.lineage, ({ revocation }) => ground.proofs.revocation(revocation))
  const positions = new Map(order.map((placed, pos) => [placed, pos]))
  // Words without ground fall before anything is judged by them.
  settleWords(order, ground, byWords, positions, decided, rejected)
  let doubts = lowerings(order, ground.lineage, ground.reach)
  for (let rounds = 1; ; rounds++) {
    decideByWords(byWords, decided, rejected, ground, positions)
    const active = doubts.filter((one) => !isHit(one, decided.values(), ground))
    // Words of somebody who may be out are not heard while that is judged.
    const others = [...active, ...decided.values()].filter(({ aim }) => aim.kind !== 'words')
    const isSuspended = (one: Decision): boolean =>
      isHit(
        one,
        others.filter(({ actor }) => actor !== one.actor),
        ground,
        positions,
      )
    const effective = new Map([...decided].filter(([, one]) => one.aim.kind !== 'words' || !isSuspended(one)))
    const round = new Round(ground, effective, active)
    for (const [pos, placed] of order.entries()) round.step(placed, pos)
    if (rejectLost(round, decided, rejected, active.length > 0) || extendAdmissions(round, decided)) continue
    // A doubt that failed on its merits holds nobody back any longer; one that was itself held back is judged in a later round.
    const standing = doubts.filter(({ key }) => round.down.has(key) || round.isHeldBack(key))
    if (standing.length < doubts.length) {
      doubts = standing
      continue
    }
    const isDecided = decideBest(round, decided, rejected, new Set(active.map(({ key }) => key)))
    if (!isDecided && doubts.length === 0) return { round, decided, rounds }
    doubts = isDecided ? doubts.filter(({ key }) => !decided.has(key)) : []
  }
}

/** Decides the drops by words that stand when nothing else is decided (GOV-7: their heir is rooted). */
function settleWords(
  order: readonly Placed[],
  ground: Ground,
  byWords: readonly Decision[],
  positions: ReadonlyMap<Placed, number>,
  decided: Map<ActKey, Decision>,
  rejected: Set<ActKey>,
): void {
  if (byWords.length === 0) return
  for (let hasLost = true; hasLost;) {
    decideByWords(byWords, decided, rejected, ground, positions)
    const round = new Round(ground, decided, [])
    for (const [pos, placed] of order.entries()) round.step(placed, pos)
    hasLost = rejectLost(round, decided, rejected, false)
  }
}

/** Whether one of `others` covers the act of a decision. */
function isHit(one: Decision, others: Iterable<Decision>, { reach }: Ground, positions?: ReadonlyMap<Placed, number>): boolean {
  const action = one.placed.op.actions[one.index]
  const pos = positions?.get(one.placed) ?? one.pos
  for (const other of others) {
    if (action !== undefined && other.key !== one.key && pos < other.pos && reach.hits(other, one.placed, one.index, action)) return true
  }
  return false
}

/** Decides every open act of the device whose open act has the highest rank; false when none is open. */
function decideBest(round: Round, decided: Map<ActKey, Decision>, rejected: ReadonlySet<ActKey>, doubts: ReadonlySet<ActKey>): boolean {
  const open = [...round.down.values()]
    .filter(({ key }) => !decided.has(key) && !rejected.has(key))
    .filter((one) => doubts.has(one.key) || round.strikes(one))
  const best = open.toSorted((a, b) => compareRank(a.rank, b.rank) || a.pos - b.pos || a.index - b.index)[0]
  if (best === undefined) return false
  for (const one of open) {
    if (one.placed.op.device === best.placed.op.device && compareRank(one.rank, best.rank) === 0) decided.set(one.key, one)
  }
  return true
}

/** GOV-7: what words say comes first, unless something already decided hits it. */
function decideByWords(
  candidates: readonly Decision[],
  decided: Map<ActKey, Decision>,
  rejected: ReadonlySet<ActKey>,
  ground: Ground,
  positions: ReadonlyMap<Placed, number>,
): void {
  for (const candidate of candidates) {
    if (decided.has(candidate.key) || rejected.has(candidate.key)) continue
    if (!isHit(candidate, decided.values(), ground, positions)) decided.set(candidate.key, candidate)
  }
}

/** A decision must stand on its own ground: one whose act no longer counts is gone for good. Words wait until every doubt is judged. */
function rejectLost(round: Round, decided: Map<ActKey, Decision>, rejected: Set<ActKey>, hasDoubts: boolean): boolean {
  const lost = [...decided].filter(([key, { aim }]) => !round.down.has(key) && !(hasDoubts && aim.kind === 'words')).map(([key]) => key)
  for (const key of lost) {
    decided.delete(key)
    rejected.add(key)
  }
  return lost.length > 0
}

/** A revoked invite may turn out to have let in more people once other acts are decided. */
function extendAdmissions(round: Round, decided: Map<ActKey, Decision>): boolean {
  let hasGrown = false
  for (const [key, decision] of decided) {
    const now = round.down.get(key)
    if (now === undefined || now.aim.kind !== 'admissions' || decision.aim.kind !== 'admissions') continue
    const acts = new Set([...decision.aim.acts, ...now.aim.acts])
    if (acts.size === decision.aim.acts.size) continue
    decided.set(key, { ...decision, aim: { kind: 'admissions', acts } })
    hasGrown = true
  }
  return hasGrown
}
