/**
 * The outer loop of GOV-8: walks the operations again and again, each time deciding the highest-ranked lowering acts that meet something,
 * until none is open. Every round decides or rejects at least one for good, so it ends (GOV-9).
 */
import type { Placed } from './causality.ts'
import { type ActKey, type Decision, dropsByWords } from './decisions.ts'
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
  for (let rounds = 1; ; rounds++) {
    decideByWords(byWords, decided, rejected, ground, positions)
    const round = new Round(ground, decided)
    for (const [pos, placed] of order.entries()) round.step(placed, pos)
    if (rejectLost(round, decided, rejected) || extendAdmissions(round, decided)) continue
    const open = [...round.down.values()].filter(({ key }) => !decided.has(key) && !rejected.has(key)).filter((one) => round.strikes(one))
    const best = open.toSorted((a, b) => compareRank(a.rank, b.rank) || a.pos - b.pos || a.index - b.index)[0]
    if (best === undefined) return { round, decided, rounds }
    for (const one of open) {
      if (one.placed.op.device === best.placed.op.device && compareRank(one.rank, best.rank) === 0) decided.set(one.key, one)
    }
  }
}

/** GOV-7: what words say comes first, unless something already decided hits it. */
function decideByWords(
  candidates: readonly Decision[],
  decided: Map<ActKey, Decision>,
  rejected: ReadonlySet<ActKey>,
  { reach }: Ground,
  positions: ReadonlyMap<Placed, number>,
): void {
  for (const candidate of candidates) {
    if (decided.has(candidate.key) || rejected.has(candidate.key)) continue
    const action = candidate.placed.op.actions[candidate.index]
    const pos = positions.get(candidate.placed) ?? 0
    if (action === undefined) continue
    const isHit = [...decided.values()].some((one) => pos < one.pos && reach.hits(one, candidate.placed, candidate.index, action))
    if (!isHit) decided.set(candidate.key, candidate)
  }
}

/** A decision must stand on its own ground: one whose act no longer counts is gone for good. */
function rejectLost(round: Round, decided: Map<ActKey, Decision>, rejected: Set<ActKey>): boolean {
  const lost = [...decided.keys()].filter((key) => !round.down.has(key))
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
