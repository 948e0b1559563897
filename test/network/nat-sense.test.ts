/** What a member says of a port of ours tells the kind of router (docs/spec/doctor.md), by real connections that are said to lead outside. */
import type { Connection } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { parseAddress, parseIp } from '../../shared/reach/index.ts'
import { NatSense } from '../../src-main/engine/network/direct/index.ts'
import { answer, question, readAs, sendAs, WHERE_PROTOCOL } from '../../src-main/engine/network/direct/messages.ts'
import { hostOf } from '../../src-main/engine/network/direct/where.ts'
import type { Dialler } from '../../src-main/engine/network/race-dial.ts'
import { FakeClock } from '../reach/fake-network.ts'
import { aNode } from './nodes.ts'

const OUTSIDE = '60.0.2.2'
const MEMBER = '/ip4/60.0.1.2/tcp/4001'

interface World {
  /** Where the member says it sees us, given the port it really sees. */
  readonly seen?: (port: number) => { readonly ip: string; readonly port: number } | 'silence'
  readonly told?: Partial<Pick<Connection, 'direct' | 'direction'>> & { readonly at?: string }
  /** Where else that member was dialled. */
  readonly beside?: string
  readonly isMember?: boolean
  readonly own?: string
  readonly host?: string
}

/** One connection, which the test says is to a member at a public address; how often that member was called anew is counted. */
async function aSense({ seen = (port) => ({ ip: OUTSIDE, port }), told = {}, beside, isMember = true, own, host }: World = {}) {
  const [shop, mum] = [await aNode(), await aNode()]
  const door = `/ip4/127.0.0.1/tcp/${shop.port}`
  await shop.node.handle(WHERE_PROTOCOL, async (stream, connection) => {
    await readAs(stream, question, AbortSignal.timeout(10_000))
    const says = seen(hostOf(connection)?.port ?? 0)
    if (says === 'silence') return stream.abort(new Error('silence'))
    sendAs(stream, answer, { ip: parseIp(says.ip) ?? new Uint8Array(4), port: says.port, tcp: [], ws: [] })
  })
  const connection = await mum.dial(door, shop)
  const { at = MEMBER, ...others } = told
  const shown: object = { remoteAddr: multiaddr(`${at}/p2p/${shop.node.peerId.toString()}`), ...others }
  const outward = new Proxy(connection, { get: (target, key): unknown => Reflect.get(key in shown ? shown : target, key) })
  let calls = 0
  const dialler: Dialler = {
    dial(address, options) {
      calls += 1
      expect(address.toString()).toContain(MEMBER)
      return mum.dialler.dial(multiaddr(`${door}/p2p/${shop.node.peerId.toString()}`), options)
    },
  }
  const clock = new FakeClock()
  const ip = parseIp(own ?? '192.168.1.10') ?? new Uint8Array()
  const sense = new NatSense({
    node: { getConnections: () => [outward] },
    dialler,
    clock,
    isMember: () => isMember,
    interfaces: () => [{ name: 'eth0', address: own ?? '192.168.1.10', ip, prefix: 24, isLoopback: false, isPointToPoint: false }],
    beside: (of) => (of === outward && beside !== undefined ? [parseAddress(beside)].filter((each) => each !== undefined) : []),
    host: () => host,
  })
  return { sense, clock, mum, connection, calls: () => calls }
}

describe('[DOC-9] the kind of router', () => {
  it('is plain where a port that nothing listens on is kept, and strict where it becomes another', async () => {
    const plain = await aSense()
    expect(await plain.sense.kind()).toBe('easy')
    const strict = await aSense({ seen: (port) => ({ ip: OUTSIDE, port: port === 40_000 ? 40_001 : 40_000 }) })
    expect(await strict.sense.kind()).toBe('hard')
    // The connection that asked is gone again, the one that was there is not.
    for (const { mum, connection } of [plain, strict]) {
      await expect.poll(() => mum.node.getConnections().map(({ id, status }) => [id, status])).toEqual([[connection.id, 'open']])
    }
  })

  it('is none where others see an address of ours, and nobody is called when that is known already', async () => {
    const known = await aSense({ own: OUTSIDE, host: OUTSIDE })
    expect(await known.sense.kind()).toBe('none')
    expect(known.calls()).toBe(0)
    expect(await (await aSense({ own: OUTSIDE })).sense.kind()).toBe('none')
    // An IPv6 address is ours behind any router.
    expect(await (await aSense({ own: '2001:4860::7', host: '2001:4860::7' })).sense.kind()).toBe('easy')
  })

  it('is asked at the plain port of a member whose WebSocket was quicker', async () => {
    const webSocket = '/ip4/60.0.1.2/tcp/4002/ws'
    const quicker = await aSense({ told: { at: webSocket }, beside: MEMBER })
    expect(await quicker.sense.kind()).toBe('easy')
    expect(quicker.calls()).toBe(1)
    for (const beside of [webSocket, '/ip4/192.168.1.11/tcp/4001', '/ip6/2001:4860::7/tcp/4001']) {
      const none = await aSense({ told: { at: webSocket }, beside })
      expect(await none.sense.kind()).toBeUndefined()
      expect(none.calls()).toBe(0)
    }
  })

  it.each([
    ['a stranger', { isMember: false }],
    ['somebody beside us', { told: { at: '/ip4/192.168.1.11/tcp/4001' } }],
    ['somebody who came to us', { told: { direction: 'inbound' } }],
    ['somebody met through a relay', { told: { direct: false } }],
  ] as const)('is not asked of %s', async (_who, world) => {
    const { sense, calls } = await aSense(world)
    expect(await sense.kind()).toBeUndefined()
    expect(calls()).toBe(0)
  })

  it.each([
    ['does not answer', () => 'silence' as const],
    ['says that we are inside', (port: number) => ({ ip: '192.168.1.10', port })],
    ['speaks of loopback', (port: number) => ({ ip: '127.0.0.1', port })],
  ])('[P4] is not known where a member %s', async (_what, seen) => {
    const { sense, calls } = await aSense({ seen })
    expect(await sense.kind()).toBeUndefined()
    expect(calls()).toBe(1)
  })

  it('[LIM] is asked once in a while, whatever came of it, and anew on another network', async () => {
    for (const seen of [(port: number) => ({ ip: OUTSIDE, port }), () => 'silence' as const]) {
      const { sense, clock, calls } = await aSense({ seen })
      await Promise.all([sense.kind(), sense.kind()])
      await clock.advance(RESOURCE.NAT_KIND_AGE_MS - 1)
      await sense.kind()
      expect(calls()).toBe(1)
      await clock.advance(1)
      await sense.kind()
      expect(calls()).toBe(2)
      sense.forget()
      await sense.kind()
      expect(calls()).toBe(3)
    }
  })
})
