/** KNOCK payloads are read totally: whatever comes in, a message or nothing comes out (P4). */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { equalBytes } from '../../../shared/codec/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type PeopleMessage, decodeMessage, decodePeerCard, encodeMessage } from '../../../shared/messenger/people/index.ts'
import { Town, rng } from './town.ts'

const { card } = new Town().person('Mum').identity
const token = rng.bytes(16)
const commit = rng.bytes(32)
const nonce = rng.bytes(16)
const MESSAGES: readonly PeopleMessage[] = [
  { type: 'pair', token, card, name: 'Mum', scanned: true },
  { type: 'paired', token, card },
  { type: 'refused', token },
  { type: 'ask', commit, name: '엄마' },
  { type: 'offer', commit, card, nonce },
  { type: 'reveal', commit, card, name: 'Mum', nonce },
  { type: 'compared', commit, same: false },
]

test('every message comes back as it went, well within a knock', () => {
  for (const message of MESSAGES) {
    const encoded = encodeMessage(message)
    expect(encoded.length).toBeLessThan(RESOURCE.KNOCK_BYTES / 8)
    expect(decodeMessage(encoded)).toEqual(message)
  }
})

test('[P4] random, truncated and mutated bytes never throw, and what is read is written back as it came (ENC-1)', () => {
  const mutated = fc.constantFrom(...MESSAGES).chain((message) => {
    const encoded = encodeMessage(message)
    return fc.tuple(fc.nat(encoded.length), fc.nat(encoded.length - 1), fc.nat(255)).map(([length, at, byte]) => {
      const bytes = encoded.slice()
      bytes[at] = byte
      return length % 3 === 0 ? bytes.slice(0, length) : bytes
    })
  })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated), (bytes) => {
      const message = decodeMessage(bytes)
      decodePeerCard(bytes)
      // A card leaves out certificates of later versions.
      return message === undefined || 'card' in message || equalBytes(encodeMessage(message), bytes)
    }),
    { numRuns: 2000 },
  )
})

test('[SYNC-16] on each side of 8 KiB', () => {
  const base = encodeMessage({ type: 'refused', token })
  expect(decodeMessage(base)).toBeDefined()
  const padded = new Uint8Array(RESOURCE.KNOCK_BYTES + 1)
  padded.set(base)
  expect(decodeMessage(padded)).toBeUndefined()
  const certificates = Array.from({ length: 16 }, () => ({ ...card.certificates[0]!, bytes: rng.bytes(1000) }))
  expect(() => encodeMessage({ type: 'paired', token, card: { certificates, revocations: [] } })).toThrow(RangeError)
})
