/** How a service comes to be called down, and back, out of rounds of answers (docs/spec/outage.md): the pure part. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUTAGE } from '../../shared/limits.ts'
import {
  type Distance,
  NOTHING_KNOWN,
  type ProbeOutcome,
  type RoundOf,
  type Standing,
  step,
  type Verdict,
  verdictOf,
  waitMs,
  type Witness,
  witnessOf,
} from '../../shared/outage/index.ts'

const of = (service: string, outcome: ProbeOutcome, distance: Distance = 2): RoundOf => ({ service, results: [{ outcome, distance }] })
const MINUTE = 60_000

function after(rounds: readonly (readonly [Verdict, Witness])[], gap = MINUTE, from: Standing = NOTHING_KNOWN): Standing {
  return rounds.reduce((standing, [verdict, witness], at) => step(standing, verdict, witness, (at + 1) * gap), from)
}
const times = (count: number, verdict: Verdict, witness: Witness) => Array.from({ length: count }, () => [verdict, witness] as const)

describe('[OUT-4] a verdict', () => {
  it.each([
    [['up', 'silent'], 'up'],
    [['refused', 'silent'], 'failing'],
    [['elsewhere'], 'nothing'],
    [['elsewhere', 'reset'], 'failing'],
    [[], 'nothing'],
  ] as const)('of %j is %s', (outcomes, verdict) => {
    expect(verdictOf({ service: 'kakaotalk', results: outcomes.map((outcome) => ({ outcome, distance: 2 })) })).toBe(verdict)
  })
})

describe('[OUT-4] down', () => {
  it('needs OUTAGE.ROUNDS_TO_DOWN rounds, and OUTAGE.DOWN_AFTER_MS between the first and the last', () => {
    const failing = ['failing', 'yes'] as const
    expect(after(times(OUTAGE.ROUNDS_TO_DOWN - 1, ...failing)).state).toBe('suspect')
    expect(after(times(OUTAGE.ROUNDS_TO_DOWN, ...failing))).toMatchObject({ state: 'down', since: MINUTE })
    const quick = OUTAGE.DOWN_AFTER_MS / (OUTAGE.ROUNDS_TO_DOWN - 1)
    expect(after(times(OUTAGE.ROUNDS_TO_DOWN, ...failing), quick - 1).state).toBe('suspect')
    expect(after(times(OUTAGE.ROUNDS_TO_DOWN, ...failing), quick).state).toBe('down')
  })

  it('is never said while nothing else answers, however long', () => {
    expect(after(times(100, 'failing', 'unknown')).state).toBe('suspect')
    expect(after([['up', 'yes'], ...times(100, 'failing', 'no')]).state).toBe('ok')
    expect(after([...times(2, 'failing', 'yes'), ...times(100, 'failing', 'no')]).state).toBe('unknown')
  })

  it('counts anew after an answer, and after the own network was gone', () => {
    expect(after([...times(2, 'failing', 'yes'), ['up', 'yes'], ...times(2, 'failing', 'yes')]).state).toBe('suspect')
    expect(after([...times(2, 'failing', 'yes'), ['failing', 'no'], ...times(2, 'failing', 'yes')]).state).toBe('suspect')
  })

  it('stays while the own network is gone, and a sign-in page changes nothing', () => {
    const down = times(3, 'failing', 'yes')
    expect(after([...down, ...times(5, 'failing', 'no')]).state).toBe('down')
    expect(after([...down, ...times(5, 'nothing', 'no')]).state).toBe('down')
  })

  it('is over after OUTAGE.ROUNDS_TO_BACK answers in a row', () => {
    const down = times(3, 'failing', 'yes')
    expect(after([...down, ...times(OUTAGE.ROUNDS_TO_BACK - 1, 'up', 'yes')]).state).toBe('down')
    expect(after([...down, ['up', 'yes'], ['failing', 'yes'], ['up', 'yes']]).state).toBe('down')
    expect(after([...down, ...times(OUTAGE.ROUNDS_TO_BACK, 'up', 'yes')])).toMatchObject({ state: 'ok', backAt: 5 * MINUTE })
  })

  it('a suspicion is over with one answer, and nothing came back', () => {
    expect(after([...times(2, 'failing', 'yes'), ['up', 'yes']])).toMatchObject({ state: 'ok', backAt: undefined })
  })
})

describe('[OUT-4] a witness', () => {
  it('is a service at least as far away, or somebody we are connected with', () => {
    const kakao = of('kakaotalk', 'silent')
    expect(witnessOf([kakao, of('naver', 'up')], 'kakaotalk', -1)).toBe('yes')
    expect(witnessOf([kakao, of('own', 'up', 1)], 'kakaotalk', -1)).toBe('unknown')
    expect(witnessOf([kakao], 'kakaotalk', 2)).toBe('yes')
    expect(witnessOf([kakao], 'kakaotalk', 1)).toBe('unknown')
    expect(witnessOf([of('own', 'refused', 0), of('other', 'up', 0)], 'own', -1)).toBe('yes')
  })

  it('is missing where the others are silent too, or there is no way out', () => {
    expect(witnessOf([of('kakaotalk', 'silent'), of('naver', 'silent')], 'kakaotalk', 1)).toBe('no')
    expect(witnessOf([of('kakaotalk', 'no-resolver')], 'kakaotalk', -1)).toBe('no')
    expect(witnessOf([of('kakaotalk', 'no-route')], 'kakaotalk', 1)).toBe('no')
    expect(witnessOf([of('kakaotalk', 'silent'), of('naver', 'elsewhere')], 'kakaotalk', -1)).toBe('unknown')
  })

  it('does not bear witness for itself', () => {
    const half: RoundOf = { service: 'line', results: [{ outcome: 'silent', distance: 2 }] }
    expect(witnessOf([half], 'line', -1)).toBe('unknown')
  })
})

describe('[OUT-4] whatever the rounds', () => {
  const verdict = fc.constantFrom<Verdict>('up', 'failing', 'nothing')
  const witness = fc.constantFrom<Witness>('yes', 'no', 'unknown')
  it('down follows only from witnessed silence, and ends only with answers', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(verdict, witness, fc.integer({ min: -10, max: 300_000 })), { maxLength: 60 }), (rounds) => {
        let standing = NOTHING_KNOWN
        let now = 1_000_000
        let witnessed = 0
        for (const [said, by, gap] of rounds) {
          now += gap
          const before = standing
          standing = step(standing, said, by, now)
          if (said === 'up' || (said === 'failing' && by === 'no')) witnessed = 0
          else if (said === 'failing' && by === 'yes') witnessed += 1
          const isNew = standing.state === 'down' && before.state !== 'down'
          const isOver = before.state === 'down' && standing.state !== 'down'
          expect({ isNew, isSure: witnessed >= OUTAGE.ROUNDS_TO_DOWN }).not.toEqual({ isNew: true, isSure: false })
          expect({ isOver, isAnswered: said === 'up' && standing.state === 'ok' }).not.toEqual({ isOver: true, isAnswered: false })
        }
      }),
    )
  })
})

describe('[OUT-5] the pace', () => {
  const still = { bytes: (length: number) => new Uint8Array(length).fill(0) }
  const late = { bytes: (length: number) => new Uint8Array(length).fill(255) }
  const standing = (state: Standing['state'], answers = 0): Standing => ({ ...NOTHING_KNOWN, state, answers })

  it('is slow while all is well, quick in doubt, and slower the longer something is down', () => {
    const jitter = OUTAGE.JITTER_PERCENT / 100
    expect(waitMs([standing('ok')], 0, still)).toBe(OUTAGE.EVERY_MS * (1 - jitter))
    expect(waitMs([standing('ok')], 0, late)).toBe(OUTAGE.EVERY_MS * (1 + jitter))
    expect(waitMs([standing('ok'), standing('suspect')], 0, late)).toBe(OUTAGE.DOUBTFUL_EVERY_MS * (1 + jitter))
    expect(waitMs([standing('down', 1)], 9, late)).toBe(OUTAGE.DOUBTFUL_EVERY_MS * (1 + jitter))
    expect([1, 2, 3, 4, 99].map((rounds) => waitMs([standing('down')], rounds, late))).toEqual(
      [2 * MINUTE, 4 * MINUTE, 8 * MINUTE, OUTAGE.DOWN_EVERY_MAX_MS, OUTAGE.DOWN_EVERY_MAX_MS].map((ms) => ms * (1 + jitter)),
    )
  })
})
