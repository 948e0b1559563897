/** Circuits through other people's devices over real libp2p on loopback (docs/spec/reach.md, RELAY-1). */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { parseAddress } from '../../shared/reach/index.ts'
import { peerIdOf } from '../../src-main/engine/network/index.ts'
import { readMessage, sendMessage, STOP_PROTOCOL } from '../../src-main/engine/network/relay/index.ts'
import { decodeMessage, encodeMessage, STATUS, STOP } from '../../src-main/engine/network/relay/messages.ts'
import { aHost, connect, read, type TestHost } from './hosts.ts'
import { aNode } from './nodes.ts'
import { circuitsOf, through, until } from './relay-hosts.ts'

/** The one who offers to relay, and the other connected with it and with a place there. */
async function aRelayFor(seed: number): Promise<{ readonly shop: TestHost; readonly mum: TestHost }> {
  const [shop, mum] = [await aHost(seed), await aHost(seed + 1)]
  shop.network.offerRelay(true)
  await connect(mum, shop)
  await until(mum, ({ relays }) => relays.includes(shop.device))
  return { shop, mum }
}

describe('[RELAY-1] a circuit through a member', () => {
  it('carries a stream that Noise proved end to end, over a relay that is dialled first', async () => {
    const { shop, mum } = await aRelayFor(10)
    const dad = await aHost(12)
    expect(parseAddress(circuitsOf(mum)[0])).toMatchObject({ relay: shop.device })
    const [dialled, accepted] = await Promise.all([through(dad, mum), mum.next()])
    expect([dialled.device, accepted.device]).toEqual([mum.device, dad.device])
    expect([dialled.address, accepted.address].map((text) => parseAddress(text)?.relay)).toEqual([shop.device, shop.device])
    // The connection to the relay is an ordinary one, and the relay knows who talks.
    expect((await dad.next()).device).toBe(shop.device)
    expect(shop.network.outside().circuits).toMatchObject([{ from: dad.device, to: mum.device }])
    const [there, back] = [read(accepted), read(dialled)]
    dialled.send(new Uint8Array(300_000).fill(7))
    accepted.send(new Uint8Array(200_000).fill(9))
    await Promise.all([there.received(300_000), back.received(200_000)])
    expect(shop.network.outside().circuits[0]?.bytes).toBeGreaterThan(500_000)
    dialled.close()
    await there.closed
    await until(shop, ({ circuits }) => circuits.length === 0)
  })

  it('goes over a connection to the relay that is there already', async () => {
    const { shop, mum } = await aRelayFor(13)
    const dad = await aHost(15)
    const own = await connect(dad, shop)
    await through(dad, mum)
    expect(shop.network.status().connections).toBe(2)
    expect(own.send(Uint8Array.of(1))).toBe(true)
  })

  it('comes after direct addresses: at once when they all fail, and not at all when one works', async () => {
    const { mum, shop } = await aRelayFor(16)
    const dad = await aHost(18)
    const direct = mum.network.addresses().filter((text) => !text.endsWith('/p2p-circuit'))
    const first = await dad.network.dial(mum.device, [...circuitsOf(mum), ...direct])
    expect(first.ok && parseAddress(first.stream.address)?.relay).toBe(undefined)
    expect(shop.network.outside().circuits).toEqual([])
    const aunt = await aHost(19)
    const second = await aunt.network.dial(mum.device, ['/ip4/127.0.0.1/tcp/1', ...circuitsOf(mum)])
    expect(second.ok && parseAddress(second.stream.address)?.relay).toBe(shop.device)
  })

  it('is neither kept nor joined for strangers, nor taken from a relay nobody asked', async () => {
    const [shop, mum] = [await aHost(20, { allow: () => 'stranger' }), await aHost(21)]
    shop.network.offerRelay(true)
    await connect(mum, shop)
    await new Promise((resolve) => setTimeout(resolve, RESOURCE.RELAY_ASK_DELAY_MS + 500))
    expect(circuitsOf(mum)).toEqual([])
    expect(shop.network.outside().places).toEqual([])
  })

  it('[P4] is not taken from a device that nobody asked for a place, whoever it says is calling', async () => {
    const [mum, evil] = [await aHost(36), await aNode()]
    const at = mum.network.addresses()[0] ?? ''
    const connection = await evil.dial(at, { node: { peerId: peerIdOf(mum.device) } })
    const stream = await connection.newStream(STOP_PROTOCOL)
    sendMessage(stream, encodeMessage('stop', { type: STOP.CONNECT, peer: (await aHost(37)).device }))
    const answer = decodeMessage('stop', await readMessage(stream, AbortSignal.timeout(5_000)))
    expect(answer?.status).toBe(STATUS.PERMISSION_DENIED)
    expect(mum.accepted()).toBe(0)
  })

  it('is not joined for a stranger to whom has a place', async () => {
    const stranger = await aHost(24)
    const shop = await aHost(22, { allow: (device) => (device === stranger.device ? 'stranger' : 'known') })
    const mum = await aHost(23)
    shop.network.offerRelay(true)
    await connect(mum, shop)
    await until(mum, ({ relays }) => relays.length === 1)
    expect(await stranger.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(mum.accepted()).toBe(0)
  })

  it('[LIM] is one of two a device, and none is left to wait behind them', async () => {
    const { shop, mum } = await aRelayFor(25)
    const [aunt, uncle] = [await aHost(27), await aHost(28)]
    for (const each of [aunt, uncle]) {
      await connect(each, shop)
      await until(each, ({ relays }) => relays.length === 1)
    }
    const dad = await aHost(29)
    await connect(dad, shop)
    expect(RESOURCE.RELAY_CIRCUITS_PER_DEVICE).toBe(2)
    const first = await through(dad, mum)
    await through(dad, aunt)
    expect(await dad.network.dial(uncle.device, circuitsOf(uncle))).toMatchObject({ ok: false })
    expect(shop.network.outside().circuits).toHaveLength(2)
    first.close()
    await until(shop, ({ circuits }) => circuits.length === 1)
    expect(await dad.network.dial(uncle.device, circuitsOf(uncle))).toMatchObject({ ok: true })
  })

  it('[LIM] is one of sixteen in all', async () => {
    const { shop, mum } = await aRelayFor(40)
    const aunt = await aHost(42)
    await connect(aunt, shop)
    await until(aunt, ({ relays }) => relays.length === 1)
    const callers = RESOURCE.RELAY_CIRCUITS / RESOURCE.RELAY_CIRCUITS_PER_DEVICE
    for (let number = 0; number < callers; number += 1) {
      const caller = await aHost(50 + number)
      await through(caller, mum)
      await through(caller, aunt)
    }
    expect(shop.network.outside().circuits).toHaveLength(RESOURCE.RELAY_CIRCUITS)
    const late = await aHost(49)
    expect(await late.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
    expect(shop.network.outside().circuits).toHaveLength(RESOURCE.RELAY_CIRCUITS)
  })

  it('is one of three a device keeps, and of so many addresses each', async () => {
    const mum = await aHost(60)
    const shops = [await aHost(61), await aHost(62), await aHost(63), await aHost(64)]
    for (const shop of shops) {
      shop.network.offerRelay(true)
      await connect(mum, shop)
    }
    await until(mum, ({ relays }) => relays.length === RESOURCE.OWN_RELAYS)
    await new Promise((resolve) => setTimeout(resolve, 3 * RESOURCE.RELAY_ASK_DELAY_MS))
    expect(mum.network.outside().relays).toHaveLength(RESOURCE.OWN_RELAYS)
    expect(circuitsOf(mum).length).toBeLessThanOrEqual(RESOURCE.OWN_RELAYS * RESOURCE.ADDRESSES_PER_RELAY)
    const [first] = mum.network.outside().relays
    await shops.find(({ device }) => device === first)?.network.stop()
    await until(mum, ({ relays }) => relays.length === RESOURCE.OWN_RELAYS && !relays.includes(first ?? mum.device))
  })

  it('ends with consent, and begins again with it', async () => {
    const { shop, mum } = await aRelayFor(30)
    const dad = await aHost(32)
    const reader = read(await through(dad, mum))
    shop.network.offerRelay(false)
    await reader.closed
    expect(shop.network.outside()).toMatchObject({ places: [], circuits: [] })
    expect(await dad.network.dial(mum.device, circuitsOf(mum))).toMatchObject({ ok: false })
  })

  it('ends with the relay, which is looked for again when it is back', async () => {
    const { shop, mum } = await aRelayFor(33)
    const dad = await aHost(35)
    const reader = read(await through(dad, mum))
    await shop.network.stop()
    await reader.closed
    await until(mum, ({ relays }) => relays.length === 0)
    expect(circuitsOf(mum)).toEqual([])
    await shop.network.start()
    await connect(mum, shop)
    await until(mum, ({ relays }) => relays.length === 1)
    expect((await through(dad, mum)).device).toBe(mum.device)
  })
})
