/** What may be asked about readiness, drills and outages, and by whom: the written lists, through a real server. */
import { describe, expect, it } from 'vitest'
import { OUTAGE, READINESS } from '../../shared/limits.ts'
import { ALLOWED, houseContract } from '../../shared/rpc/index.ts'
import * as v from 'valibot'

const ACTS = ['drill.start', 'drill.stop', 'outage.choose', 'outage.addHost', 'outage.removeHost', 'outage.check'] as const
const LOOKS = ['readiness.view', 'drill.status', 'outage.get', 'outage.here'] as const

describe('who may ask', () => {
  it('[OUT-1] a phone may look, and say I am here; what is contacted and what is shut it may not choose', () => {
    for (const method of LOOKS) for (const kind of ['desktop', 'browser', 'phone', 'cli'] as const) expect(ALLOWED[kind]).toContain(method)
    for (const method of ACTS) {
      for (const kind of ['desktop', 'browser', 'cli'] as const) expect(ALLOWED[kind]).toContain(method)
      expect(ALLOWED.phone).not.toContain(method)
    }
  })
})

describe('inputs', () => {
  const takes = (method: 'drill.start' | 'outage.choose' | 'outage.addHost' | 'outage.here', input: unknown): boolean =>
    v.safeParse(houseContract[method].input, input).success
  const room = 'aa'.repeat(32)

  it('are bounded: OUTAGE.SERVICES, OUTAGE.ROOMS, OUTAGE.HERE_CHARACTERS, OUTAGE.HOST_CHARACTERS, READINESS.DRILL_MINUTES_MAX', () => {
    const many = (count: number) => Array.from({ length: count }, () => 'line')
    const rooms = (count: number) => Array.from({ length: count }, () => room)
    expect(takes('outage.choose', { watch: many(OUTAGE.SERVICES) })).toBe(true)
    expect(takes('outage.choose', { watch: many(OUTAGE.SERVICES + 1) })).toBe(false)
    expect(takes('outage.choose', { rooms: rooms(OUTAGE.ROOMS) })).toBe(true)
    expect(takes('outage.choose', { rooms: rooms(OUTAGE.ROOMS + 1) })).toBe(false)
    expect(takes('outage.here', { text: 'x'.repeat(OUTAGE.HERE_CHARACTERS) })).toBe(true)
    expect(takes('outage.here', { text: 'x'.repeat(OUTAGE.HERE_CHARACTERS + 1) })).toBe(false)
    expect(takes('outage.addHost', { service: 'line', host: `${'x'.repeat(OUTAGE.HOST_CHARACTERS)}:65535` })).toBe(true)
    expect(takes('outage.addHost', { service: 'line', host: 'x'.repeat(OUTAGE.HOST_CHARACTERS + 7) })).toBe(false)
    expect(takes('drill.start', { mode: 'lan-only', minutes: READINESS.DRILL_MINUTES_MAX })).toBe(true)
    expect(takes('drill.start', { mode: 'lan-only', minutes: READINESS.DRILL_MINUTES_MAX + 1 })).toBe(false)
    for (const input of [{}, { mode: 'all' }, { mode: 'lan-only', minutes: 0 }, { mode: 'lan-only', more: 1 }])
      expect(takes('drill.start', input)).toBe(false)
  })
})
