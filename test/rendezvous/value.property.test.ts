/** Junk and bent values never throw and never pass; what was made is read on the same day by whoever shares the secret. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { daysToAsk, daysToPublish, judgeValue, makeValue, openValue, spotOf } from '../../shared/rendezvous/index.ts'
import { aDevice, aSpot, aValue, crypto, rng } from './nodes.ts'

const NOW = Date.UTC(2026, 10, 22, 12)
const HOUR_MS = 3_600_000

test('[RDV-4] any payload comes out as it went in', () => {
  const payloads = fc.uint8Array({ maxLength: RESOURCE.RENDEZVOUS_PAYLOAD_BYTES })
  const secrets = fc.uint8Array({ minLength: 32, maxLength: 32 })
  fc.assert(
    fc.property(payloads, secrets, fc.integer({ min: 0, max: 255 }), (payload, secret, device) => {
      const [theirs, mine] = [spotOf(crypto, secret, 20_000, aDevice(device)), spotOf(crypto, secret, 20_000, aDevice(device))]
      const value = makeValue(crypto, rng, theirs, payload, { n: NOW, expires: NOW + 1 })
      expect(openValue(crypto, mine, value, NOW)).toEqual({ payload, n: NOW })
    }),
    { numRuns: 50 },
  )
})

test('[RDV-3] clocks up to the margin apart meet on a common day, at any hour', () => {
  const offsets = fc.integer({ min: -RESOURCE.RENDEZVOUS_DAY_MARGIN_MS, max: RESOURCE.RENDEZVOUS_DAY_MARGIN_MS })
  fc.assert(
    fc.property(fc.integer({ min: NOW, max: NOW + 48 * HOUR_MS }), offsets, (now, offset) => {
      const asked = daysToAsk(now + offset, false)
      expect(daysToPublish(now).some((day) => asked.includes(day))).toBe(true)
    }),
  )
})

test('[RDV-3] a clock a whole day off meets too, for whoever is patient', () => {
  fc.assert(
    fc.property(fc.integer({ min: NOW, max: NOW + 48 * HOUR_MS }), fc.integer({ min: -23, max: 23 }), (now, hours) => {
      const asked = daysToAsk(now + hours * HOUR_MS, true)
      expect(daysToPublish(now).some((day) => asked.includes(day))).toBe(true)
    }),
  )
})

test('[RDV-5] no byte of a value can be changed', () => {
  const spot = aSpot(7, aDevice(1), NOW)
  const value = aValue(spot, 'here', NOW)
  fc.assert(
    fc.property(fc.nat(value.length - 1), fc.integer({ min: 1, max: 255 }), (place, by) => {
      const bent = value.slice()
      bent[place]! ^= by
      expect(judgeValue(crypto, spot.key, bent, NOW).ok).toBe(false)
      expect(openValue(crypto, spot, bent, NOW)).toBeUndefined()
    }),
    { numRuns: 300 },
  )
})

test('[RDV-5] junk is refused, never thrown', () => {
  const key = aSpot(7).key
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2048 }), (junk) => {
      expect(judgeValue(crypto, key, junk, NOW).ok).toBe(false)
    }),
  )
})
