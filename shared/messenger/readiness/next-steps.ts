/**
 * What to do next, best first (RDY-4): rules in the order of what one would miss most, each with whom it is about. A rule that does not apply
 * says nothing; a fact nobody knows is no reason. Pure.
 */
import { READINESS } from '../../limits.ts'
import type { OwnReadiness, ReadyPerson, ReadyStep, ReadyStepCode } from '../api-readiness.ts'

export interface StepFacts {
  readonly now: number
  readonly people: readonly ReadyPerson[]
  /** Of those, who had a word from us so lately that another one would only be a nuisance. */
  readonly resting: ReadonlySet<ReadyPerson>
  readonly own: OwnReadiness
}

export function nextSteps({ now, people, resting, own }: StepFacts): readonly ReadyStep[] {
  if (people.length === 0) return [step('invite-first'), ...(own.words === 'kept' ? [step('write-words')] : [])]
  const of = (isMeant: (person: ReadyPerson) => boolean): readonly ReadyPerson[] => people.filter(isMeant)
  const waiting = of((person) => (person.state === 'invited' || person.state === 'asked') && !resting.has(person))
  const unmet = of(({ state }) => state === 'stale' || state === 'never')
  const joined = of(({ account, state }) => account !== undefined && state !== 'invited' && state !== 'asked')
  const unseen = joined.filter(({ worksWithoutInternet }) => !worksWithoutInternet)
  const hasKeeper = own.keepers.length > 0 || joined.some(({ alwaysOn }) => alwaysOn !== 'none')
  const isDrillOld = own.lastDrillAt === undefined || now - own.lastDrillAt > READINESS.DRILL_AGAIN_MS
  return [
    ...(own.words === 'kept' ? [step('write-words')] : []),
    ...about('remind', waiting),
    ...about('meet', unmet),
    ...(hasKeeper || joined.length === 0 ? [] : [step('find-keeper')]),
    ...about(
      'compare',
      joined.filter(({ verified }) => !verified),
    ),
    ...(own.backup === 'none' ? [step('back-up')] : []),
    ...(own.computers === 0 ? [step('second-computer')] : []),
    // Most never will be: it is worth a button while there is nobody at all at hand.
    ...(joined.length > 0 && unseen.length === joined.length ? about('meet-near', unseen) : []),
    ...(isDrillOld && joined.length > 0 ? [step('drill')] : []),
  ]
}

function step(code: ReadyStepCode): ReadyStep {
  return { code, people: [] }
}

function about(code: ReadyStepCode, people: readonly ReadyPerson[]): readonly ReadyStep[] {
  return people.length === 0 ? [] : [{ code, people: people.map(({ account, name }) => ({ account, name })) }]
}
