/** Where two leave word, and what the table may keep: fixed vectors, both sides, every way to be wrong. */
import { expect, test } from 'vitest'
import { toHex } from '../../shared/codec/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import {
  dayOf,
  daysToAsk,
  daysToPublish,
  judgeValue,
  makeValue,
  newestOf,
  openValue,
  secretsInUse,
  spotOf,
  VALUE_BYTES,
} from '../../shared/rendezvous/index.ts'
import { aDevice, aSpot, aValue, crypto, rng } from './nodes.ts'

const NOON = Date.UTC(2026, 10, 22, 12)
const HOUR_MS = 3_600_000
const SECRET = new Uint8Array(32).fill(7)

test('[RDV-2] a spot is what the vector says, and each of secret, day and publisher makes another one', () => {
  const day = dayOf(NOON)
  expect(day).toBe(20_779)
  const spot = spotOf(crypto, SECRET, day, aDevice(1))
  expect(toHex(spot.publicKey)).toBe('3c56e66ee2ce330a733a38e7c50328b440b07ac0574ed7fd8740724115b69ae1')
  expect(toHex(spot.key)).toBe('96f0638c1d655ff72019ede44232116113d6c405e14ca3ca45f87ba4cd53a246')
  expect(toHex(spot.sealKey)).toBe('84d9e1fbd723574acd8683ceb38dee412a87828223ae7c146cfa8053585a0f47')
  const others = [
    spotOf(crypto, SECRET, day + 1, aDevice(1)),
    spotOf(crypto, SECRET, day, aDevice(2)),
    spotOf(crypto, new Uint8Array(32).fill(8), day, aDevice(1)),
  ]
  expect(new Set([spot, ...others].map(({ key }) => toHex(key))).size).toBe(4)
  expect(new Set([spot, ...others].map(({ sealKey }) => toHex(sealKey))).size).toBe(4)
})

test('[RDV-2] two secrets of a pair are used in the same order by both sides', () => {
  const [one, two, three] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte))
  expect(secretsInUse([three!, one!, two!])).toEqual(secretsInUse([two!, three!, one!]))
  expect(secretsInUse([three!, one!, two!])).toHaveLength(RESOURCE.RENDEZVOUS_SECRETS)
})

test('[RDV-3] around midnight both days are used, by whoever publishes and whoever asks', () => {
  const midnight = Date.UTC(2026, 10, 23)
  const margin = RESOURCE.RENDEZVOUS_DAY_MARGIN_MS
  const [today, tomorrow] = [dayOf(midnight - 1), dayOf(midnight)]
  expect(daysToPublish(NOON)).toEqual([today])
  expect(daysToPublish(midnight - margin - 1)).toEqual([today])
  expect(daysToPublish(midnight - margin)).toEqual([today, tomorrow])
  expect(daysToAsk(NOON, false)).toEqual([today])
  expect(daysToAsk(midnight + margin - 1, false)).toEqual([tomorrow, today])
  expect(daysToAsk(NOON, true)).toEqual([today, today - 1, tomorrow])
})

test('[RDV-4] whoever holds the spot reads it, all values are equally long, and nothing of the payload shows', () => {
  const spot = aSpot(7, aDevice(1), NOON)
  const text = 'a payload that would be seen'
  const [short, long] = [aValue(spot, text, NOON), aValue(spot, 'x'.repeat(RESOURCE.RENDEZVOUS_PAYLOAD_BYTES), NOON)]
  expect([short.length, long.length]).toEqual([VALUE_BYTES, VALUE_BYTES])
  expect(new TextDecoder('latin1').decode(short)).not.toContain(text)
  expect(new TextDecoder().decode(openValue(crypto, spot, short, NOON)?.payload)).toBe(text)
  expect(openValue(crypto, aSpot(8, aDevice(1), NOON), short, NOON)).toBeUndefined()
  const tooLong = new Uint8Array(RESOURCE.RENDEZVOUS_PAYLOAD_BYTES + 1)
  expect(() => makeValue(crypto, rng, spot, tooLong, { n: NOON, expires: NOON + 1 })).toThrow(RangeError)
})

test('[RDV-5] a value is refused for its size, form, place, term, time and signature', () => {
  const spot = aSpot(7, aDevice(1), NOON)
  const verdict = (value: Uint8Array, now = NOON, key = spot.key) => {
    const judged = judgeValue(crypto, key, value, now)
    return judged.ok ? 'ok' : judged.code
  }
  const made = (n: number, expires: number) => makeValue(crypto, rng, spot, new Uint8Array(3), { n, expires })
  const value = aValue(spot, 'here', NOON)
  expect(verdict(value)).toBe('ok')
  expect(verdict(value.slice(1))).toBe('SIZE')
  expect(verdict(new Uint8Array(VALUE_BYTES))).toBe('FORM')
  expect(verdict(value, NOON, aSpot(8).key)).toBe('WRONG_KEY')
  const [term, slack] = [RESOURCE.RENDEZVOUS_VALUE_TERM_MS, RESOURCE.RENDEZVOUS_CLOCK_SLACK_MS]
  expect(verdict(made(NOON, NOON + term))).toBe('ok')
  expect(verdict(made(NOON, NOON + term + 1))).toBe('TERM')
  expect(verdict(made(NOON, NOON))).toBe('TERM')
  expect(verdict(made(NOON + slack, NOON + slack + 1))).toBe('ok')
  expect(verdict(made(NOON + slack + 1, NOON + slack + 2))).toBe('FUTURE')
  expect(verdict(value, NOON + HOUR_MS - 1)).toBe('ok')
  expect(verdict(value, NOON + HOUR_MS)).toBe('EXPIRED')
  // The last bytes are the signature; before them lies the box.
  for (const place of [VALUE_BYTES - 1, VALUE_BYTES - 100]) {
    const bent = value.slice()
    bent[place]! ^= 1
    expect(verdict(bent)).toBe('FORGED')
    expect(openValue(crypto, spot, bent, NOON)).toBeUndefined()
  }
})

test('[RDV-5] of several values the newest that belongs there is chosen, in whatever order they came', () => {
  const spot = aSpot(7, aDevice(1), NOON)
  const [old, young] = [aValue(spot, 'old', NOON - 1000), aValue(spot, 'young', NOON)]
  const strange = aValue(aSpot(8, aDevice(1), NOON), 'strange', NOON + 1000)
  expect(newestOf(crypto, spot.key, [strange, old, young], NOON)).toBe(2)
  expect(newestOf(crypto, spot.key, [young, strange, old], NOON)).toBe(0)
  expect(newestOf(crypto, spot.key, [strange], NOON)).toBe(-1)
})
