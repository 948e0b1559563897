/**
 * The next step for whoever there may be (RDY-4): what is offered helps, does not depend on the order in which people are known, and whoever does
 * the first one again and again has done all there is.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../../shared/ids/index.ts'
import { BOOK, READINESS } from '../../../shared/limits.ts'
import type { OwnReadiness, ReadinessView, ReadyStep } from '../../../shared/messenger/index.ts'
import { board, type PersonFacts } from '../../../shared/messenger/readiness/board.ts'

const NOW = 1_000_000_000_000
const DAY = 86_400_000

interface World {
  readonly people: readonly PersonFacts[]
  readonly own: OwnReadiness
}

const someTime = fc.option(
  fc.oneof(
    fc.integer({ min: NOW - 60 * DAY, max: NOW + DAY }),
    fc.constantFrom(NOW - READINESS.FRESH_MS, NOW - READINESS.NEAR_MS, NOW - READINESS.DRILL_AGAIN_MS, NOW - BOOK.REMIND_AFTER_MS),
  ),
  { nil: undefined },
)

const somebody = (number: number): fc.Arbitrary<PersonFacts> =>
  fc
    .record({
      name: fc.constantFrom('엄마', '아빠', '민준', ''),
      standing: fc.constantFrom('paired', 'asked', 'invited'),
      verified: fc.boolean(),
      isReachedNow: fc.boolean(),
      at: someTime,
      nearAt: someTime,
      toldAt: someTime,
      alwaysOn: fc.constantFrom('own', 'kept', 'none'),
    })
    .map(({ name, standing, verified, isReachedNow, at, nearAt, toldAt, alwaysOn }): PersonFacts => {
      const known = { name, picture: undefined, since: number, keptBy: undefined }
      if (standing === 'invited') {
        const nothing = {
          account: undefined,
          verified: false,
          isReachedNow: false,
          last: undefined,
          nearAt: undefined,
          alwaysOn: 'none',
        } as const
        return { ...known, ...nothing, standing, ...(toldAt !== undefined && { toldAt }) }
      }
      const account = idFromBytes('account', new Uint8Array(32).fill(number + 1))
      if (standing === 'asked')
        return { ...known, account, standing, verified, isReachedNow: false, last: undefined, nearAt: undefined, alwaysOn: 'none' }
      const last = at === undefined ? undefined : ({ at, way: 'internet', through: undefined } as const)
      return { ...known, account, standing, verified, isReachedNow, last, nearAt, alwaysOn }
    })

const aWorld: fc.Arbitrary<World> = fc.record({
  people: fc.integer({ min: 0, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, number) => somebody(number)))),
  own: fc.record({
    words: fc.constantFrom('checked', 'kept'),
    backup: fc.oneof(fc.constantFrom('none' as const, undefined), fc.constant(NOW)),
    computers: fc.integer({ min: 0, max: 2 }),
    keepers: fc.constantFrom([], [{ account: idFromBytes('account', new Uint8Array(32).fill(99)), name: '가게' }]),
    keepsakeHolders: fc.constant(0),
    lastDrillAt: someTime,
  }),
})

const look = ({ people, own }: World): ReadinessView => board(NOW, people, own)

/** As told by the step alone: whom it names. */
function isMeant({ people }: ReadyStep, { account, name }: PersonFacts): boolean {
  return people.some((each) => each.account === account && each.name === name)
}

/** What is different when somebody has done it. Who was asked and not met comes; nobody can be made to come who was only invited. */
function after(world: World, step: ReadyStep): World {
  const { people, own } = world
  const each = (change: (person: PersonFacts) => PersonFacts): World => ({
    own,
    people: people.map((person) => (isMeant(step, person) ? change(person) : person)),
  })
  const met = (person: PersonFacts, way: 'near' | 'internet'): PersonFacts => ({
    ...person,
    ...{ standing: 'paired', isReachedNow: true, last: { at: NOW, way, through: undefined } },
    ...(way === 'near' && { nearAt: NOW }),
  })
  switch (step.code) {
    case 'invite-first': {
      const nobody = {
        account: undefined,
        picture: undefined,
        verified: false,
        isReachedNow: false,
        last: undefined,
        nearAt: undefined,
      } as const
      return {
        own,
        people: [{ ...nobody, name: '할머니', since: NOW, standing: 'invited', alwaysOn: 'none', keptBy: undefined, toldAt: NOW }],
      }
    }
    case 'write-words':
      return { people, own: { ...own, words: 'checked' } }
    case 'remind':
      return each((person) => (person.standing === 'invited' ? { ...person, toldAt: NOW } : met(person, 'internet')))
    case 'meet':
      return each((person) => met(person, 'internet'))
    case 'meet-near':
      return each((person) => met(person, 'near'))
    case 'find-keeper':
      return { people, own: { ...own, keepers: [{ account: idFromBytes('account', new Uint8Array(32).fill(98)), name: '이모' }] } }
    case 'compare':
      return each((person) => ({ ...person, verified: true }))
    case 'back-up':
      return { people, own: { ...own, backup: NOW } }
    case 'second-computer':
      return { people, own: { ...own, computers: 1 } }
    case 'drill':
      return { people, own: { ...own, lastDrillAt: NOW } }
  }
}

describe('[RDY-4] every step', () => {
  it('is done when it was done', () => {
    fc.assert(
      fc.property(aWorld, (world) => {
        for (const step of look(world).steps) {
          expect(look(after(world, step)).steps.map(({ code }) => code)).not.toContain(step.code)
        }
      }),
    )
  })

  it('makes nobody be reached less', () => {
    fc.assert(
      fc.property(aWorld, (world) => {
        const before = look(world)
        for (const step of before.steps) {
          const later = look(after(world, step))
          const met = step.code === 'meet' ? step.people.length : 0
          expect(later.reached.length).toBeGreaterThanOrEqual(before.reached.length + met)
        }
      }),
    )
  })

  it('is said in the same order, about the same people, however they are listed', () => {
    fc.assert(
      fc.property(
        aWorld.chain((world) =>
          fc.record({ world: fc.constant(world), people: fc.shuffledSubarray([...world.people], { minLength: world.people.length }) }),
        ),
        ({ world, people }) => {
          expect(look({ own: world.own, people })).toEqual(look(world))
        },
      ),
    )
  })

  it('one after another lead to where nothing is left to do', () => {
    fc.assert(
      fc.property(aWorld, (world) => {
        let now = world
        for (let done = 0; done <= 20; done += 1) {
          const [first] = look(now).steps
          if (first === undefined) return
          now = after(now, first)
        }
        expect(look(now).steps).toEqual([])
      }),
    )
  })
})
