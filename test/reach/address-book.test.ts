/** The address book: order, bounds, and what is kept (docs/spec/reach.md). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { peerIdText } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { createAddressBook, foremostCode, REACH_CODES } from '../../shared/reach/index.ts'
import { aDevice } from './fake-network.ts'

const MUM = aDevice(1)
const at = (host: number, port = 4000): string => `/ip4/10.0.${host >> 8}.${host & 255}/tcp/${port}`

describe('[REACH-2] the address book', () => {
  it('puts what is announced first, then what worked, was typed, invited, passed on; newer before older', () => {
    const book = createAddressBook()
    book.add(MUM, [at(1)], 'record', 1)
    book.add(MUM, [at(2)], 'invite', 1)
    book.add(MUM, [at(3)], 'typed', 1)
    book.add(MUM, [at(4)], 'typed', 2)
    book.worked(MUM, at(5), 1)
    book.add(MUM, [at(6)], 'sight', 1)
    expect(book.candidates(MUM).map(({ text }) => text)).toEqual([at(6), at(5), at(4), at(3), at(2), at(1)])
    book.worked(MUM, at(1), 3)
    expect(book.candidates(MUM)[1]?.text).toBe(at(1))
  })

  it('says whether something is new, and forgets sights when they end', () => {
    const book = createAddressBook()
    expect(book.add(MUM, [at(1)], 'invite', 1)).toBe(true)
    expect(book.add(MUM, [at(1)], 'invite', 2)).toBe(false)
    expect(book.add(MUM, [at(1), at(2)], 'sight', 2)).toBe(true)
    expect(book.isSeen(MUM)).toBe(true)
    book.unseen(MUM)
    expect(book.isSeen(MUM)).toBe(false)
    expect(book.candidates(MUM).map(({ text }) => text)).toEqual([at(1)])
    expect(book.add(MUM, ['junk', 7], 'typed', 3)).toBe(false)
  })

  it('puts direct addresses before circuits, however good, and keeps places for some of those', () => {
    const book = createAddressBook()
    const circuit = (host: number): string => `${at(host)}/p2p/${peerIdText(aDevice(9))}/p2p-circuit`
    book.worked(MUM, circuit(1), 9)
    book.add(MUM, [at(2)], 'record', 1)
    expect(book.candidates(MUM).map(({ text }) => text)).toEqual([at(2), circuit(1)])
    for (let host = 10; host < 10 + RESOURCE.ADDRESSES_PER_DEVICE; host += 1) book.add(MUM, [at(host)], 'typed', host)
    for (let host = 50; host < 60; host += 1) book.add(MUM, [circuit(host)], 'record', host)
    const texts = book.candidates(MUM).map(({ text }) => text)
    expect(texts).toHaveLength(RESOURCE.ADDRESSES_PER_DEVICE)
    expect(texts.filter((text) => text.includes('circuit'))).toHaveLength(RESOURCE.CIRCUIT_ADDRESSES_PER_DEVICE)
    expect(texts).toContain(circuit(1))
  })

  it('gives what is worth storing and takes it back', () => {
    const book = createAddressBook()
    book.add(MUM, [at(1)], 'sight', 1)
    book.worked(MUM, at(2), 5)
    expect(book.entries()).toEqual([{ device: MUM, address: at(2), source: 'good', at: 5 }])
    expect(createAddressBook(book.entries()).entries()).toEqual(book.entries())
  })

  it('[LIM] announcements cannot push out what a person typed, and all is bounded', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { minLength: 1, maxLength: 100 }), (hosts) => {
        const book = createAddressBook()
        book.add(MUM, [at(1, 9)], 'typed', 0)
        for (const [index, host] of hosts.entries()) book.add(MUM, [at(host)], 'sight', index)
        const found = book.candidates(MUM).map(({ text }) => text)
        expect(found).toContain(at(1, 9))
        expect(found.length).toBeLessThanOrEqual(RESOURCE.SIGHT_ADDRESSES_PER_DEVICE + 1)
      }),
    )
    const book = createAddressBook()
    for (let host = 0; host < 100; host += 1) book.add(MUM, [at(host)], 'record', host)
    expect(book.candidates(MUM)).toHaveLength(RESOURCE.ADDRESSES_PER_DEVICE)
    for (let number = 0; number <= RESOURCE.BOOK_DEVICES; number += 1) {
      const device = aDevice(0).replace(/^.{4}/, number.toString(16).padStart(4, '0'))
      book.add(device as typeof MUM, [at(1)], 'sight', 1)
    }
    expect(book.candidates(MUM)).toEqual([])
  })
})

describe('[REACH-3] the code shown for several failures', () => {
  it('is one of them, the most telling', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...REACH_CODES), { minLength: 1 }), (codes) => {
        expect(codes).toContain(foremostCode(codes))
      }),
    )
    expect(foremostCode(['timeout', 'wrong-peer', 'refused'])).toBe('wrong-peer')
    expect(foremostCode([])).toBe('no-address')
  })
})
