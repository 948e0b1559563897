/** [GOV-13] Knocks: what they prove and what they do not; V11's on both back ends. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeCbor } from '../../shared/codec/index.ts'
import { type Knock, inviteKeys, isSameKnock, knock, makeKnock, verifyKnock } from '../../shared/contacts/index.ts'
import { nobleCrypto, sign } from '../../shared/crypto/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aDevice, aPerson, certifyByAccount, certifyByDevice } from '../harness/person.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

const crypto = nodeCrypto()
const mum = aPerson(crypto, 1)
const dad = aPerson(crypto, 2)
const tablet = aDevice(crypto, 2, 1)
const keys = inviteKeys(crypto, new Uint8Array(32).fill(9))
const root = idFromBytes('block', new Uint8Array(32).fill(4))

function dadKnocks(changes: Partial<Knock> = {}): Knock {
  return makeKnock(
    crypto,
    { account: dad.account, certificates: [dad.certificate], t: 5000, root, name: '아빠', ...changes },
    keys,
    dad.device,
  )
}

describe('[GOV-13] knock', () => {
  test('comes back as it was made and names the device that knocks', () => {
    const made = dadKnocks()
    const read = expectOk(knock.decode(knock.encode(made)))
    expect(read).toEqual(made)
    expect(verifyKnock(crypto, read, keys.publicKey)).toBe(dad.device.device)
    expect(isSameKnock(read, made)).toBe(true)
    expect(isSameKnock(read, dadKnocks({ t: 5001 }))).toBe(false)
  })

  test('shows the device at the end of a chain', () => {
    const byDad = certifyByDevice(crypto, dad.account, dad.device, tablet)
    const made = makeKnock(crypto, { account: dad.account, certificates: [dad.certificate, byDad], t: 1, root }, keys, tablet)
    expect(verifyKnock(crypto, made, keys.publicKey)).toBe(tablet.device)
    const without = makeKnock(crypto, { account: dad.account, certificates: [byDad], t: 1, root }, keys, tablet)
    expect(verifyKnock(crypto, without, keys.publicKey)).toBeUndefined()
    expect(() => makeKnock(crypto, { account: dad.account, certificates: [dad.certificate], t: 1, root }, keys, tablet)).toThrow(RangeError)
  })

  test('cannot be invented by the admitter, who lacks the invite key, nor aimed at another account', () => {
    const made = dadKnocks()
    const invented = { ...made, inviteSignature: sign(crypto, 'sb1/knock', mum.device.seed, made.bytes) }
    expect(verifyKnock(crypto, invented, keys.publicKey)).toBeUndefined()
    const other = makeKnock(crypto, { account: mum.account, certificates: [dad.certificate], t: 1, root }, keys, dad.device)
    expect(verifyKnock(crypto, other, keys.publicKey)).toBeUndefined()
    const unwilling = { ...made, deviceSignature: sign(crypto, 'sb1/knockdev', mum.device.seed, made.bytes) }
    expect(verifyKnock(crypto, unwilling, keys.publicKey)).toBeUndefined()
  })

  test('is good for its own invitation only', () => {
    const others = inviteKeys(crypto, new Uint8Array(32).fill(10))
    expect(verifyKnock(crypto, dadKnocks(), others.publicKey)).toBeUndefined()
    // Signed with another invitation's key under this one's id.
    const made = dadKnocks()
    const crossed = { ...made, inviteSignature: sign(crypto, 'sb1/knock', others.keySeed, made.bytes) }
    expect(verifyKnock(crypto, crossed, keys.publicKey)).toBeUndefined()
    expect(verifyKnock(crypto, made, keys.publicKey.subarray(1))).toBeUndefined()
  })

  test('of a guest holds until his end, by the time the knock names', () => {
    const guest = certifyByAccount(crypto, dad, tablet, { kind: 'guest', expires: 6000 })
    const at = (t: number): Knock => makeKnock(crypto, { account: dad.account, certificates: [guest], t, root }, keys, tablet)
    expect(verifyKnock(crypto, at(5999), keys.publicKey)).toBe(tablet.device)
    expect(verifyKnock(crypto, at(6000), keys.publicKey)).toBeUndefined()
  })

  test('[SYNC-16] shows a clean name, holds 8 certificates and not 9, and at most 8 KiB', () => {
    expect(dadKnocks({ name: '\u202e아빠\u0000' }).name).toBe('아빠')
    const eight = Array.from({ length: 8 }, () => dad.certificate)
    const read = knock.decode(knock.encode(dadKnocks({ certificates: eight })))
    expect(read.ok).toBe(true)
    expect(() => dadKnocks({ certificates: [...eight, dad.certificate] })).toThrow(RangeError)
    const padded = new Map<number, number | Uint8Array>([
      [0, 1],
      [99, new Uint8Array(RESOURCE.KNOCK_BYTES)],
    ])
    expect(knock.fromCbor([encodeCbor(padded), new Uint8Array(64), new Uint8Array(64)])).toEqual({ ok: false, code: 'MALFORMED' })
  })

  test('junk and damage are refused, never thrown', () => {
    const good = knock.encode(dadKnocks())
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (junk) => {
        expect(knock.decode(junk).ok).toBe(false)
      }),
    )
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = good.with(at, (good[at] ?? 0) ^ change)
        const read = knock.decode(damaged)
        expect(read.ok ? verifyKnock(crypto, read.value, keys.publicKey) : undefined).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})

describe('V11', () => {
  const vector = loadVectors<{ readonly knock: { readonly bytes: string; readonly publicKey: string; readonly device: string } }>(
    'v11-links',
  )

  test.each([
    ['node', crypto],
    ['noble', nobleCrypto()],
  ] as const)('the stored knock holds on %s', (_name, backEnd) => {
    const read = expectOk(knock.decode(unhex(vector.knock.bytes)))
    expect(verifyKnock(backEnd, read, unhex(vector.knock.publicKey))).toBe(vector.knock.device)
  })
})
