/** Certificates, revocations, chains and cards (ENC-7), on the quick back end. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CborValue, decodeCbor, encodeCbor } from '../../shared/codec/index.ts'
import {
  type Card,
  EMPTY_CARD,
  assembleCertificate,
  card,
  certificate,
  certificateBytes,
  devicesOf,
  isSameCertificate,
  issueCertificate,
  mergeCards,
  parseCertificate,
  revocation,
  signAsDevice,
  signAsIssuer,
  soundCard,
  verifyCertificate,
  verifyRevocation,
} from '../../shared/identity/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aDevice, aPerson, certifyByAccount, certifyByDevice, revoke } from '../harness/person.ts'

const crypto = nodeCrypto()
const mum = aPerson(crypto, 1)
const dad = aPerson(crypto, 2)
const tablet = aDevice(crypto, 1, 1)
const phone = aDevice(crypto, 1, 2)

function cardOf(certificates: Card['certificates'], revocations: Card['revocations'] = []): Card {
  return { certificates, revocations }
}

describe('[ENC-7] certificate', () => {
  test('comes back as it was issued, with the bytes that were signed', () => {
    const issued = certifyByAccount(crypto, mum, tablet, { kind: 'guest', expires: 9000, name: '엄마 태블릿' })
    const read = parseCertificate(crypto, certificate.encode(issued))
    expect(read).toEqual(issued)
    expect(read).toMatchObject({ kind: 'guest', expires: 9000, name: '엄마 태블릿', issuer: mum.account, device: tablet.device })
  })

  test('needs both signatures: nobody claims a device that does not agree, nor a device an account that does not', () => {
    const signedBytes = certificateBytes({
      account: mum.account,
      device: dad.device.device,
      seal: dad.device.seal,
      issuer: mum.account,
      kind: 'full',
      issued: 1,
    })
    const byMum = signAsIssuer(crypto, mum.accountSeed, signedBytes)
    const byDad = signAsDevice(crypto, dad.device.seed, signedBytes)
    expect(assembleCertificate(crypto, signedBytes, byMum, byDad)).toBeDefined()
    expect(assembleCertificate(crypto, signedBytes, byMum, signAsDevice(crypto, mum.device.seed, signedBytes))).toBeUndefined()
    expect(assembleCertificate(crypto, signedBytes, signAsIssuer(crypto, dad.accountSeed, signedBytes), byDad)).toBeUndefined()
    // ENC-3: each half has a label of its own, so one cannot stand for the other.
    expect(assembleCertificate(crypto, signedBytes, byDad, byMum)).toBeUndefined()
  })

  test('a guest must have an end, an end comes after the beginning', () => {
    expect(() => certifyByAccount(crypto, mum, tablet, { kind: 'guest' })).toThrow(RangeError)
    expect(() => certifyByAccount(crypto, mum, tablet, { expires: 1000 })).toThrow(RangeError)
    const fields = { account: mum.account, device: tablet.device, seal: tablet.seal, issuer: mum.account, kind: 'full', issued: 1 } as const
    const endless = decodeCbor(certificateBytes(fields))
    const guest = encodeCbor(new Map([...(endless instanceof Map ? endless : []), [5, 2]]))
    expect(certificate.fromCbor([guest, new Uint8Array(64), new Uint8Array(64)])).toEqual({ ok: false, code: 'MALFORMED' })
  })

  test('shows a name without what hides or turns text, and keeps the signed bytes', () => {
    const sly = certifyByAccount(crypto, mum, tablet, { name: '\u202eknaB\u0000 \u200bKB' })
    const read = parseCertificate(crypto, certificate.encode(sly))
    expect(read?.name).toBe('knaB KB')
    expect(read?.bytes).toEqual(sly.bytes)
  })

  test('seeds that do not fit are our own mistake', () => {
    const fields = { account: mum.account, device: tablet.device, seal: tablet.seal, issuer: mum.account, kind: 'full', issued: 1 } as const
    expect(() => issueCertificate(crypto, fields, dad.accountSeed, tablet.seed)).toThrow(RangeError)
  })

  test('junk and damage are refused, never thrown', () => {
    const good = certificate.encode(mum.certificate)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
        expect(parseCertificate(crypto, junk)).toBeUndefined()
      }),
    )
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(good)
        damaged[at] = (damaged[at] ?? 0) ^ change
        expect(parseCertificate(crypto, damaged)).toBeUndefined()
      }),
      { numRuns: 200 },
    )
    for (let length = 0; length < good.length; length += 11) expect(parseCertificate(crypto, good.subarray(0, length))).toBeUndefined()
  })

  test('[LIM] a revocation of 1 KiB is read, one byte more is not', () => {
    const issued = revoke(crypto, mum, tablet)
    const fields = decodeCbor(issued.bytes)
    if (!(fields instanceof Map)) throw new Error('not a map')
    // ENC-5: what a later version adds is kept, and counts.
    const grown = (by: number): Uint8Array => encodeCbor(new Map([...fields, [40, new Uint8Array(by)]]))
    const padded = (length: number): Uint8Array => grown(256 + length - grown(256).length)
    const read = (length: number) => revocation.fromCbor([padded(length), issued.signature])
    expect(padded(INTRINSIC.REVOCATION_BYTES)).toHaveLength(INTRINSIC.REVOCATION_BYTES)
    expect(read(INTRINSIC.REVOCATION_BYTES)).toMatchObject({ ok: true, value: { device: tablet.device } })
    expect(read(INTRINSIC.REVOCATION_BYTES + 1)).toEqual({ ok: false, code: 'MALFORMED' })
  })

  test('over 1 KiB is refused before it is read', () => {
    const padded = encodeCbor(
      new Map<number, number | Uint8Array>([
        [0, 1],
        [40, new Uint8Array(1024)],
      ]),
    )
    expect(certificate.fromCbor([padded, new Uint8Array(64), new Uint8Array(64)])).toEqual({ ok: false, code: 'MALFORMED' })
  })
})

describe('[ENC-7] chains', () => {
  /** Certificates for devices 1 to `links`, each issued by the one before, the first by the account. */
  function chainOf(links: number): Card['certificates'] {
    const keys = Array.from({ length: links }, (_, index) => aDevice(crypto, 1, index + 1))
    return keys.map((device, index) => {
      const by = keys[index - 1]
      return by === undefined ? certifyByAccount(crypto, mum, device) : certifyByDevice(crypto, mum.account, by, device)
    })
  }

  test('a chain of 8 holds, the 9th link does not', () => {
    const owned = devicesOf(mum.account, cardOf(chainOf(9)))
    expect(owned.size).toBe(8)
    expect(owned.get(aDevice(crypto, 1, 8).device)?.chain).toHaveLength(8)
    expect(owned.has(aDevice(crypto, 1, 9).device)).toBe(false)
  })

  test('guests end and issue nothing', () => {
    const guest = certifyByAccount(crypto, mum, tablet, { kind: 'guest', expires: 5000 })
    const byGuest = certifyByDevice(crypto, mum.account, tablet, phone)
    const evidence = cardOf([guest, byGuest])
    expect([...devicesOf(mum.account, evidence, 4999).keys()]).toEqual([tablet.device])
    expect(devicesOf(mum.account, evidence, 5000).size).toBe(0)
    // Made a full device later, the former guest may issue.
    const full = certifyByDevice(crypto, mum.account, mum.device, tablet)
    expect(devicesOf(mum.account, cardOf([guest, byGuest, full, mum.certificate]), 4999).size).toBe(3)
  })

  test('a device of another account, a self-made certificate and a circle lead nowhere', () => {
    const foreign = certifyByDevice(crypto, mum.account, dad.device, tablet)
    const own = certifyByDevice(crypto, mum.account, tablet, tablet)
    const there = certifyByDevice(crypto, mum.account, tablet, phone)
    const back = certifyByDevice(crypto, mum.account, phone, tablet)
    expect(devicesOf(mum.account, cardOf([foreign, own, there, back, dad.certificate])).size).toBe(0)
  })

  test('a revoked device is dead for ever, with what rests on it alone', () => {
    const byFirst = certifyByDevice(crypto, mum.account, mum.device, tablet)
    const renewed = certifyByAccount(crypto, mum, mum.device, { issued: 9000 })
    const gone = revoke(crypto, mum, mum.device)
    expect(devicesOf(mum.account, cardOf([mum.certificate, byFirst, renewed], [gone])).size).toBe(0)
    const another = certifyByAccount(crypto, mum, tablet)
    expect([...devicesOf(mum.account, cardOf([mum.certificate, byFirst, another], [gone])).keys()]).toEqual([tablet.device])
    const foreign = revoke(crypto, dad, mum.device)
    expect(devicesOf(mum.account, cardOf([mum.certificate], [foreign])).size).toBe(1)
  })

  test('16 devices live, a 17th does not, whatever the order', () => {
    const many = Array.from({ length: 17 }, (_, index) => certifyByAccount(crypto, mum, aDevice(crypto, 1, index), { issued: 100 + index }))
    expect(devicesOf(mum.account, cardOf(many.slice(0, 16))).size).toBe(16)
    const owned = devicesOf(mum.account, cardOf(many.toReversed()))
    expect(owned.size).toBe(16)
    expect(owned.has(aDevice(crypto, 1, 16).device)).toBe(false)
  })
})

describe('[ENC-7] cards', () => {
  const pieces = Array.from({ length: 12 }, (_, index) =>
    certifyByAccount(crypto, mum, aDevice(crypto, 1, index), { issued: 50 + (index % 3) }),
  )
  const revocations = Array.from({ length: 6 }, (_, index) => revoke(crypto, mum, aDevice(crypto, 1, index % 4), index))

  test('merging is a union: any order, any split, any repetition gives the same card', () => {
    const whole = mergeCards(mum.account, EMPTY_CARD, cardOf(pieces, revocations))
    fc.assert(
      fc.property(fc.shuffledSubarray(pieces), fc.shuffledSubarray(revocations), (some, gone) => {
        const rest = cardOf(pieces.toReversed(), revocations)
        const one = mergeCards(mum.account, mergeCards(mum.account, EMPTY_CARD, cardOf(some, gone)), rest)
        const other = mergeCards(mum.account, rest, mergeCards(mum.account, cardOf(some, gone), cardOf(some, gone)))
        expect(card.encode(one)).toEqual(card.encode(whole))
        expect(card.encode(other)).toEqual(card.encode(whole))
      }),
      { numRuns: 50 },
    )
    expect(whole.certificates).toHaveLength(12)
    // One revocation a device is enough: of those for devices 0 and 1 the higher n stays.
    expect(whole.revocations.map(({ n }) => n)).toEqual([5, 4, 3, 2])
  })

  test('above 16 certificates those that still lead to the account stay', () => {
    const stray = Array.from({ length: 10 }, (_, index) =>
      certifyByDevice(crypto, mum.account, dad.device, aDevice(crypto, 1, 100 + index)),
    )
    const merged = mergeCards(mum.account, cardOf(stray), cardOf(pieces))
    expect(merged.certificates).toHaveLength(16)
    for (const each of pieces) expect(merged.certificates.some((kept) => isSameCertificate(kept, each))).toBe(true)
    expect(expectOk(card.decode(card.encode(merged)))).toEqual(merged)
  })

  test('only sound pieces of that account go in', () => {
    const forged = { ...mum.certificate, issuerSignature: new Uint8Array(64) }
    const forgedRevocation = { ...revoke(crypto, mum, tablet), signature: new Uint8Array(64) }
    const claimed = cardOf([forged, dad.certificate, mum.certificate], [forgedRevocation, revoke(crypto, dad, tablet)])
    expect(soundCard(crypto, mum.account, claimed)).toEqual(cardOf([mum.certificate]))
  })

  test('a 17th certificate or 65th revocation on the wire is refused', () => {
    const many = (count: number): Card['certificates'] => Array.from({ length: count }, () => mum.certificate)
    const gone = (count: number): Card['revocations'] => Array.from({ length: count }, () => revoke(crypto, mum, tablet))
    expect(card.decode(card.encode(cardOf(many(16), gone(64)))).ok).toBe(true)
    expect(() => card.encode(cardOf(many(17)))).toThrow(RangeError)
    const wire = encodeCbor(
      new Map<number, number | ReturnType<typeof certificate.toCbor>[]>([
        [0, 1],
        [1, many(17).map(certificate.toCbor)],
        [2, []],
      ]),
    )
    expect(card.decode(wire)).toEqual({ ok: false, code: 'MALFORMED' })
  })

  test('[ENC-5] a certificate from a later version does not hide the others; a malformed one spoils the card', () => {
    const later = [encodeCbor(new Map([[0, 2]])), new Uint8Array(64), new Uint8Array(64)]
    const cardWith = (piece: CborValue): Uint8Array =>
      encodeCbor(
        new Map<number, CborValue>([
          [0, 1],
          [1, [piece, certificate.toCbor(mum.certificate)]],
          [2, []],
        ]),
      )
    expect(expectOk(card.decode(cardWith(later)))).toEqual(cardOf([mum.certificate]))
    expect(card.decode(cardWith([]))).toEqual({ ok: false, code: 'MALFORMED' })
  })

  test('a revocation holds by the account’s key only', () => {
    const gone = revoke(crypto, mum, tablet)
    const read = expectOk(revocation.decode(revocation.encode(gone)))
    expect(read).toEqual(gone)
    expect(verifyRevocation(crypto, read)).toBe(true)
    expect(verifyRevocation(crypto, { ...read, account: dad.account })).toBe(false)
    expect(verifyCertificate(crypto, { ...mum.certificate, issuer: dad.account })).toBe(false)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (junk) => {
        expect(revocation.decode(junk).ok).toBe(false)
      }),
    )
  })
})
