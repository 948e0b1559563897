/** The doors in front of kad-dht, each bound on both of its sides: over nodes on loopback, and a clock turned by hand. */
import type { Connection, Stream } from '@libp2p/interface'
import { expect, onTestFinished, test } from 'vitest'
import { toHex } from '../../shared/codec/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { dayOf, spotOf } from '../../shared/rendezvous/index.ts'
import { ValueShelf } from '../../src-main/engine/rendezvous/index.ts'
import { createGuard } from '../../src-main/engine/rendezvous/guard.ts'
import { NodeKeeper } from '../../src-main/engine/rendezvous/node-keeper.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { aClient, aDevice, aServingNode, aSpot, aValue, crypto, patience } from './nodes.ts'

const START = Date.UTC(2026, 0, 1)

test('[RDV-10] a request over its size is not even read; a smaller one is judged', async () => {
  const server = await aServingNode()
  const client = await aClient(server)
  const { key } = aSpot(7)
  expect(await client.put(key, new Uint8Array(RESOURCE.RENDEZVOUS_REQUEST_BYTES), patience())).toBe(0)
  expect(server.shelf.refused).toBe(0)
  expect(await client.put(key, new Uint8Array(RESOURCE.RENDEZVOUS_REQUEST_BYTES - 200), patience())).toBe(0)
  expect(server.shelf.refused).toBe(1)
})

/** What libp2p hands to a protocol's handler, as far as the guard looks at it. */
class AStream extends EventTarget {
  isAborted = false
  abort(): void {
    this.isAborted = true
  }
  receive(bytes: number): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: new Uint8Array(bytes) }))
  }
}

function guarded(clock: FakeClock) {
  const streams: AStream[] = []
  let handle: ((stream: Stream, connection: Connection) => void) | undefined
  const guard = createGuard(new ValueShelf(crypto, clock), clock)
  // Only what the guard replaces is called.
  const components = guard.wrap({
    registrar: { handle: (_protocol: string, handler: typeof handle) => void (handle = handler) },
    connectionManager: {
      openStream: () => {
        const stream = new AStream()
        streams.push(stream)
        return Promise.resolve(stream)
      },
    },
  } as never)
  void components.registrar.handle('/x', () => undefined)
  const connection = {
    remoteAddr: { getComponents: () => [{ name: 'ip4', value: '192.0.2.1' }] },
    isAborted: false,
    abort: () => undefined,
  }
  const ask = () => {
    const stream = new AStream()
    handle?.(stream as never, connection as never)
    return !stream.isAborted
  }
  const open = () => components.connectionManager.openStream({} as never, '/x')
  return { guard, ask, open, streams }
}

test('[RDV-10] a connection may ask so often in a window, and again in the next', () => {
  const clock = new FakeClock(START)
  const { ask } = guarded(clock)
  const most = RESOURCE.RENDEZVOUS_REQUESTS_PER_WINDOW
  expect(Array.from({ length: most + 1 }, ask).filter(Boolean)).toHaveLength(most)
  clock.advance(RESOURCE.RENDEZVOUS_WINDOW_MS - 1)
  expect(ask()).toBe(false)
  clock.advance(1)
  expect(ask()).toBe(true)
})

test('[RDV-10] an act asks so many nodes and no more, whoever names further ones; the next one may again', async () => {
  const { guard, open } = guarded(new FakeClock(START))
  guard.beginAct()
  for (let count = 0; count < RESOURCE.RENDEZVOUS_REQUESTS_PER_JOB; count += 1) await open()
  await expect(open()).rejects.toMatchObject({ name: 'TooMuch' })
  guard.beginAct()
  await open()
  expect(guard.traffic.sent).toBe(RESOURCE.RENDEZVOUS_REQUESTS_PER_JOB + 1)
})

test('[RDV-10] an answer ends at its size', async () => {
  const { open, streams } = guarded(new FakeClock(START))
  await open()
  const [stream] = streams
  stream?.receive(RESOURCE.RENDEZVOUS_ANSWER_BYTES)
  expect(stream?.isAborted).toBe(false)
  stream?.receive(1)
  expect(stream?.isAborted).toBe(true)
})

test('[RDV-10] a node that is full keeps what it has, renews it, and takes nothing new until something ends', async () => {
  const clock = new FakeClock(START)
  const shelf = new ValueShelf(crypto, clock)
  const put = async (index: number, n: number) => {
    const secret = new Uint8Array(32)
    new DataView(secret.buffer).setUint32(0, index)
    const spot = spotOf(crypto, secret, dayOf(START), aDevice(1))
    const value = aValue(spot, 'x', n)
    try {
      // One value an address: neither a sender's nor a region's share is in the way.
      await shelf.answering(`10.${index >> 16}.${(index >> 8) & 0xff}.${index & 0xff}`, async () => {
        shelf.validate(new Uint8Array([...new TextEncoder().encode('/sb/'), ...spot.key]), value)
        await shelf.put({ toString: () => toHex(spot.key) }, value)
      })
      return 'kept'
    } catch (cause) {
      return cause instanceof Error && 'code' in cause ? cause.code : cause
    }
  }
  for (let index = 0; index < RESOURCE.RENDEZVOUS_RECORDS; index += 1) expect(await put(index, START)).toBe('kept')
  expect(await put(RESOURCE.RENDEZVOUS_RECORDS, START)).toBe('FULL')
  expect(await put(0, START + 1)).toBe('kept')
  expect(shelf.size).toBe(RESOURCE.RENDEZVOUS_RECORDS)
  clock.advance(2 * 3_600_000)
  expect(await put(RESOURCE.RENDEZVOUS_RECORDS, clock.now())).toBe('kept')
  expect(shelf.size).toBe(1)
}, 60_000)

test('[RDV-7] a client is gone when nothing was wanted for a while, and another one comes when it is', async () => {
  const server = await aServingNode()
  const clock = new FakeClock(Date.now())
  const keeper = new NodeKeeper({ crypto, clock, own: () => [], entrances: () => server.addresses(), hosts: [] })
  onTestFinished(() => keeper.stop())
  /** Entering waits for rounds of greetings by this clock. */
  const acted = async <T>(act: Promise<T>): Promise<T> => {
    const turning = setInterval(() => clock.advance(RESOURCE.RENDEZVOUS_SETTLE_MS), 5)
    try {
      return await act
    } finally {
      clearInterval(turning)
    }
  }
  const spot = aSpot(7)
  expect(keeper.nodes()).toBe(0)
  expect(await acted(keeper.put(spot.key, aValue(spot, 'here')))).toBe(1)
  expect(keeper.nodes()).toBe(1)
  clock.advance(RESOURCE.RENDEZVOUS_IDLE_MS - 1)
  expect(keeper.nodes()).toBe(1)
  clock.advance(1)
  expect(keeper.nodes()).toBe(0)
  expect(await acted(keeper.get(spot.key))).toHaveLength(1)
  expect(keeper.nodes()).toBe(1)
})
