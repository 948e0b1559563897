/** Address records (docs/spec/records.md): bytes, signatures, terms, and what may be dialled of them; V15 on both back ends. */
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { encodeCbor, toHex } from '../../shared/codec/index.ts'
import { nobleCrypto, sign } from '../../shared/crypto/index.ts'
import { deviceOfPeerId, idBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import {
  type AddressRecord,
  type AddressRecordFields,
  addressRecord,
  dialableAddresses,
  issueRecord,
  parseIp,
  recordFault,
} from '../../shared/reach/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aPerson } from '../harness/person.ts'
import { loadVectors, unhex } from '../vectors/vectors.ts'

const crypto = nodeCrypto()
const dad = aPerson(crypto, 2)
const unmet = (): boolean => false
const NOW = 1_790_000_000_000
const RELAY = '12D3KooWFSBX5q1eFHtCHfpUcEPeSS6Ae6dpncaycNexYbArzvpW'
const FIELDS: AddressRecordFields = {
  device: dad.device.device,
  n: NOW,
  expires: NOW + RESOURCE.RECORD_TERM_MS,
  addresses: ['/ip4/203.0.113.9/tcp/4001', '/ip6/2001:db8::9/tcp/4001', `/ip4/198.51.100.7/tcp/4001/p2p/${RELAY}/p2p-circuit`],
}
const record = issueRecord(crypto, FIELDS, dad.device.seed)

interface Vector {
  readonly now: number
  readonly device: string
  readonly addresses: readonly string[]
  readonly n: number
  readonly expires: number
  readonly record: string
}

/** As a liar would write it: whatever fields, under whichever key. */
function signed(map: ReadonlyMap<number, unknown>, seed = dad.device.seed): AddressRecord {
  const bytes = encodeCbor(map as never)
  return expectOk(addressRecord.fromCbor([bytes, sign(crypto, 'sb1/addr', seed, bytes)]))
}
const raw = (n: number, expires: number, addresses: readonly unknown[] = ['/dns4/a.example/tcp/1']): ReadonlyMap<number, unknown> =>
  new Map<number, unknown>([
    [0, 1],
    [1, idBytes(dad.device.device)],
    [2, n],
    [3, expires],
    [4, addresses],
  ])

describe('[REC-1] a record', () => {
  it.each([
    ['node', crypto],
    ['noble', nobleCrypto()],
  ])('V15 is the same bytes on %s, and holds', (_name, backEnd) => {
    const vector = loadVectors<Vector>('v15-address-record')
    const read = expectOk(addressRecord.decode(unhex(vector.record)))
    expect(recordFault(backEnd, read, vector.now)).toBeUndefined()
    const { device, n, expires, addresses } = read
    expect({ device, n, expires, addresses }).toEqual({
      device: vector.device,
      n: vector.n,
      expires: vector.expires,
      addresses: vector.addresses,
    })
    expect(toHex(addressRecord.encode(issueRecord(backEnd, { device, n, expires, addresses }, dad.device.seed)))).toBe(vector.record)
  })

  it('[SYNC-15] by another key, or with one byte changed, is forged', () => {
    expect(recordFault(crypto, issueRecord(crypto, FIELDS, aPerson(crypto, 3).device.seed), NOW)).toBe('BAD_SIG')
    fc.assert(
      fc.property(fc.nat(record.bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const bytes = record.bytes.map((byte, index) => (index === at ? byte ^ by : byte))
        const read = addressRecord.fromCbor([bytes, record.signature])
        expect(!read.ok || recordFault(crypto, read.value, NOW) === 'BAD_SIG').toBe(true)
      }),
    )
  })

  it('[SYNC-15] from five minutes ahead counts, a millisecond more does not', () => {
    expect(recordFault(crypto, record, NOW - RESOURCE.CLOCK_DOUBT_MS)).toBeUndefined()
    expect(recordFault(crypto, record, NOW - RESOURCE.CLOCK_DOUBT_MS - 1)).toBe('AHEAD')
  })

  it('[SYNC-15] holds for RECORD_TERM_MS and no longer, whatever it says', () => {
    expect(recordFault(crypto, record, NOW + RESOURCE.RECORD_TERM_MS - 1)).toBeUndefined()
    expect(recordFault(crypto, record, NOW + RESOURCE.RECORD_TERM_MS)).toBe('EXPIRED')
    expect(recordFault(crypto, signed(raw(NOW, NOW + RESOURCE.RECORD_TERM_MS)), NOW)).toBeUndefined()
    expect(recordFault(crypto, signed(raw(NOW, NOW + RESOURCE.RECORD_TERM_MS + 1)), NOW)).toBe('TERM')
    expect(recordFault(crypto, signed(raw(NOW, NOW)), NOW)).toBe('TERM')
    for (const expires of [NOW, NOW + RESOURCE.RECORD_TERM_MS + 1])
      expect(() => issueRecord(crypto, { ...FIELDS, expires }, dad.device.seed)).toThrow(RangeError)
  })

  it('[LIM] has 1 to RECORD_ADDRESSES addresses in at most RECORD_BYTES', () => {
    const many = (count: number): string[] =>
      Array.from({ length: count }, (_, index) => `/dns4/${'a'.repeat(60)}.${'b'.repeat(60)}/tcp/${index + 1}`)
    const most = issueRecord(crypto, { ...FIELDS, addresses: many(RESOURCE.RECORD_ADDRESSES) }, dad.device.seed)
    expect(most.bytes.length).toBeLessThanOrEqual(RESOURCE.RECORD_BYTES)
    expect(addressRecord.decode(addressRecord.encode(most)).ok).toBe(true)
    for (const count of [0, RESOURCE.RECORD_ADDRESSES + 1])
      expect(() => issueRecord(crypto, { ...FIELDS, addresses: many(count) }, dad.device.seed)).toThrow(RangeError)
    const large = encodeCbor(
      raw(
        NOW,
        NOW + 1,
        Array.from({ length: 16 }, () => 'x'.repeat(RESOURCE.RECORD_BYTES / 16)),
      ) as never,
    )
    expect(addressRecord.fromCbor([large, record.signature]).ok).toBe(false)
  })

  it('[ENC-5] loses addresses of a kind this version does not know, and keeps the others', () => {
    const later = signed(raw(NOW, NOW + 1, [Uint8Array.of(200, 1, 2, 3), '/dns4/a.example/tcp/1', 7]))
    expect(later.addresses).toEqual(['/dns4/a.example/tcp/1'])
    expect(recordFault(crypto, later, NOW)).toBeUndefined()
  })

  it('of a later version is unsupported, junk is malformed, and nothing throws', () => {
    const later = encodeCbor(new Map<number, unknown>([...raw(NOW, NOW + 1), [0, 2]]) as never)
    expect(addressRecord.fromCbor([later, record.signature])).toEqual({ ok: false, code: 'UNSUPPORTED' })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
        addressRecord.decode(junk)
        expect(addressRecord.fromCbor([junk, record.signature]).ok).toBe(false)
      }),
    )
  })
})

describe('[SYNC-15] what may be dialled of a record', () => {
  const own = [{ ip: parseIp('10.0.0.5')!, prefix: 24 }]

  it('public ones, private ones beside us or beside who told it, relays by where they are', () => {
    const circuit = (host: string): string => `/ip4/${host}/tcp/1/p2p/${RELAY}/p2p-circuit`
    const texts = [
      '/ip4/203.0.113.9/tcp/1',
      '/ip4/10.0.0.9/tcp/1',
      '/ip4/10.0.1.9/tcp/1',
      '/ip4/192.168.7.9/tcp/1',
      '/ip4/127.0.0.1/tcp/1',
      '/ip4/224.0.0.251/tcp/1',
      '/ip4/0.0.0.0/tcp/1',
      '/dns4/router.example/tcp/1',
      circuit('203.0.113.9'),
      circuit('10.0.0.1'),
      circuit('192.168.0.1'),
      circuit('127.0.0.1'),
    ]
    expect(dialableAddresses(texts, own, undefined, unmet)).toEqual([texts[0], texts[1], texts[8], texts[9]])
    expect(dialableAddresses(texts, own, '/ip4/192.168.7.1/tcp/5', unmet)).toEqual([texts[0], texts[1], texts[3], texts[8], texts[9]])
    expect(dialableAddresses(texts, [], `/ip4/10.0.0.1/tcp/5/p2p/${RELAY}/p2p-circuit`, unmet)).toEqual([texts[0], texts[8]])
    const relay = deviceOfPeerId(RELAY)
    // Nothing is dialled for a way through somebody who is met, wherever that is.
    expect(dialableAddresses(texts, [], undefined, (device) => device === relay)).toEqual([texts[0], ...texts.slice(8)])
  })
})

test('[RDV-4] a record with the longest addresses there are fits what is left in the table', () => {
  const circuit = (at: number): string =>
    `/ip6/2001:db8:1111:2222:3333:4444:5555:${(0x6666 + at).toString(16)}/tcp/65535/ws/p2p/${RELAY}/p2p-circuit`
  const addresses = Array.from({ length: RESOURCE.RECORD_ADDRESSES }, (_, at) => circuit(at))
  const fullest = addressRecord.encode(issueRecord(crypto, { ...FIELDS, addresses }, dad.device.seed))
  expect(fullest.length).toBeLessThanOrEqual(RESOURCE.RENDEZVOUS_PAYLOAD_BYTES)
})
