/** Which connection of a pair stays, who is let in, and what counts as a change of network (docs/spec/reach.md). */
import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { parseIp } from '../../shared/reach/index.ts'
import { createHandshakeCounter } from '../../src-main/engine/network/gate.ts'
import { reachCodeOf } from '../../src-main/engine/network/failure.ts'
import { watchNetwork } from '../../src-main/engine/network/index.ts'
import { reachableAddresses } from '../../src-main/engine/network/own-addresses.ts'
import { createSessions } from '../../src-main/engine/network/sessions.ts'
import { aDevice, FakeClock, FakeStream } from '../reach/fake-network.ts'

const LOWER = aDevice(1)
const HIGHER = aDevice(2)

describe('[REACH-4] two connections of a pair', () => {
  it.each([
    // own, peer, old dialled by us, new dialled by us, age → the new one's fate
    [LOWER, HIGHER, true, false, 0, 'duplicate'],
    [LOWER, HIGHER, false, true, 0, undefined],
    [HIGHER, LOWER, true, false, 0, undefined],
    [HIGHER, LOWER, false, true, 0, 'duplicate'],
    [LOWER, HIGHER, true, true, 0, undefined],
    [LOWER, HIGHER, false, false, 0, undefined],
    [LOWER, HIGHER, true, false, RESOURCE.GLARE_MS - 1, 'duplicate'],
    [LOWER, HIGHER, true, false, RESOURCE.GLARE_MS, undefined],
  ])('own %s, peer %s: old dialled %s, new dialled %s, after %i ms', async (own, peer, oldDialled, newDialled, age, fate) => {
    const clock = new FakeClock()
    const sessions = createSessions(own, clock)
    const old = new FakeStream(peer, oldDialled)
    sessions.add(old, false)
    await clock.advance(age)
    expect(sessions.refusal(peer, newDialled, false)).toBe(fate)
    expect(old.isOpen()).toBe(true)
    sessions.add(new FakeStream(peer, newDialled), false)
    expect(old.isOpen()).toBe(false)
  })

  it.each([
    // old is a circuit, new is one, age → the new one's fate: a direct one always takes the circuit's place, whoever dialled
    [true, false, 0, undefined],
    [true, false, RESOURCE.GLARE_MS, undefined],
    [false, true, 0, 'duplicate'],
    [false, true, RESOURCE.GLARE_MS - 1, 'duplicate'],
    [false, true, RESOURCE.GLARE_MS, undefined],
  ])('of which the old is a circuit: %s, and the new: %s, after %i ms', async (isOldCircuit, isNewCircuit, age, fate) => {
    for (const [own, peer] of [
      [LOWER, HIGHER],
      [HIGHER, LOWER],
    ] as const) {
      for (const [oldDialled, newDialled] of [
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        const clock = new FakeClock()
        const sessions = createSessions(own, clock)
        const address = isOldCircuit ? '/ip4/60.0.0.1/tcp/1/p2p/12D3KooW/p2p-circuit' : '/ip4/60.0.0.2/tcp/1'
        sessions.add(new FakeStream(peer, oldDialled, address), false)
        await clock.advance(age)
        expect(sessions.refusal(peer, newDialled, false, isNewCircuit)).toBe(fate)
      }
    }
  })

  it('both sides keep the same one of two that were dialled at once', () => {
    for (const firstIsLowers of [true, false]) {
      const [ofLower, ofHigher] = [createSessions(LOWER, new FakeClock()), createSessions(HIGHER, new FakeClock())]
      ofLower.add(new FakeStream(HIGHER, firstIsLowers), false)
      ofHigher.add(new FakeStream(LOWER, !firstIsLowers), false)
      const second = [ofLower.refusal(HIGHER, !firstIsLowers, false), ofHigher.refusal(LOWER, firstIsLowers, false)]
      expect(second).toEqual(firstIsLowers ? ['duplicate', 'duplicate'] : [undefined, undefined])
    }
  })

  it('[LIM] counts sessions, strangers apart, and replaced ones until they end', () => {
    const sessions = createSessions(LOWER, new FakeClock())
    const device = (number: number) => idFromBytes('device', new Uint8Array(32).fill(number))
    for (let number = 10; number < 10 + RESOURCE.STRANGER_SESSIONS; number += 1) sessions.add(new FakeStream(device(number), false), true)
    expect([sessions.refusal(HIGHER, false, true), sessions.refusal(HIGHER, false, false)]).toEqual(['limited', undefined])
    for (let number = 10 + RESOURCE.STRANGER_SESSIONS; number < 10 + RESOURCE.SESSIONS; number += 1) {
      sessions.add(new FakeStream(device(number), false), false)
    }
    expect(sessions.refusal(HIGHER, false, false)).toBe('limited')
    const [first] = [new FakeStream(device(10), false)]
    sessions.remove(first)
    expect(sessions.refusal(HIGHER, false, false)).toBe('limited')
  })
})

describe('[REACH-5] handshakes', () => {
  it('20 in 10 s from one address, one /64 together, loopback more; the window slides and memory is bounded', async () => {
    const clock = new FakeClock()
    const counter = createHandshakeCounter(clock)
    const admitted = (host: string, count: number): number =>
      Array.from({ length: count }, () => counter.admit(host)).filter(Boolean).length
    expect(admitted('10.0.0.1', 50)).toBe(RESOURCE.HANDSHAKES_PER_WINDOW)
    expect(admitted('10.0.0.2', 1)).toBe(1)
    expect(admitted('2001:db8:1:2::1', 15) + admitted('2001:db8:1:2::2', 15)).toBe(RESOURCE.HANDSHAKES_PER_WINDOW)
    expect(admitted('2001:db8:1:3::1', 1)).toBe(1)
    expect(admitted('2001:db8::1', 15) + admitted('2001:db8::9:2', 15)).toBe(RESOURCE.HANDSHAKES_PER_WINDOW)
    expect(admitted('127.0.0.1', 1000)).toBe(RESOURCE.HANDSHAKES_PER_WINDOW_LOOPBACK)
    await clock.advance(RESOURCE.HANDSHAKE_WINDOW_MS)
    expect(admitted('10.0.0.1', 50)).toBe(RESOURCE.HANDSHAKES_PER_WINDOW)
    for (let number = 0; number < RESOURCE.HANDSHAKE_ADDRESSES; number += 1) counter.admit(`10.1.${number >> 8}.${number & 255}`)
    expect(counter.admit('10.0.0.1')).toBe(true)
  })
})

describe('[REACH-11] the network watch', () => {
  const eth = { name: 'eth0', address: '10.0.0.1', ip: parseIp('10.0.0.1')!, prefix: 24, isLoopback: false, isPointToPoint: false }

  it('tells changes of interfaces and a clock that jumped, nothing else', async () => {
    const clock = new FakeClock()
    const told: string[] = []
    let interfaces = [eth]
    const end = watchNetwork(
      clock,
      (what) => told.push(what),
      () => interfaces,
    )
    await clock.advance(60_000)
    expect(told).toEqual([])
    interfaces = [{ ...eth, address: '10.0.0.2' }]
    await clock.advance(1000)
    interfaces = []
    await clock.advance(1000)
    expect(told).toEqual(['interfaces', 'interfaces'])
    clock.sleep(60_000)
    await clock.advance(1000)
    expect(told).toEqual(['interfaces', 'interfaces', 'wake'])
    end()
    expect(clock.pending()).toBe(0)
  })

  it('own addresses spell out wildcards, leave loopback and link-local out unless there is nothing else', () => {
    const lo = { ...eth, name: 'lo', address: '127.0.0.1', ip: parseIp('127.0.0.1')!, isLoopback: true }
    const six = { ...eth, address: 'fe80::1', ip: parseIp('fe80::1')! }
    const listening = ['/ip4/0.0.0.0/tcp/5', '/ip6/::/tcp/5', '/ip4/0.0.0.0/tcp/6/ws', '/ip4/127.0.0.1/tcp/7', 'junk']
    expect(reachableAddresses(listening, [lo, eth, six])).toEqual(['/ip4/10.0.0.1/tcp/5', '/ip4/10.0.0.1/tcp/6/ws', '/ip4/127.0.0.1/tcp/7'])
    expect(reachableAddresses(['/ip4/0.0.0.0/tcp/5'], [lo])).toEqual(['/ip4/127.0.0.1/tcp/5'])
  })
})

describe('[REACH-3] errors as codes', () => {
  it('by code and name, also of what is wrapped, never by message', () => {
    const error = (fields: object): Error => Object.assign(new Error('ECONNREFUSED'), fields)
    const loop = error({})
    loop.cause = loop
    const errors = [
      error({ code: 'ECONNREFUSED' }),
      error({ cause: error({ code: 'ENETUNREACH' }) }),
      new AggregateError([error({ code: 'EHOSTUNREACH' })]),
      error({ name: 'UnsupportedProtocolError' }),
      loop,
      'text',
      undefined,
    ]
    expect(errors.map(reachCodeOf)).toEqual(['refused', 'no-route', 'timeout', 'not-ours', 'closed', 'closed', 'closed'])
  })
})
