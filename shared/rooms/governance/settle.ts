/**
 * The outer loop of GOV-8: walks the operations again and again, each time deciding the highest-ranked lowering acts that meet something,
 * until none is open. What is left undecided although it claims to hit something is then tried as if it were decided, so that nobody
 * undoes his own removal by acts which that removal takes back (P3).
 */
import type { Placed } from './causality.ts'
import { type ActKey, type Decision, dropsByWords, lowerings } from './decisions.ts'
import { rankOf } from './judge.ts'
import { type Rank, READER, compareRank } from './ranks.ts'
import { type Ground, Round } from './round.ts'

export interface Settlement {
  readonly round: Round
  /** Drops by words that do not stand; what they might hit later may give them ground. */
  readonly idleWords: readonly Decision[]
  readonly decided: ReadonlyMap<ActKey, Decision>
  /** Claims were tried, in the order of ranks as they are now. */
  readonly hasTried: boolean
  /** Walks that were needed; 1 where nobody met anybody. */
  readonly rounds: number
}

/** How often a claim that failed at first may be taken in after all; a bound only, so that claims cannot push each other out for ever. */
const TRIALS_WON = 2
/** Trials in all: those of the highest rank come first, so a flood of void claims starves nobody but its author (GOV-10). */
const TRIALS = 256

/** Works out a room from its operations in order. */
export function settle(order: readonly Placed[], ground: Ground): Settlement {
  const settling = new Settling(order, ground)
  const byWords = dropsByWords(order, ground.lineage, ({ revocation }) => ground.proofs.revocation(revocation))
  const claims = lowerings(order, ground.lineage, ground.reach).toReversed()
  const won = new Map<ActKey, number>()
  let held = settling.stable(foremost(byWords, ground))
  let left = TRIALS
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false
    const { round, decided } = held
    const isIdle = (claim: Decision): boolean => (won.get(claim.key) ?? 0) < TRIALS_WON && !decided.has(claim.key) && round.strikes(claim)
    for (const group of groupsOf(byWords.filter(isIdle), claims.filter(isIdle), round)) {
      if (left-- <= 0) break
      const trial = settling.trial(group, decided)
      if (trial === undefined) continue
      for (const { key } of group) if (trial.decided.has(key)) won.set(key, (won.get(key) ?? 0) + 1)
      held = settling.widened(group, trial)
      hasChanged = true
      break
    }
  }
  return { ...held, hasTried: left < TRIALS, idleWords: byWords.filter(({ key }) => !held.decided.has(key)), rounds: settling.rounds }
}

/** What is tried together: each drop by words alone, then all claims of one account, the highest rank first. */
function groupsOf(byWords: readonly Decision[], claims: readonly Decision[], { state }: Round): readonly (readonly Decision[])[] {
  const byActor = Map.groupBy(claims, ({ actor }) => actor)
  const ranked = [...byActor].map(([actor, own]) => ({ own, rank: rankOf(state, actor) ?? NO_RANK }))
  return [...byWords.map((one) => [one]), ...ranked.toSorted((a, b) => compareRank(a.rank, b.rank)).map(({ own }) => own)]
}

/** GOV-7: what words say comes first, the newest revocation before all, unless other words hit it. */
function foremost(byWords: readonly Decision[], ground: Ground): Map<ActKey, Decision> {
  const decided = new Map<ActKey, Decision>()
  for (const one of byWords) if (!isHit(one, decided.values(), ground)) decided.set(one.key, one)
  return decided
}

const NO_RANK: Rank = { level: READER, seniority: Infinity }

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

  /** Decides until nothing is open. A decision must stand on its own ground: one whose act does not count is gone; `forced` alone stay. */
  stable(decided: Map<ActKey, Decision>, forced: ReadonlySet<ActKey> = new Set()): Held {
    const rejected = new Set<ActKey>()
    let fresh: ReadonlySet<ActKey> = new Set(forced.size === 0 ? decided.keys() : [])
    for (;;) {
      const round = new Round(this.#ground, decided)
      for (const [pos, placed] of this.#order.entries()) round.step(placed, pos)
      this.rounds += 1
      // GOV-7: a claim that does not count under somebody's words must not silence them.
      const idle = [...forced].flatMap((key) => (round.down.has(key) ? [] : (decided.get(key) ?? [])))
      const lost = [...decided.values()].flatMap((one) => {
        const isKept = forced.has(one.key) || round.down.has(one.key) || (one.aim.kind === 'words' && isHit(one, idle, this.#ground))
        return isKept ? [] : [one.key]
      })
      // One that takes away its own ground must not drag others with it.
      const ownFault = lost.filter((key) => fresh.has(key))
      for (const key of ownFault.length > 0 ? ownFault : lost) {
        decided.delete(key)
        rejected.add(key)
      }
      if (lost.length > 0 || extendAdmissions(round, decided)) continue
      const best = foremostOpen(round, decided, rejected)
      if (best.length === 0) return { round, decided }
      for (const one of best) decided.set(one.key, one)
      fresh = new Set(best.map(({ key }) => key))
    }
  }

  /** What follows if `claims` are decided and with it all they hit is void; undefined when even then none would count. */
  trial(claims: readonly Decision[], decided: ReadonlyMap<ActKey, Decision>): Held | undefined {
    const allowed = claims.filter((claim) => !this.#isBarred(claim, decided))
    if (allowed.length === 0) return undefined
    const others = [...decided].filter(([, one]) => !allowed.some((claim) => !isFirst(one, claim) && isHit(one, [claim], this.#ground)))
    const forced = new Map(allowed.map((claim) => [claim.key, claim]))
    const held = this.stable(new Map([...others, ...forced]), new Set(forced.keys()))
    const counting = allowed.filter(({ key }) => held.round.down.has(key))
    if (counting.length === allowed.length) return held
    return counting.length === 0 ? undefined : this.trial(counting.slice(0, 1), decided)
  }

  /** Whether something decided hits a claim and does not come after it (GOV-7). */
  #isBarred(claim: Decision, decided: ReadonlyMap<ActKey, Decision>): boolean {
    const standing = [...decided.values()].filter((one) => one.aim.kind !== 'words' || !isFirst(claim, one))
    return isHit(claim, standing, this.#ground)
  }

  /** Claims are tried for what their author had not seen; those that count may cut deeper, if they still count then. */
  widened(claims: readonly Decision[], held: Held): Held {
    const whole = claims.flatMap(({ key }) => held.round.down.get(key) ?? []).filter((one) => held.round.strikes(one))
    return whole.length === 0 ? held : (this.trial(whole, held.decided) ?? held)
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

/** Every open act of the device whose open act has the highest rank. Words are no matter of rank: they are decided or tried. */
function foremostOpen(round: Round, decided: ReadonlyMap<ActKey, Decision>, rejected: ReadonlySet<ActKey>): readonly Decision[] {
  const open = [...round.down.values()]
    .filter(({ key, aim }) => aim.kind !== 'words' && !decided.has(key) && !rejected.has(key))
    .filter((one) => round.strikes(one))
  const best = open.toSorted((a, b) => compareRank(a.rank, b.rank) || a.pos - b.pos || a.index - b.index)[0]
  return open.filter((one) => one.placed.op.device === best?.placed.op.device && compareRank(one.rank, best.rank) === 0)
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
