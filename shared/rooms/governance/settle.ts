/**
 * The outer loop of GOV-8: walks the operations again and again, each time deciding the highest-ranked lowering acts that meet something,
 * until none is open. What is left undecided although it claims to hit something is then tried as if it were decided, so that nobody
 * undoes his own removal by acts which that removal takes back (P3).
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

/** How often a claim that failed at first may be taken in after all; a bound only, so that claims cannot push each other out for ever. */
const TRIALS_WON = 2

/** Works out a room from its operations in order. */
export function settle(order: readonly Placed[], ground: Ground): Settlement {
  const settling = new Settling(order, ground)
  const byWords = dropsByWords(order, ground.lineage, ({ revocation }) => ground.proofs.revocation(revocation))
  const claims = [...byWords, ...lowerings(order, ground.lineage, ground.reach).toReversed()]
  const won = new Map<ActKey, number>()
  let held = settling.stable(foremost(byWords, ground))
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false
    for (const claim of claims) {
      const times = won.get(claim.key) ?? 0
      if (times >= TRIALS_WON || held.decided.has(claim.key) || !held.round.strikes(claim)) continue
      const trial = settling.trial(claim, held.decided)
      if (trial === undefined) continue
      won.set(claim.key, times + 1)
      held = trial
      hasChanged = true
      break
    }
  }
  return { ...held, rounds: settling.rounds }
}

/** GOV-7: what words say comes first, the newest revocation before all, unless other words hit it. */
function foremost(byWords: readonly Decision[], ground: Ground): Map<ActKey, Decision> {
  const decided = new Map<ActKey, Decision>()
  for (const one of byWords) if (!isHit(one, decided.values(), ground)) decided.set(one.key, one)
  return decided
}

interface Held {
  readonly round: Round
  readonly decided: ReadonlyMap<ActKey, Decision>
}

class Settling {
  readonly #order: readonly Placed[]
  readonly #ground: Ground
  rounds = 0

  constructor(order: readonly Placed[], ground: Ground) {
    this.#order = order
    this.#ground = ground
  }

  /** Decides until nothing is open. A decision must stand on its own ground: one whose act does not count is gone; `forced` alone stays. */
  stable(decided: Map<ActKey, Decision>, forced?: ActKey): Held {
    const rejected = new Set<ActKey>()
    for (;;) {
      const round = new Round(this.#ground, decided)
      for (const [pos, placed] of this.#order.entries()) round.step(placed, pos)
      this.rounds += 1
      const lost = [...decided.keys()].filter((key) => key !== forced && !round.down.has(key))
      for (const key of lost) {
        decided.delete(key)
        rejected.add(key)
      }
      if (lost.length > 0 || extendAdmissions(round, decided)) continue
      if (!decideBest(round, decided, rejected)) return { round, decided }
    }
  }

  /** What follows if `claim` is decided and with it all it hits is void; undefined when even then it would not count. */
  trial(claim: Decision, decided: ReadonlyMap<ActKey, Decision>): Held | undefined {
    if (
      isHit(
        claim,
        [...decided.values()].filter((one) => !isFirst(claim, one)),
        this.#ground,
      )
    )
      return undefined
    const others = [...decided].filter(([, one]) => isFirst(one, claim) || !isHit(one, [claim], this.#ground))
    const held = this.stable(new Map([...others, [claim.key, claim]]), claim.key)
    return held.round.down.has(claim.key) ? held : undefined
  }
}

/** GOV-7: words come before all else, and newer words before older ones. */
function isFirst(one: Decision, other: Decision): boolean {
  return one.aim.kind === 'words' && (other.aim.kind !== 'words' || one.rank.seniority < other.rank.seniority)
}

/** Whether one of `others` covers the act of a decision. */
function isHit(one: Decision, others: Iterable<Decision>, { reach }: Ground): boolean {
  for (const other of others) if (other.key !== one.key && one.at < other.pos && reach.hits(other, one.placed, one.index)) return true
  return false
}

/** Decides every open act of the device whose open act has the highest rank; false when none is open. */
function decideBest(round: Round, decided: Map<ActKey, Decision>, rejected: ReadonlySet<ActKey>): boolean {
  const open = [...round.down.values()].filter(
    (one) => one.aim.kind !== 'words' && !decided.has(one.key) && !rejected.has(one.key) && round.strikes(one),
  )
  const best = open.toSorted((a, b) => compareRank(a.rank, b.rank) || a.pos - b.pos || a.index - b.index)[0]
  if (best === undefined) return false
  for (const one of open) {
    if (one.placed.op.device === best.placed.op.device && compareRank(one.rank, best.rank) === 0) decided.set(one.key, one)
  }
  return true
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
