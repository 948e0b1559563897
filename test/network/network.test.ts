/** The engine's network over real libp2p on loopback (docs/spec/reach.md). */
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DeviceId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { PeerStream } from '../../shared/reach/index.ts'
import { createNetwork, deviceOf, peerIdOf } from '../../src-main/engine/network/index.ts'
import { aHost, aPair, connect, read } from './hosts.ts'
import { nobleEd25519PublicKey } from './keys.ts'
import { systemClock } from './system-clock.ts'

const EIGHT_MIB = 8 * 1024 * 1024

describe('device ids and peer ids', () => {
  it('[SYNC-1] name the same key', () => {
    const device = nobleEd25519PublicKey(new Uint8Array(32).fill(7))
    expect(deviceOf(peerIdOf(device))).toBe(device)
  })
})

describe('a stream between two hosts', () => {
  it('[SYNC-1] bears the device that Noise proved, on both sides', async () => {
    const [mum, dad] = await aPair()
    const [dialled, accepted] = await Promise.all([connect(mum, dad), dad.next()])
    expect({ device: dialled.device, dialled: dialled.dialled }).toEqual({ device: dad.device, dialled: true })
    expect({ device: accepted.device, dialled: accepted.dialled }).toEqual({ device: mum.device, dialled: false })
    expect(dialled.address).toBe(dad.network.addresses()[0])
    expect(accepted.address).toMatch(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+$/)
  })

  it.each(['/ip4/127.0.0.1/tcp/0', '/ip4/127.0.0.1/tcp/0/ws'])(
    '[SYNC-11] carries 8 MiB both ways under back-pressure over %s',
    async (listen) => {
      const [mum, dad] = [await aHost(1), await aHost(2, { listen: [listen] })]
      const [dialled, accepted] = await Promise.all([connect(mum, dad), dad.next()])
      const ends = [
        [dialled, read(dialled)],
        [accepted, read(accepted)],
      ] as const
      let waits = 0
      const sending = ends.map(async ([stream, reader]) => {
        for (let sent = 0; sent < EIGHT_MIB; sent += 65_536) {
          const chunk = new Uint8Array(65_536).fill(sent / 65_536)
          if (stream.send(chunk)) continue
          waits += 1
          await reader.drained()
        }
      })
      await Promise.all([...sending, ...ends.map(([, reader]) => reader.received(EIGHT_MIB))])
      for (const [, reader] of ends) {
        const all = Buffer.concat(reader.chunks)
        expect(all.length).toBe(EIGHT_MIB)
        for (let index = 0; index < EIGHT_MIB; index += 65_536) expect(all[index + 65_535]).toBe((index / 65_536) & 0xff)
      }
      expect(waits).toBeGreaterThan(0)
    },
  )

  it('keeps what came before anybody listened, and holds the sender back', async () => {
    const [mum, dad] = await aPair()
    const [dialled, accepted] = await Promise.all([connect(mum, dad), dad.next()])
    const sender = read(dialled)
    let hasRoom = true
    let sent = 0
    for (; hasRoom; sent += 65_536) hasRoom = dialled.send(new Uint8Array(65_536))
    // Nobody reads: the window is all that can be in flight.
    expect(sent).toBeLessThanOrEqual(RESOURCE.STREAM_WINDOW_MAX_BYTES)
    const reader = read(accepted)
    await Promise.all([reader.received(sent), sender.drained()])
    expect(reader.bytes()).toBe(sent)
  })

  it('flushes on close and tells both sides once', async () => {
    const [mum, dad] = await aPair()
    const [dialled, accepted] = await Promise.all([connect(mum, dad), dad.next()])
    const [near, far] = [read(dialled), read(accepted)]
    for (let index = 0; index < 16; index += 1) dialled.send(new Uint8Array(65_536))
    dialled.close()
    await Promise.all([near.closed, far.closed])
    expect(far.bytes()).toBe(1024 * 1024)
    expect(dialled.send(new Uint8Array(1))).toBe(false)
    expect(accepted.send(new Uint8Array(1))).toBe(false)
    dialled.close()
    dialled.abort()
  })

  it('ends on abort, on both sides, and late listeners still hear it', async () => {
    const [mum, dad] = await aPair()
    const [dialled, accepted] = await Promise.all([connect(mum, dad), dad.next()])
    const far = read(accepted)
    dialled.abort()
    await far.closed
    await read(dialled).closed
    expect(mum.network.status().connections).toBe(0)
  })
})

describe('a dial that fails', () => {
  it('says wrong-peer when another device answers [SYNC-15]', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    const other = nobleEd25519PublicKey(new Uint8Array(32).fill(9))
    expect(await mum.network.dial(other, dad.network.addresses())).toEqual({ ok: false, code: 'wrong-peer' })
    expect(dad.accepted()).toBe(0)
  })

  it('takes the address that works among those that do not', async () => {
    const [mum, dad, shop] = [await aHost(1), await aHost(2), await aHost(3)]
    const addresses = ['/ip4/127.0.0.1/tcp/1', ...shop.network.addresses(), 'junk', ...dad.network.addresses()]
    const result = await mum.network.dial(dad.device, addresses)
    expect(result.ok && result.stream.address).toBe(dad.network.addresses()[0])
  })

  it('says refused, no-address, not a libp2p program, stopped, cancelled', async () => {
    const mum = await aHost(1)
    const dad = nobleEd25519PublicKey(new Uint8Array(32).fill(2))
    const web = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1')
    onTestFinished(() => void web.close())
    await new Promise((resolve) => web.once('listening', resolve))
    const address = web.address()
    const port = typeof address === 'object' ? address?.port : 0
    const code = async (addresses: readonly string[], signal?: AbortSignal): Promise<string> => {
      const result = await mum.network.dial(dad, addresses, signal)
      return result.ok ? 'ok' : result.code
    }
    expect(await code(['/ip4/127.0.0.1/tcp/1'])).toBe('refused')
    // The platform's WebSocket gives no reason.
    expect(await code(['/ip4/127.0.0.1/tcp/1', '/ip4/127.0.0.1/tcp/1/ws'])).toBe('refused')
    expect(await code(['/ip4/127.0.0.1/tcp/1/ws'])).toBe('closed')
    expect(await code([])).toBe('no-address')
    expect(await code(['/ip4/0.0.0.0/tcp/4000', '/ip4/224.0.0.1/tcp/4000', 'x'.repeat(10_000)])).toBe('no-address')
    expect(await code([`/ip4/127.0.0.1/tcp/${port}`])).toBe('closed')
    expect(await code(['/ip4/127.0.0.1/tcp/1'], AbortSignal.abort())).toBe('cancelled')
    await mum.network.stop()
    expect(await code(['/ip4/127.0.0.1/tcp/1'])).toBe('stopped')
  })

  it('says blocked for whom we blocked, and a blocked dialler only sees a closed door [SYNC-16]', async () => {
    const blocked = new Set<DeviceId>()
    const mum = await aHost(1, { allow: (device) => (blocked.has(device) ? 'blocked' : 'known') })
    const dad = await aHost(2)
    blocked.add(dad.device)
    expect(await mum.network.dial(dad.device, dad.network.addresses())).toEqual({ ok: false, code: 'blocked' })
    expect(await dad.network.dial(mum.device, mum.network.addresses())).toEqual({ ok: false, code: 'closed' })
    expect(mum.accepted()).toBe(0)
    blocked.clear()
    const [stream] = await Promise.all([connect(dad, mum), mum.next()])
    const reader = read(stream)
    mum.network.disconnect(dad.device)
    await reader.closed
  })
})

describe('two connections of one pair', () => {
  it('[SYNC-10] both dial at once: one stream lives, the one the lower id dialled', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [lower, higher] = await aPair()
      const streams: PeerStream[] = []
      const open = new Set<PeerStream>()
      const take = (stream: PeerStream): void => {
        streams.push(stream)
        open.add(stream)
        void read(stream).closed.then(() => open.delete(stream))
      }
      lower.network.onStream(take)
      higher.network.onStream(take)
      const results = await Promise.all([
        lower.network.dial(higher.device, higher.network.addresses()),
        higher.network.dial(lower.device, lower.network.addresses()),
      ])
      for (const result of results) if (result.ok) take(result.stream)
      await until(() => open.size === 2 && lower.network.status().connections === 1 && higher.network.status().connections === 1)
      const [one, two] = [...open]
      const winner = one?.dialled === true ? one : two
      expect(new Set([one?.dialled, two?.dialled])).toEqual(new Set([false, true]))
      // Either the lower's dial won, or the higher's was up before the lower's had begun.
      expect(winner?.device).toBe(results[0]?.ok === true ? higher.device : lower.device)
      await Promise.all([lower.network.stop(), higher.network.stop()])
    }
  })

  it('[SYNC-10] a second dial by the same side replaces the first', async () => {
    const [lower, higher] = await aPair()
    const [first, accepted] = await Promise.all([connect(higher, lower), lower.next()])
    const ends = [read(first), read(accepted)]
    const [second, acceptedAgain] = await Promise.all([connect(higher, lower), lower.next()])
    await Promise.all(ends.map(({ closed }) => closed))
    const reader = read(acceptedAgain)
    second.send(Uint8Array.of(1))
    await reader.received(1)
  })
})

describe('listening', () => {
  it('takes the next free port when the profile’s is taken, and says so', async () => {
    const holder = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void holder.close())
    await new Promise((resolve) => holder.once('listening', resolve))
    const address = holder.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const host = await aHost(1, { listen: [`/ip4/127.0.0.1/tcp/${port}`, '/ip4/127.0.0.1/tcp/0/ws'] })
    const [tcp, ws] = host.network.status().listening
    expect(tcp?.code).toBe('port-taken')
    expect(tcp?.actual).toMatch(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+$/)
    expect(tcp?.actual).not.toBe(tcp?.wanted)
    expect(ws?.code).toBeUndefined()
    expect(new Set([host.network.port('tcp'), host.network.port('ws'), port]).size).toBe(3)
    expect((await connect(await aHost(2), host)).device).toBe(host.device)
  })

  it('starts with what it can when an address is not of this computer or not an address', async () => {
    const host = await aHost(1, { listen: ['/ip4/192.0.2.1/tcp/0', 'junk', '/ip4/127.0.0.1/tcp/0'] })
    expect(host.network.status().listening.map(({ code }) => code)).toEqual(['bad-address', 'bad-address', undefined])
    expect(host.network.addresses()).toHaveLength(1)
  })

  it('listens on IPv4 and IPv6 under one port', async () => {
    const host = await aHost(1, { listen: ['/ip4/0.0.0.0/tcp/0', '/ip6/::/tcp/0'] })
    const ports = host.network.status().listening.flatMap(({ actual }) => (actual === undefined ? [] : [actual.split('/')[4]]))
    expect(new Set(ports).size).toBe(1)
  })

  it('stops in less than a second with streams open and a peer that does not read, and can start again', async () => {
    const [mum, dad] = await aPair()
    const [dialled] = await Promise.all([connect(mum, dad), dad.next()])
    const reader = read(dialled)
    while (dialled.send(new Uint8Array(65_536)));
    const begun = performance.now()
    await mum.network.stop()
    expect(performance.now() - begun).toBeLessThan(1000)
    await reader.closed
    expect(mum.network.addresses()).toEqual([])
    await mum.network.start()
    expect((await connect(mum, dad)).device).toBe(dad.device)
  })
})

describe('limits', () => {
  it('[LIM] turns away strangers beyond their share, still takes a contact', async () => {
    const known = nobleEd25519PublicKey(new Uint8Array(32).fill(200))
    const host = createHostOfStrangers(known)
    const shop = await host
    const streams = await Promise.all(
      Array.from({ length: RESOURCE.STRANGER_SESSIONS }, async (_, index) => connect(await aHost(index + 2), shop)),
    )
    expect(streams).toHaveLength(RESOURCE.STRANGER_SESSIONS)
    const late = await (await aHost(100)).network.dial(shop.device, shop.network.addresses())
    if (late.ok) await read(late.stream).closed
    expect(shop.accepted()).toBe(RESOURCE.STRANGER_SESSIONS)
    const contact = await aHost(200)
    await Promise.all([
      connect(contact, shop),
      (async () => {
        for (let count = 0; count <= RESOURCE.STRANGER_SESSIONS; count += 1) await shop.next()
      })(),
    ])
  })

  it('a network that was never started dials nobody and stops at once', async () => {
    const network = createNetwork({ seed: new Uint8Array(32), listen: [], clock: systemClock, allow: () => 'known' })
    expect(network.addresses()).toEqual([])
    await network.stop()
  })
})

function createHostOfStrangers(known: DeviceId): ReturnType<typeof aHost> {
  return aHost(1, { allow: (device) => (device === known ? 'known' : 'stranger') })
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}
