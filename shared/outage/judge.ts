/**
 * What follows from a round of questions (OUT-4): how each service stands, slowly to the worse, slowly back, and never out of our own network's
 * fault. Pure: times and answers come from outside. A service is said to be down only while something at least as far away answers; alone, its
 * silence is a suspicion and stays one.
 */
import { OUTAGE } from '../limits.ts'
import type { OutageState } from './state.ts'

/** How far away somebody is: this computer, its networks, the world. -1: nobody. */
export type Distance = -1 | 0 | 1 | 2

/**
 * up: it shook hands, or refused to with a word of TLS. refused, reset, silent: it did not. no-name: the name means nothing any more.
 * no-resolver: nobody could be asked for the name. no-route: this computer has no way there. elsewhere: something answered that cannot be the
 * service, such as a sign-in page; that says nothing about it.
 */
export type ProbeOutcome = 'up' | 'refused' | 'reset' | 'silent' | 'no-name' | 'no-resolver' | 'no-route' | 'elsewhere'

export interface ProbeResult {
  readonly outcome: ProbeOutcome
  /** Of the address that was tried; of a name that led nowhere, the world. */
  readonly distance: Distance
}

/** What was asked of one service in one round. */
export interface RoundOf {
  readonly service: string
  readonly results: readonly ProbeResult[]
}

export interface Standing {
  readonly state: OutageState
  readonly since: number | undefined
  readonly checkedAt: number | undefined
  readonly backAt: number | undefined
  /** Rounds in a row without an answer while others answered, and when the first was, ms. */
  readonly failures: number
  readonly failingSince: number | undefined
  /** Rounds in a row with an answer. */
  readonly answers: number
}

export const NOTHING_KNOWN: Standing = {
  ...{ state: 'unknown', since: undefined, checkedAt: undefined, backAt: undefined },
  ...{ failures: 0, failingSince: undefined, answers: 0 },
}

export type Verdict = 'up' | 'failing' | 'nothing'
/** Whether something at least as far away answers just now. */
export type Witness = 'yes' | 'no' | 'unknown'

export function verdictOf({ results }: RoundOf): Verdict {
  if (results.some(({ outcome }) => outcome === 'up')) return 'up'
  return results.some(({ outcome }) => outcome !== 'elsewhere') ? 'failing' : 'nothing'
}

/** `sessions`: the farthest of those this computer is connected with now. */
export function witnessOf(round: readonly RoundOf[], service: string, sessions: Distance): Witness {
  const own = round.find((each) => each.service === service)
  const needed = own === undefined ? 2 : farthest(own.results)
  const others = round.filter((each) => each.service !== service)
  const answering = others
    .filter((each) => verdictOf(each) === 'up')
    .flatMap(({ results }) => results.filter(({ outcome }) => outcome === 'up'))
  if (sessions >= needed || farthest(answering) >= needed) return 'yes'
  const isCut = own?.results.every(({ outcome }) => outcome === 'no-route' || outcome === 'no-resolver') === true
  const silent = others.filter((each) => verdictOf(each) === 'failing' && farthest(each.results) >= needed)
  return isCut || silent.length > 0 ? 'no' : 'unknown'
}

export function step(before: Standing, verdict: Verdict, witness: Witness, now: number): Standing {
  const checked = { ...before, checkedAt: now }
  if (verdict === 'nothing') return checked
  if (verdict === 'up') return answered(checked, now)
  const failing = { ...checked, answers: 0 }
  if (witness === 'no') return ownFault(failing)
  if (before.state === 'down') return failing
  const suspect = { ...failing, state: 'suspect', since: before.state === 'suspect' ? before.since : now } as const
  if (witness === 'unknown') return suspect
  const failingSince = before.failingSince ?? now
  const failures = before.failures + 1
  const isDown = failures >= OUTAGE.ROUNDS_TO_DOWN && now - failingSince >= OUTAGE.DOWN_AFTER_MS
  return isDown
    ? { ...suspect, failures, failingSince, state: 'down', since: failingSince }
    : { ...suspect, failures, failingSince, since: failingSince }
}

function answered(before: Standing, now: number): Standing {
  const better = { ...before, failures: 0, failingSince: undefined, answers: before.answers + 1 }
  if (before.state === 'ok') return better
  if (before.state !== 'down') return { ...better, state: 'ok', since: now }
  return better.answers < OUTAGE.ROUNDS_TO_BACK ? better : { ...better, state: 'ok', since: now, backAt: now }
}

/** Nothing counts that was seen through a network that leads nowhere; what was known before stays known. */
function ownFault(before: Standing): Standing {
  const clean = { ...before, failures: 0, failingSince: undefined }
  return before.state === 'suspect' ? { ...clean, state: 'unknown', since: undefined } : clean
}

function farthest(results: readonly ProbeResult[]): Distance {
  return results.reduce<Distance>((most, { distance }) => (distance > most ? distance : most), -1)
}
