/** What is kept of records and finder keys (docs/spec/records.md): bounds, order, and the same after a restart. */
import { describe, expect, it } from 'vitest'
import { systemRng } from '../../../shared/crypto/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { FinderKeys } from '../../../shared/messenger/finding/finder-keys.ts'
import { nextRecord } from '../../../shared/messenger/finding/own-record.ts'
import { RecordBook } from '../../../shared/messenger/finding/record-book.ts'
import { type AddressRecord, issueRecord, recordFault } from '../../../shared/reach/index.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { aPerson } from '../../harness/person.ts'

const crypto = nodeCrypto()
const dad = aPerson(crypto, 2)
const NOW = 1_790_000_000_000
const account = (number: number): AccountId => idFromBytes('account', new Uint8Array(32).fill(number & 255).with(0, number >> 8))
const device = (number: number): DeviceId => idFromBytes('device', new Uint8Array(32).fill(number & 255).with(0, number >> 8))
/** Signed by somebody else: the book does not look. */
const record = (number: number, n: number): AddressRecord =>
  issueRecord(crypto, { device: device(number), n, expires: n + 1000, addresses: ['/ip4/203.0.113.9/tcp/1'] }, dad.device.seed)

describe('[REC-4] the record book', () => {
  it('[LIM] keeps RECORDS of them; then strangers’ go before contacts’, and the oldest first', () => {
    const store = memoryStore()
    const book = new RecordBook(store, (each) => each === device(0))
    const by = account(1)
    for (let number = 0; number < RESOURCE.RECORDS; number++)
      expect(book.put({ record: record(number, NOW + number), by, byDevice: device(1) })).toEqual([])
    expect(book.size).toBe(RESOURCE.RECORDS)
    expect(book.put({ record: record(5000, NOW + 5000), by, byDevice: device(1) })).toEqual([device(1)])
    expect([book.size, book.get(device(0)) === undefined, store.values.list('records').length]).toEqual([
      RESOURCE.RECORDS,
      false,
      RESOURCE.RECORDS,
    ])
  })

  it('is the same after a restart, passes over what a later version wrote, and keeps a long way short', () => {
    const store = memoryStore()
    const book = new RecordBook(store, () => true)
    book.put({ record: record(3, NOW), by: account(1), byDevice: device(1), via: '/ip4/10.0.0.1/tcp/1' })
    book.put({ record: record(4, NOW), by: account(1), byDevice: device(1), via: 'x'.repeat(301) })
    store.values.put('records', device(5), Uint8Array.of(1))
    store.values.put('records', device(6), store.values.get('records', device(3)) ?? new Uint8Array())
    const again = new RecordBook(store, () => true)
    expect([...again.all()]).toEqual([...book.all()])
    expect(again.get(device(3))?.via).toBe('/ip4/10.0.0.1/tcp/1')
    expect(again.get(device(4))).not.toHaveProperty('via')
  })
})

describe('[REC-2] the own record', () => {
  const address = ['/ip4/203.0.113.9/tcp/1']
  const next = (held: AddressRecord | undefined, now: number, addresses: readonly string[] = address, above = 0) =>
    nextRecord(crypto, dad.device, held, { now, addresses, above })

  it('stays while nothing changed for RECORD_AGE_MS, and rises with each change whatever the clock does', () => {
    const first = next(undefined, NOW)!
    expect([first.n, first.expires, recordFault(crypto, first, NOW)]).toEqual([NOW, NOW + RESOURCE.RECORD_TERM_MS, undefined])
    expect(next(first, NOW + RESOURCE.RECORD_AGE_MS - 1)).toBeUndefined()
    expect(next(first, NOW + RESOURCE.RECORD_AGE_MS)?.n).toBe(NOW + RESOURCE.RECORD_AGE_MS)
    expect(next(first, NOW - 1000, ['/ip4/203.0.113.8/tcp/1'])?.n).toBe(NOW + 1)
    expect(next(first, NOW, ['/ip4/203.0.113.8/tcp/1'])?.n).toBe(NOW + 1)
  })

  it('begins again after a clock that was far ahead, and surpasses what a copy of this device signed', () => {
    const ahead = next(undefined, NOW + RESOURCE.CLOCK_DOUBT_MS + 2)!
    expect(next(ahead, NOW)?.n).toBe(NOW)
    expect(next(next(undefined, NOW), NOW + 5, address, NOW + 77)?.n).toBe(NOW + 78)
  })

  it('says nothing of loopback, links and names, and nothing at all where there is nothing else', () => {
    const told = next(undefined, NOW, [
      '/ip4/127.0.0.1/tcp/1',
      '/ip4/169.254.1.1/tcp/1',
      '/ip6/fe80::1/tcp/1',
      '/dns4/me.example/tcp/1',
      '/ip4/10.0.0.1/tcp/1',
      'junk',
    ])
    expect(told?.addresses).toEqual(['/ip4/10.0.0.1/tcp/1'])
    expect(next(undefined, NOW, ['/ip4/127.0.0.1/tcp/1'])).toBeUndefined()
    const many = Array.from({ length: 40 }, (_, index) => `/ip4/10.0.0.${index}/tcp/1`)
    expect(next(undefined, NOW, many)?.addresses).toHaveLength(RESOURCE.RECORD_ADDRESSES)
  })
})

describe('[REC-5] finder keys', () => {
  const keysOf = (store = memoryStore()): FinderKeys => new FinderKeys(store, crypto, systemRng())
  const key = (byte: number, changed = NOW) => ({ changed, key: new Uint8Array(32).fill(byte) })
  const ends = { from: device(1), to: device(2), nonce: new Uint8Array(16).fill(7) }
  const all = [account(1), account(2), account(3)]

  it('prove what both hold and nothing else, in this direction and session alone', () => {
    const [mum, shop] = [keysOf(), keysOf()]
    for (const each of [mum, shop]) each.take(account(1), key(1), NOW)
    mum.take(account(2), key(2), NOW)
    shop.take(account(3), key(3), NOW)
    const proofs = mum.prove(all, ends)
    expect([...shop.proven(all, proofs, ends)]).toEqual([account(1)])
    expect(shop.proven(all, proofs, { ...ends, from: device(2), to: device(1) }).size).toBe(0)
    expect(shop.proven(all, proofs, { ...ends, from: device(9) }).size).toBe(0)
    expect(shop.proven(all, proofs, { ...ends, nonce: new Uint8Array(16) }).size).toBe(0)
  })

  it('of one account handed out as another’s prove nothing', () => {
    const [mum, shop] = [keysOf(), keysOf()]
    mum.take(account(1), key(1), NOW)
    shop.take(account(2), key(1), NOW)
    expect(shop.proven(all, mum.prove(all, ends), ends).size).toBe(0)
  })

  it('[SYNC-3] lists are padded to a power of two from 16 to 1,024, and no two lists share a tag', () => {
    const mum = keysOf()
    const many = Array.from({ length: RESOURCE.TAGS + 1 }, (_, index) => account(index))
    for (const each of many) mum.take(each, key(1), NOW)
    const sizes = [0, 1, 16, 17, 1024, 1025].map((count) => mum.prove(many.slice(0, count), ends).tags.length)
    expect(sizes).toEqual([16, 16, 16, 32, 1024, 1024])
    const [one, two] = [mum.prove(all, ends), mum.prove(all, ends)]
    expect(one.tags.filter((each) => two.tags.some((other) => String(other) === String(each)))).toEqual([])
  })

  it('the later choice counts, a time to come is no time, and of two at once all take the same', () => {
    const mum = keysOf()
    expect([
      mum.take(account(1), key(1), NOW),
      mum.take(account(1), key(2, NOW - 1), NOW),
      mum.take(account(1), key(2, NOW + 1), NOW),
    ]).toEqual([true, false, true])
    expect(mum.take(account(1), key(3, NOW + 10 * RESOURCE.CLOCK_DOUBT_MS), NOW)).toBe(true)
    expect(mum.take(account(1), key(4, NOW + RESOURCE.CLOCK_DOUBT_MS + 1), NOW + 1)).toBe(true)
    const [one, two] = [keysOf(), keysOf()]
    for (const byte of [5, 6]) one.take(account(1), key(byte), NOW)
    for (const byte of [6, 5]) two.take(account(1), key(byte), NOW)
    expect(one.proven(all, two.prove(all, ends), ends).size).toBe(1)
  })

  it('are the same after a restart, also who was given the own one; another is nobody’s yet', () => {
    const store = memoryStore()
    const mum = keysOf(store)
    mum.renew(NOW)
    mum.give(account(1))
    mum.take(account(2), key(2), NOW)
    const again = keysOf(store)
    expect([again.own, [...again.given], [...again.accounts()]]).toEqual([mum.own, [account(1)], [account(2)]])
    again.renew(NOW - 1000)
    expect([again.own?.changed, [...keysOf(store).given]]).toEqual([NOW + 1, []])
    expect(again.adopt(key(9, NOW), NOW)).toBe(false)
    expect(again.adopt(key(9, NOW + 2), NOW)).toBe(true)
    again.forget(account(2))
    expect([...keysOf(store).accounts()]).toEqual([])
  })
})
