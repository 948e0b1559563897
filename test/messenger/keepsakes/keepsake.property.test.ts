/** [RECV-7] What a keepsake holds comes back as it went in, by the words alone; whatever else comes in, nothing does. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes } from '../../../shared/codec/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { issueKeepsake, readKeepsake } from '../../../shared/messenger/keepsakes/keepsake.ts'
import { fitting, gather } from '../../../shared/messenger/keepsakes/contents.ts'
import { KEEPSAKE_ROOM, isSealedKeepsake, openKeepsake, sealKeepsake } from '../../../shared/messenger/keepsakes/sealing.ts'
import { contact, crypto, keepsakeOf, owner, rng, sealedOf, someDevice } from './samples.ts'

const mum = owner()
const other = owner()
const seal = { account: mum.account, seal: mum.recovery.seal }

const contacts = fc.array(
  fc.record({
    isVerified: fc.boolean(),
    isBlocked: fc.boolean(),
    since: fc.nat(),
    given: fc.constantFrom('우리 아빠', 'Dad', '👩‍👩‍👧'),
    addresses: fc.uniqueArray(fc.constantFrom('/ip4/203.0.113.1/tcp/1', '/ip6/2001:db8::1/tcp/2', '/ip4/192.168.0.2/tcp/4001/ws')),
  }),
  { maxLength: 5 },
)

test('[RECV-7] there and back, whatever is in it', () => {
  fc.assert(
    fc.property(contacts, fc.nat(), (some, n) => {
      const kept = some.map(({ addresses, ...each }) => contact({ ...each, devices: [[someDevice(), addresses]] }))
      const keepsake = keepsakeOf(mum, {
        n,
        contacts: kept,
        shut: [{ device: someDevice(), name: '누구', since: 3 }],
        out: [someDevice()],
        choices: [['prefs/x', rng.bytes(9)]],
      })
      const plain = issueKeepsake(crypto, mum.keys, mum.chain, keepsake)
      const sealed = sealKeepsake(crypto, rng, seal, plain)!
      expect(isSealedKeepsake(sealed)).toBe(true)
      expect(readKeepsake(crypto, mum.account, openKeepsake(crypto, mum.account, mum.recovery.sealSecret, sealed)!)).toEqual({
        ok: true,
        value: keepsake,
      })
    }),
    { numRuns: 30 },
  )
})

test('[RECV-7] cut, changed and random bytes open to nothing and never throw', () => {
  const sealed = sealedOf(mum, { contacts: [contact()] })
  const mutated = fc.tuple(fc.nat(sealed.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean()).map(([at, flip, isCut]) => {
    const bytes = sealed.slice()
    bytes[at] = (bytes[at] ?? 0) ^ flip
    return isCut ? sealed.slice(0, at) : bytes
  })
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      expect(openKeepsake(crypto, mum.account, mum.recovery.sealSecret, bytes)).toBeUndefined()
      expect(readKeepsake(crypto, mum.account, bytes)).toMatchObject({ ok: false })
    }),
    { numRuns: 200 },
  )
})

test('[RECV-7] changed inside, it is forged or nothing', () => {
  const plain = issueKeepsake(crypto, mum.keys, mum.chain, keepsakeOf(mum, { contacts: [contact({ given: 'Dad' })] }))
  fc.assert(
    fc.property(fc.nat(plain.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const bytes = plain.slice()
      bytes[at] = (bytes[at] ?? 0) ^ flip
      expect(readKeepsake(crypto, mum.account, bytes).ok).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('[RECV-7] other words, another account and a holder, who has none of the keys, open nothing', () => {
  const sealed = sealedOf(mum, { contacts: [contact()] })
  expect(openKeepsake(crypto, mum.account, other.recovery.sealSecret, sealed)).toBeUndefined()
  expect(openKeepsake(crypto, other.account, mum.recovery.sealSecret, sealed)).toBeUndefined()
  expect(openKeepsake(crypto, mum.account, mum.recovery.seed, sealed)).toBeUndefined()
  expect(openKeepsake(crypto, mum.account, mum.keys.sealSecret, sealed)).toBeUndefined()
})

test('[RECV-7] a device of somebody else, or one that only says so, is not believed', () => {
  const byOther = issueKeepsake(crypto, other.keys, mum.chain, { ...keepsakeOf(mum), device: mum.keys.device })
  expect(readKeepsake(crypto, mum.account, byOther)).toEqual({ ok: false, code: 'KEEPSAKE_FORGED' })
  const stranger = issueKeepsake(crypto, other.keys, other.chain, { ...keepsakeOf(other), account: mum.account })
  expect(readKeepsake(crypto, mum.account, stranger)).toEqual({ ok: false, code: 'KEEPSAKE_FORGED' })
  const foreign = issueKeepsake(crypto, other.keys, other.chain, keepsakeOf(other))
  expect(readKeepsake(crypto, mum.account, foreign)).toEqual({ ok: false, code: 'KEEPSAKE_FOREIGN' })
})

test('[RECV-7] its size is one of few, whatever is in it, and none is larger than KEEPSAKE_BYTES', () => {
  const sizes = new Set(
    [0, 1, 2, 20, 21, 22].map((count) => sealedOf(mum, { contacts: Array.from({ length: count }, () => contact()) }).length),
  )
  expect(sizes.size).toBe(1)
  expect([...sizes][0]).toBeGreaterThan(RESOURCE.KEEPSAKE_LEAST_BYTES)
  expect(sealKeepsake(crypto, rng, seal, new Uint8Array(KEEPSAKE_ROOM))?.length).toBeLessThan(RESOURCE.KEEPSAKE_BYTES + 256)
  expect(sealKeepsake(crypto, rng, seal, new Uint8Array(KEEPSAKE_ROOM + 1))).toBeUndefined()
  const odd = concatBytes(sealedOf(mum), Uint8Array.of(0))
  expect(isSealedKeepsake(odd)).toBe(false)
})

test('[RECV-7] CONTACTS people with a name and a device each fit; places go first, blocks stay', () => {
  const many = Array.from({ length: RESOURCE.CONTACTS }, (_, index) =>
    contact({
      since: index,
      isBlocked: index < 3,
      given: 'A name of some length',
      devices: [[someDevice(), ['/ip4/203.0.113.1/tcp/1', '/ip4/203.0.113.2/tcp/1', '/ip6/2001:db8::1/tcp/2']]],
    }),
  )
  const people = gather({ contacts: [], awaited: many, addressesOf: () => [] }, 0)
  const kept = fitting(people, (some) => {
    const plain = issueKeepsake(crypto, mum.keys, mum.chain, keepsakeOf(mum, { contacts: some }))
    return plain.length > KEEPSAKE_ROOM ? undefined : some
  })!
  expect(kept).toHaveLength(RESOURCE.CONTACTS)
  expect(kept.every(({ devices }) => devices.length === 1)).toBe(true)
  expect(kept.slice(0, 3).every(({ isBlocked }) => isBlocked)).toBe(true)
  const long = people.map((each) => ({ ...each, given: '긴'.repeat(40) }))
  const fewer = fitting(long, (some) => {
    const plain = issueKeepsake(crypto, mum.keys, mum.chain, keepsakeOf(mum, { contacts: some }))
    return plain.length > KEEPSAKE_ROOM ? undefined : some
  })!
  expect(fewer.length).toBeGreaterThan(RESOURCE.CONTACTS / 2)
  expect(fewer.filter(({ isBlocked }) => isBlocked)).toHaveLength(3)
  // Whom one met last stays.
  expect(fewer.some(({ account }) => account === many.at(-1)!.account)).toBe(true)
})

test('[RECV-7] KEEPSAKE_CHOICES conversations go along, not one more', () => {
  const choices = Array.from({ length: RESOURCE.KEEPSAKE_CHOICES }, (_, index) => [`prefs/${index}`, rng.bytes(16)] as const)
  const plain = issueKeepsake(crypto, mum.keys, mum.chain, keepsakeOf(mum, { choices }))
  expect(readKeepsake(crypto, mum.account, plain)).toMatchObject({ ok: true, value: { choices } })
  const more = [...choices, ['prefs/more', rng.bytes(16)] as const]
  expect(() => issueKeepsake(crypto, mum.keys, mum.chain, keepsakeOf(mum, { choices: more }))).toThrow(RangeError)
})
