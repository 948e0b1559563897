/** Offers of direct ways over a circuit, and places of a relay, by real streams that are said to come from others (docs/spec/reach.md). */
import type { Connection, Stream } from '@libp2p/interface'
import { describe, expect, it } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { parseIp } from '../../shared/reach/index.ts'
import { go, meeting, offer, readAs, sendAs } from '../../src-main/engine/network/direct/messages.ts'
import { Upgrade } from '../../src-main/engine/network/direct/upgrade.ts'
import { peerIdOf } from '../../src-main/engine/network/index.ts'
import { readMessage, RelayService, sendMessage } from '../../src-main/engine/network/relay/index.ts'
import { decodeMessage, encodeMessage, HOP, STATUS } from '../../src-main/engine/network/relay/messages.ts'
import { FakeClock } from '../reach/fake-network.ts'
import { nobleEd25519PublicKey } from './keys.ts'
import { aNode } from './nodes.ts'

const patience = (): AbortSignal => AbortSignal.timeout(10_000)

/** Hands the streams of one real connection to a handler, as coming from whom and by what the test says. */
async function aDoor() {
  const [here, there] = [await aNode(), await aNode()]
  let handler: (stream: Stream, connection: Connection) => void = () => undefined
  let told: Partial<Pick<Connection, 'direct' | 'remotePeer'>> = {}
  await here.node.handle(
    '/test',
    (stream, connection) => {
      const said = told
      handler(stream, new Proxy(connection, { get: (target, key): unknown => Reflect.get(key in said ? said : target, key) }))
    },
    { maxInboundStreams: 200 },
  )
  const connection = await there.dial(`/ip4/127.0.0.1/tcp/${here.port}`, here)
  const node = {
    handle: (_protocol: unknown, take: (stream: Stream, connection: Connection) => void) => {
      handler = take
      return Promise.resolve()
    },
    unhandle: () => Promise.resolve(),
  }
  return {
    node,
    here,
    caller: there.device,
    async open(said: typeof told): Promise<Stream> {
      told = said
      return connection.newStream('/test', { maxOutboundStreams: 200 })
    },
  }
}

async function anUpgrade(own: readonly string[], isMember = true) {
  const door = await aDoor()
  const clock = new FakeClock()
  const dialled: (readonly string[])[] = []
  const upgrade = new Upgrade({
    node: { handle: door.node.handle, getConnections: () => [] },
    dialler: door.here.dialler,
    clock,
    own: door.here.device,
    isMember: () => isMember,
    addresses: () => own,
    beside: () => [],
    subnets: () => [{ ip: parseIp('192.168.1.10') ?? new Uint8Array(), prefix: 24 }],
    dial: (_device: DeviceId, addresses) => {
      dialled.push(addresses)
      return Promise.resolve(false)
    },
    take: () => undefined,
  })
  await upgrade.start()
  return { ...door, clock, dialled }
}

const stranger = nobleEd25519PublicKey(new Uint8Array(32).fill(200))
const PUBLIC = '/ip4/60.0.1.2/tcp/4001'

describe('[REACH-17] an offer over a circuit', () => {
  it('is answered with ours; dialled is only what may be believed of him; then both say where they will call from', async () => {
    const own = Array.from({ length: 9 }, (_, index) => `/ip4/60.0.2.2/tcp/${4000 + index}`)
    const { open, dialled } = await anUpgrade(own)
    const stream = await open({ direct: false })
    sendAs(stream, offer, { addresses: [PUBLIC, '/ip4/127.0.0.1/tcp/22', '/ip4/10.0.0.1/tcp/22', '/ip4/192.168.1.7/tcp/4001'] })
    expect(await readAs(stream, offer, patience())).toEqual({ addresses: own.slice(0, RESOURCE.UPGRADE_ADDRESSES) })
    sendAs(stream, meeting, {})
    expect(await readAs(stream, meeting, patience())).toEqual({})
    sendAs(stream, go, {})
    expect(dialled).toEqual([[PUBLIC, '/ip4/192.168.1.7/tcp/4001']])
  })

  it('[LIM] of one device is answered once in a while, and holds so many addresses', async () => {
    const { open, clock, dialled } = await anUpgrade([])
    const answered = async (addresses: readonly string[]): Promise<boolean> => isAnswered(await open({ direct: false }), addresses)
    const some = Array.from({ length: RESOURCE.UPGRADE_ADDRESSES }, () => PUBLIC)
    expect(await answered(some)).toBe(true)
    await clock.advance(RESOURCE.UPGRADE_GAP_MS - 1)
    expect(await answered(some)).toBe(false)
    await clock.advance(1)
    expect(await answered(some)).toBe(true)
    await clock.advance(RESOURCE.UPGRADE_GAP_MS)
    expect(await answered([...some, PUBLIC])).toBe(false)
    expect(dialled).toHaveLength(2)
  })

  it('of a stranger, or over a direct connection, is not answered', async () => {
    const [stranger, straight] = [await anUpgrade([], false), await anUpgrade([])]
    for (const [{ open, dialled }, direct] of [
      [stranger, false],
      [straight, true],
    ] as const) {
      expect(await isAnswered(await open({ direct }), [PUBLIC])).toBe(false)
      expect(dialled).toEqual([])
    }
  })
})

describe('[RELAY-1] places', () => {
  it('[LIM] are so many, and free again for whoever asks once they have run out', async () => {
    const { node, open } = await aDoor()
    const clock = new FakeClock()
    const relay = new RelayService({
      node: { handle: node.handle, unhandle: node.unhandle, getConnections: () => [] },
      clock,
      isMember: (device) => device !== stranger,
      isBlocked: () => false,
      addresses: () => [PUBLIC],
      changed: () => undefined,
    })
    await relay.offer(true)
    const ask = async (device: DeviceId, isDirect = true): Promise<number | undefined> => {
      const stream = await open({ direct: isDirect, remotePeer: peerIdOf(device) })
      sendMessage(stream, encodeMessage('hop', { type: HOP.RESERVE }))
      return decodeMessage('hop', await readMessage(stream, patience()))?.status
    }
    const member = (number: number): DeviceId => nobleEd25519PublicKey(new Uint8Array(32).fill(number))
    for (let number = 1; number <= RESOURCE.RELAY_PLACES; number += 1) expect(await ask(member(number))).toBe(STATUS.OK)
    expect(await ask(member(100))).toBe(STATUS.RESERVATION_REFUSED)
    expect(await ask(member(1))).toBe(STATUS.OK)
    expect(await ask(stranger)).toBe(STATUS.PERMISSION_DENIED)
    expect(await ask(member(2), false)).toBe(STATUS.PERMISSION_DENIED)
    await clock.advance(RESOURCE.RELAY_PLACE_MS + RESOURCE.RELAY_ROUND_MS)
    expect(await ask(member(100))).toBe(STATUS.OK)
    await relay.offer(false)
  })
})

async function isAnswered(stream: Stream, addresses: readonly string[]): Promise<boolean> {
  try {
    sendMessage(stream, longOffer(addresses))
    await readAs(stream, offer, patience())
    return true
  } catch {
    return false
  }
}

/** Of more addresses than our own codec would write; each of fewer than 24 characters. */
function longOffer(addresses: readonly string[]): Uint8Array {
  const empty = offer.encode({ addresses: [] })
  const texts = addresses.flatMap((text) => [0x60 + text.length, ...Buffer.from(text)])
  return Uint8Array.from([...empty.subarray(0, -1), 0x80 + addresses.length, ...texts])
}
