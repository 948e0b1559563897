/** Places of imported messages within a minute. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, placed } from '../../../shared/messenger/archives/placing.ts'

const START = 60_000 * 1_000_000 + 1_000
function isBefore(a: Place, b: Place): boolean {
  return a.t < b.t || (a.t === b.t && a.c < b.c)
}

describe('[ARC-3] places', () => {
  it('follow the file', () => {
    const places = placed(
      [0, 1, 2].map((at) => ({ wanted: START + at, known: undefined })),
      undefined,
    )
    expect(places).toEqual([0, 1, 2].map((at) => ({ t: START + at, c: 0 })))
  })

  it('of the same wanted time are told apart by the counter', () => {
    expect(
      placed(
        [1, 2].map(() => ({ wanted: START, known: undefined })),
        undefined,
      ),
    ).toEqual([
      { t: START, c: 0 },
      { t: START, c: 1 },
    ])
  })

  it('between two exports agree with both: what one file lacks stands where the other has it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (count, inFirst) => {
        const first = new Map<number, Place>()
        const firstOnes = Array.from({ length: count }, (_, at) => at).filter((at) => inFirst[at])
        const firstPlaces = placed(
          firstOnes.map((_, at) => ({ wanted: START + at, known: undefined })),
          undefined,
        )
        for (const [at, message] of firstOnes.entries()) first.set(message, firstPlaces[at] ?? { t: 0, c: 0 })
        const places = placed(
          Array.from({ length: count }, (_, at) => ({ wanted: START + at, known: first.get(at) })),
          undefined,
        )
        for (const [message, place] of first) expect(places[message]).toEqual(place)
        const pairs = places.slice(1).map((other, at) => [places[at] ?? other, other] as const)
        // Between two neighbours of one millisecond there is only so much room; never the wrong way round.
        expect(pairs.filter(([one, other]) => isBefore(other, one))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
