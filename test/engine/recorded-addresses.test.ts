/** What records say, on networks that change (docs/spec/records.md, REC-8). */
import { describe, expect, it } from 'vitest'
import { createAddressBook, createDialLoop, parseIp } from '../../shared/reach/index.ts'
import { keepAddresses, openAddressBook } from '../../src-main/engine/known-addresses.ts'
import type { InterfaceAddress } from '../../src-main/engine/network/index.ts'
import { RecordedAddresses } from '../../src-main/engine/recorded-addresses.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { aDevice, FakeClock, FakeTransport, steadyRng } from '../reach/fake-network.ts'

const MUM = aDevice(1)
const PUBLIC = '/ip4/203.0.113.9/tcp/1'
const HOME = '/ip4/192.168.0.7/tcp/1'

function at(address: string): InterfaceAddress {
  return { name: 'eth0', address, ip: parseIp(address)!, prefix: 24, isLoopback: false, isPointToPoint: false }
}

describe('[REC-8] [SYNC-15] addresses of records', () => {
  it('beside us count while we are there, and no longer', () => {
    const book = createAddressBook()
    const clock = new FakeClock()
    const loop = createDialLoop({ clock, rng: steadyRng, transport: new FakeTransport(clock), book, isNear: () => true })
    let interfaces = [at('10.0.0.1')]
    const recorded = new RecordedAddresses(loop, () => interfaces)
    const found = (): readonly string[] => book.candidates(MUM).map(({ text }) => text)
    recorded.learn(MUM, [PUBLIC, HOME], undefined)
    expect(found()).toEqual([PUBLIC])
    interfaces = [at('192.168.0.2')]
    recorded.judgeAgain()
    expect(new Set(found())).toEqual(new Set([PUBLIC, HOME]))
    interfaces = []
    recorded.judgeAgain()
    expect(found()).toEqual([PUBLIC])
    recorded.learn(MUM, [HOME], '/ip4/192.168.0.1/tcp/5')
    expect(found()).toEqual([HOME])
    recorded.learn(MUM, [], undefined)
    recorded.judgeAgain()
    expect(found()).toEqual([])
  })

  it('are not kept with what worked before: they are judged anew on the network of that day', () => {
    const store = memoryStore()
    const book = createAddressBook()
    book.recorded(MUM, [PUBLIC], 1)
    book.worked(MUM, HOME, 1)
    keepAddresses(store, book)
    expect(
      openAddressBook(store)
        .candidates(MUM)
        .map(({ text }) => text),
    ).toEqual([HOME])
  })
})
