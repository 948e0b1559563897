/** The board out of what is known of each person (RDY-1): states, order, who counts as reached. Pure; makes no claim beyond its facts. */
import { BOOK, READINESS } from '../../limits.ts'
import type { LastReached, OwnReadiness, ReadinessView, ReadyPerson, ReadyState } from '../api-readiness.ts'
import { nextSteps } from './next-steps.ts'

export interface PersonFacts extends Omit<ReadyPerson, 'state' | 'worksWithoutInternet'> {
  /** invited: has no account here yet. */
  readonly standing: 'paired' | 'asked' | 'invited'
  /** invited: when they last had a word of it. */
  readonly toldAt?: number
}

const ORDER: readonly ReadyState[] = ['reached', 'stale', 'never', 'asked', 'invited']

export function board(now: number, facts: readonly PersonFacts[], own: OwnReadiness): ReadinessView {
  const rows = facts.map((fact) => ({ person: personOf(now, fact), toldAt: fact.toldAt }))
  const people = rows.map(({ person }) => person).toSorted(byStateThenName)
  // Whoever was told lately is given time to come (BOOK-7): what was just done is no next step.
  const resting = new Set(
    rows.flatMap(({ person, toldAt }) => (toldAt !== undefined && now - toldAt < BOOK.REMIND_AFTER_MS ? [person] : [])),
  )
  const named = (isMeant: boolean): readonly string[] =>
    people.filter(({ state }) => (state === 'reached') === isMeant).map(({ name }) => name)
  return { at: now, people, reached: named(true), missing: named(false), own, steps: nextSteps({ now, people, resting, own }) }
}

function personOf(now: number, { standing, toldAt: _, ...fact }: PersonFacts): ReadyPerson {
  const { nearAt } = fact
  return {
    ...fact,
    state: standing === 'paired' ? stateOf(now, fact.isReachedNow, fact.last) : standing,
    // A clock that was set back makes the past the future: that is not long ago either.
    worksWithoutInternet: standing === 'paired' && nearAt !== undefined && now - nearAt < READINESS.NEAR_MS,
  }
}

function stateOf(now: number, isReachedNow: boolean, last: LastReached | undefined): ReadyState {
  if (isReachedNow) return 'reached'
  if (last === undefined) return 'never'
  return now - last.at < READINESS.FRESH_MS ? 'reached' : 'stale'
}

function byStateThenName(a: ReadyPerson, b: ReadyPerson): number {
  return (
    ORDER.indexOf(a.state) - ORDER.indexOf(b.state) ||
    compared(a.name, b.name) ||
    compared(a.account ?? '', b.account ?? '') ||
    a.since - b.since
  )
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
