/** Who stands where among the people, out of what the engine tells. */
import { describe, expect, it } from 'vitest'
import { parseId } from '../../shared/ids/index.ts'
import type { KnockView, NearbyDevice } from '../../shared/messenger/index.ts'
import { askedToReturn, knocksIn, nearbyRows } from '../../src-renderer/app/people/nearby.ts'

function device(byte: string): NearbyDevice['device'] {
  const id = parseId('device', byte.repeat(32))
  if (id === undefined) throw new Error('32 bytes name a device')
  return id
}

const [MUM, JIWOO, FLAT] = [device('aa'), device('bb'), device('cc')]
const near = (id: NearbyDevice['device'], name: string): NearbyDevice => ({ device: id, name, addresses: [], contact: undefined, since: 1 })
const knock = (more: Partial<KnockView>): KnockView => ({
  id: `return-${more.device}`,
  kind: 'return',
  device: MUM,
  account: undefined,
  name: '엄마',
  direction: 'in',
  state: 'waiting',
  code: undefined,
  at: 1,
  ...more,
})

describe('people around', () => {
  it('[RECV-3] who says to be somebody I know on a new computer knocks, and is no stranger to add besides', () => {
    const knocks = [knock({ device: MUM })]
    expect(nearbyRows([near(MUM, '이순자'), near(FLAT, '302호')], knocks).map((row) => row.device)).toEqual([FLAT])
    expect(knocksIn(knocks)).toEqual(knocks)
    // Sent away, it is a computer nearby like any other.
    expect(nearbyRows([near(MUM, '이순자')], [knock({ state: 'refused' })]).map((row) => row.device)).toEqual([MUM])
  })

  it('[RECV-2] whoever was asked by the words stands in one place: who said yes first, then the newest', () => {
    const asked = [
      knock({ device: FLAT, direction: 'out', at: 2 }),
      knock({ device: MUM, direction: 'out', at: 3 }),
      knock({ device: JIWOO, direction: 'out', at: 1, state: 'confirmed' }),
    ]
    expect(askedToReturn(asked).map((each) => each.device)).toEqual([JIWOO, MUM, FLAT])
    expect(nearbyRows([near(FLAT, '302호'), near(JIWOO, '지우')], asked)).toEqual([])
    expect(knocksIn(asked)).toEqual([])
    expect(askedToReturn([knock({}), knock({ kind: 'contact', direction: 'out' })])).toEqual([])
  })
})
