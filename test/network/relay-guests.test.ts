/** Strangers who were invited, joined with whom expects them: bounds by themselves, and circuits over real libp2p (docs/spec/reach.md, RELAY-2). */
import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { peerIdOf, type Standing } from '../../src-main/engine/network/index.ts'
import { GuestCalls, hasRoomForGuest, sourceOf } from '../../src-main/engine/network/relay/guests.ts'
import { readMessage, sendMessage } from '../../src-main/engine/network/relay/index.ts'
import { decodeMessage, encodeMessage, HOP, HOP_PROTOCOL, STATUS } from '../../src-main/engine/network/relay/messages.ts'
import { circuitMeter, DayMeter, guestMeter } from '../../src-main/engine/network/relay/meter.ts'
import { FakeClock } from '../reach/fake-network.ts'
import { aHost, connect, read, type TestHost } from './hosts.ts'
import { nobleEd25519PublicKey } from './keys.ts'
import { aNode } from './nodes.ts'
import { circuitsOf, through, until } from './relay-hosts.ts'
import { systemClock } from './system-clock.ts'

const device = (number: number): DeviceId => nobleEd25519PublicKey(new Uint8Array(32).fill(number))

describe('[RELAY-2] [LIM] guests', () => {
  const guest = (to: number, source: string) => ({ to: device(to), source })

  it('are so many in all, to one, and from one address', () => {
    const others = Array.from({ length: RESOURCE.RELAY_GUESTS - 1 }, (_, number) => guest(number, `60.0.0.${number}`))
    expect(hasRoomForGuest(others, guest(100, '60.0.1.1'))).toBe(true)
    expect(hasRoomForGuest([...others, guest(99, '60.0.1.0')], guest(100, '60.0.1.1'))).toBe(false)
    const toOne = Array.from({ length: RESOURCE.RELAY_GUESTS_PER_PLACE }, (_, number) => guest(1, `60.0.0.${number}`))
    expect(hasRoomForGuest(toOne.slice(1), guest(1, '60.0.1.1'))).toBe(true)
    expect(hasRoomForGuest(toOne, guest(1, '60.0.1.1'))).toBe(false)
    expect(hasRoomForGuest(toOne, guest(2, '60.0.1.1'))).toBe(true)
    const fromOne = Array.from({ length: RESOURCE.RELAY_GUESTS_PER_ADDRESS }, (_, number) => guest(number, '60.0.0.1'))
    expect(hasRoomForGuest(fromOne.slice(1), guest(9, '60.0.0.1'))).toBe(true)
    expect(hasRoomForGuest(fromOne, guest(9, '60.0.0.1'))).toBe(false)
    expect(hasRoomForGuest(fromOne, guest(9, '60.0.0.2'))).toBe(true)
  })

  it('call so often a minute from one address, and others are not held up by it', async () => {
    const clock = new FakeClock()
    const calls = new GuestCalls(clock)
    for (let number = 0; number < RESOURCE.RELAY_GUEST_CALLS_PER_MINUTE; number += 1) expect(calls.admit('60.0.0.1')).toBe(true)
    expect(calls.admit('60.0.0.1')).toBe(false)
    expect(calls.admit('60.0.0.2')).toBe(true)
    await clock.advance(59_999)
    expect(calls.admit('60.0.0.1')).toBe(false)
    await clock.advance(1)
    expect(calls.admit('60.0.0.1')).toBe(true)
  })

  it('are remembered by so many addresses, the one quiet longest forgotten', () => {
    const calls = new GuestCalls(new FakeClock())
    for (let number = 0; number < RESOURCE.RELAY_GUEST_CALLS_PER_MINUTE; number += 1) calls.admit('first')
    for (let number = 1; number < RESOURCE.RELAY_GUEST_ADDRESSES; number += 1) calls.admit(`${number}`)
    expect(calls.admit('first')).toBe(false)
    for (let number = 0; number < RESOURCE.RELAY_GUEST_ADDRESSES; number += 1) calls.admit(`again ${number}`)
    expect(calls.admit('first')).toBe(true)
  })

  it('come from an IPv4 address or an IPv6 /64', () => {
    const from = (text: string) => sourceOf({ remoteAddr: multiaddr(text) })
    expect(from('/ip4/60.0.0.1/tcp/1')).toBe(from('/ip4/60.0.0.1/tcp/2'))
    expect(from('/ip4/60.0.0.1/tcp/1')).not.toBe(from('/ip4/60.0.0.2/tcp/1'))
    expect(from('/ip6/2001:db8::1/tcp/1')).toBe(from('/ip6/2001:db8::ffff:2/tcp/1'))
    expect(from('/ip6/2001:db8::1/tcp/1')).not.toBe(from('/ip6/2001:db8:0:1::1/tcp/1'))
  })

  it('carry so many bytes in all, which the day counts too', () => {
    const clock = new FakeClock()
    const day = new DayMeter(clock)
    const meter = guestMeter(circuitMeter(day, clock, () => undefined))
    expect(meter.take(RESOURCE.RELAY_GUEST_BYTES)).toBeDefined()
    expect(meter.take(1)).toBe(undefined)
    expect(day.take(RESOURCE.RELAY_BYTES_PER_DAY - RESOURCE.RELAY_GUEST_BYTES - 1)).toBe(true)
    expect(day.take(1)).toBe(false)
  })
})

describe('[RELAY-2] a circuit for a guest', () => {
  /** The shop relays and knows the members only; they have places there. Nobody else knows anybody. */
  async function aShop(members: readonly number[], standings: ReadonlyMap<DeviceId, Standing> = new Map(), blockedByMembers?: DeviceId) {
    const known = new Set(members.map(device))
    const clock = new FakeClock()
    const shop = await aHost(150, {
      allow: (other) => standings.get(other) ?? (known.has(other) ? 'known' : 'stranger'),
      clock: {
        ...systemClock,
        now: () => systemClock.now() + skip,
        after: (ms, run) =>
          ms === RESOURCE.RELAY_GUEST_MS || ms === RESOURCE.RELAY_ROUND_MS ? clock.after(ms, run) : systemClock.after(ms, run),
      },
    })
    let skip = 0
    shop.network.offerRelay(true)
    const hosts: TestHost[] = []
    for (const number of members) {
      const host = await aHost(number, {
        allow: (other) => (other === blockedByMembers ? 'blocked' : other === shop.device ? 'known' : 'stranger'),
      })
      await connect(host, shop)
      await until(host, ({ relays }) => relays.length === 1)
      hosts.push(host)
    }
    return { shop, hosts, clock, later: (ms: number) => (skip += ms) }
  }

  const aStranger = (seed: number) => aHost(seed, { allow: () => 'stranger' })
  const soon = () => systemClock.now() + 600_000

  /** Resolves when the relay was told: a place is asked for anew a moment after. */
  const told = () => new Promise((resolve) => setTimeout(resolve, RESOURCE.RELAY_ASK_DELAY_MS + 300))

  async function aMumWhoExpects(number: number) {
    const made = await aShop([number])
    const [mum] = made.hosts
    if (mum === undefined) throw new Error('nobody')
    mum.network.expectGuests(soon())
    await told()
    return { ...made, mum }
  }

  it('is refused while nobody is expected, opened once somebody is, and refused again after', async () => {
    const { shop, hosts } = await aShop([151])
    const [mum] = hosts
    if (mum === undefined) throw new Error('nobody')
    const dad = await aStranger(152)
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(mum.accepted()).toBe(0)
    mum.network.expectGuests(soon())
    await told()
    const [dialled, accepted] = await Promise.all([through(dad, mum), mum.next()])
    expect([dialled.device, accepted.device]).toEqual([mum.device, dad.device])
    expect(shop.network.outside().circuits).toMatchObject([{ from: dad.device, to: mum.device }])
    mum.network.expectGuests(undefined)
    await told()
    // Whoever is in stays to be let in; nobody else comes.
    expect(shop.network.outside().circuits).toHaveLength(1)
    const aunt = await aStranger(153)
    expect(await aunt.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
  })

  it('[P4] leads to whom expects him and to nobody else, and gives no place', async () => {
    const { shop, hosts } = await aShop([151, 154])
    const [mum, aunt] = hosts
    if (mum === undefined || aunt === undefined) throw new Error('nobody')
    mum.network.expectGuests(soon())
    await told()
    const dad = await aNode()
    const connection = await dad.dial(shop.network.addresses()[0] ?? '', { node: { peerId: peerIdOf(shop.device) } })
    const ask = async (message: Parameters<typeof encodeMessage>[1]): Promise<number | undefined> => {
      const stream = await connection.newStream(HOP_PROTOCOL)
      sendMessage(stream, encodeMessage('hop', message))
      const answer = decodeMessage('hop', await readMessage(stream, AbortSignal.timeout(5_000)))
      await stream.close()
      return answer?.status
    }
    // Who has a place and expects nobody, and who is not known at all: the same answer.
    expect(await ask({ type: HOP.CONNECT, peer: aunt.device })).toBe(STATUS.PERMISSION_DENIED)
    expect(await ask({ type: HOP.CONNECT, peer: device(99) })).toBe(STATUS.PERMISSION_DENIED)
    expect(await ask({ type: HOP.RESERVE, guests: 600 })).toBe(STATUS.PERMISSION_DENIED)
    expect(shop.network.outside()).toMatchObject({ circuits: [] })
    expect(shop.network.outside().places).toHaveLength(2)
    // Two calls are counted so far; past the sixth it is too often, whoever is called.
    for (let number = 2; number < RESOURCE.RELAY_GUEST_CALLS_PER_MINUTE; number += 1)
      expect(await ask({ type: HOP.CONNECT, peer: device(99) })).toBe(STATUS.PERMISSION_DENIED)
    expect(await ask({ type: HOP.CONNECT, peer: mum.device })).toBe(STATUS.RESOURCE_LIMIT_EXCEEDED)
  })

  it('is for nobody who is blocked by the relay, though invited', async () => {
    const dad = await aStranger(152)
    const { hosts } = await aShop([151], new Map([[dad.device, 'blocked']]))
    const [mum] = hosts
    if (mum === undefined) throw new Error('nobody')
    mum.network.expectGuests(soon())
    await told()
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(mum.accepted()).toBe(0)
  })

  it('is not taken by whoever expects guests and blocked this one', async () => {
    const dad = await aStranger(152)
    const { shop, hosts } = await aShop([151], new Map(), dad.device)
    const [mum] = hosts
    if (mum === undefined) throw new Error('nobody')
    mum.network.expectGuests(soon())
    await told()
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(mum.accepted()).toBe(0)
    expect((await through(await aStranger(153), mum)).device).toBe(mum.device)
    expect(shop.network.outside().circuits).toHaveLength(1)
  })

  it('ends with the next look after the relay blocked the guest, and not before the others’', async () => {
    const standings = new Map<DeviceId, Standing>()
    const { shop, hosts, clock } = await aShop([151], standings)
    const [mum] = hosts
    if (mum === undefined) throw new Error('nobody')
    mum.network.expectGuests(soon())
    await told()
    const [dad, aunt] = [await aStranger(152), await aStranger(153)]
    const reader = read(await through(dad, mum))
    await through(aunt, mum)
    standings.set(dad.device, 'blocked')
    await clock.advance(RESOURCE.RELAY_ROUND_MS)
    await reader.closed
    await until(shop, ({ circuits }) => circuits.length === 1)
    expect(shop.network.outside().circuits).toMatchObject([{ from: aunt.device }])
  })

  it('[LIM] takes nothing from the circuits of members', async () => {
    const { shop, hosts } = await aShop([151, 154])
    const [mum, aunt] = hosts
    if (mum === undefined || aunt === undefined) throw new Error('nobody')
    mum.network.expectGuests(soon())
    await told()
    for (let number = 0; number < RESOURCE.RELAY_GUESTS_PER_PLACE; number += 1) await through(await aStranger(160 + number), mum)
    expect((await through(aunt, mum)).device).toBe(mum.device)
    expect(shop.network.outside().circuits).toHaveLength(RESOURCE.RELAY_GUESTS_PER_PLACE + 1)
  })

  it('[LIM] is one of two to the same member', async () => {
    const { shop, mum } = await aMumWhoExpects(151)
    for (let number = 0; number < RESOURCE.RELAY_GUESTS_PER_PLACE; number += 1) await through(await aStranger(160 + number), mum)
    const late = await aStranger(159)
    expect(await late.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(shop.network.outside().circuits).toHaveLength(RESOURCE.RELAY_GUESTS_PER_PLACE)
  })

  it('[LIM] ends past its bytes, and carries those before', async () => {
    const { shop, mum } = await aMumWhoExpects(151)
    const dad = await aStranger(152)
    const [dialled, accepted] = await Promise.all([through(dad, mum), mum.next()])
    const [there, here] = [read(accepted), read(dialled)]
    const half = RESOURCE.RELAY_GUEST_BYTES / 2
    dialled.send(new Uint8Array(half).fill(1))
    await there.received(half)
    expect(shop.network.outside().circuits).toHaveLength(1)
    dialled.send(new Uint8Array(half).fill(2))
    await Promise.all([there.closed, here.closed])
    await until(shop, ({ circuits }) => circuits.length === 0)
    // Noise and frames count too.
    expect(there.bytes()).toBeLessThan(RESOURCE.RELAY_GUEST_BYTES)
  })

  it('[LIM] ends after its time', async () => {
    const { shop, mum, clock } = await aMumWhoExpects(151)
    const dad = await aStranger(152)
    const reader = read(await through(dad, mum))
    await clock.advance(RESOURCE.RELAY_GUEST_MS - 1)
    expect(shop.network.outside().circuits).toHaveLength(1)
    await clock.advance(1)
    await reader.closed
    await until(shop, ({ circuits }) => circuits.length === 0)
  })

  it('is not opened once the time told has run out', async () => {
    const { mum, later } = await aMumWhoExpects(151)
    const dad = await aStranger(152)
    later(600_000 + 1_000)
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
  })

  it('is dialled through strangers only towards somebody who is none of one’s own yet', async () => {
    const { shop, mum } = await aMumWhoExpects(151)
    const dad = await aHost(152, { allow: (other) => (other === mum.device ? 'known' : 'stranger') })
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false, code: 'no-route' })
    expect(shop.accepted()).toBe(1)
  })
})
