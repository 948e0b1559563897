/** The parts of a relay by themselves: its messages, its meters, and the joint between two real streams (docs/spec/reach.md, RELAY-1). */
import type { Stream } from '@libp2p/interface'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deviceOfPeerId, idFromBytes, peerIdText } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { peerIdOf } from '../../src-main/engine/network/index.ts'
import { readMessage, sendMessage } from '../../src-main/engine/network/relay/index.ts'
import { join } from '../../src-main/engine/network/relay/join.ts'
import { decodeMessage, encodeMessage } from '../../src-main/engine/network/relay/messages.ts'
import { circuitMeter, DayMeter } from '../../src-main/engine/network/relay/meter.ts'
import { FakeClock } from '../reach/fake-network.ts'
import { nobleEd25519PublicKey } from './keys.ts'
import { aNode } from './nodes.ts'
import { systemClock } from './system-clock.ts'

const aDevice = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => idFromBytes('device', bytes))

describe('[REACH-1] the text of a peer id', () => {
  it('is the one libp2p writes, for every key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (seed) => {
        const device = nobleEd25519PublicKey(seed)
        expect(peerIdText(device)).toBe(peerIdOf(device).toString())
      }),
      { numRuns: 30 },
    )
  })

  it('is read back, and nothing else is', () => {
    fc.assert(fc.property(aDevice, (device) => deviceOfPeerId(peerIdText(device)) === device))
    fc.assert(fc.property(fc.string({ maxLength: 60 }), (text) => deviceOfPeerId(text) === undefined))
    fc.assert(
      fc.property(aDevice, fc.nat(51), (device, place) => {
        const text = peerIdText(device)
        const other = text.slice(0, place) + (text[place] === '2' ? '3' : '2') + text.slice(place + 1)
        const read = deviceOfPeerId(other)
        expect(read === undefined || peerIdText(read) === other).toBe(true)
      }),
    )
  })
})

describe('[RELAY-1] messages of the relay protocol', () => {
  const message = fc.record(
    {
      type: fc.nat(2),
      peer: aDevice,
      status: fc.nat(1000),
      guests: fc.nat(4_000_000),
      place: fc.record({ expires: fc.nat(4_000_000_000), addresses: fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }) }),
    },
    { requiredKeys: ['type'] },
  )

  it('are read as they were written', () => {
    fc.assert(
      fc.property(message, (sent) => {
        expect(decodeMessage('hop', encodeMessage('hop', sent))).toEqual(sent)
      }),
    )
  })

  it('[P4] of any bytes are a message or none', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        for (const kind of ['hop', 'stop'] as const) decodeMessage(kind, bytes)
      }),
      { numRuns: 2000 },
    )
  })

  it('[P4] cut off anywhere are a shorter one or none', () => {
    fc.assert(
      fc.property(message, fc.nat(300), (sent, cut) => {
        decodeMessage('hop', encodeMessage('hop', sent).subarray(0, cut))
      }),
    )
  })
})

describe('[RELAY-1] [LIM] the meter of a circuit', () => {
  it('lets a burst through, then one second’s worth a second', async () => {
    const clock = new FakeClock()
    const meter = circuitMeter(new DayMeter(clock), clock, () => undefined)
    expect(meter.take(RESOURCE.RELAY_BURST_BYTES)).toBe(0)
    expect(meter.take(1)).toBe(1)
    expect(meter.take(RESOURCE.RELAY_BYTES_PER_SECOND)).toBeGreaterThanOrEqual(1_000)
    await clock.advance(1_001)
    expect(meter.take(0)).toBe(0)
    await clock.advance(60_000)
    expect(meter.take(RESOURCE.RELAY_BURST_BYTES)).toBe(0)
    expect(meter.take(1)).toBe(1)
  })

  it('is spent for the day together with all others, to the byte, and filled the next day', async () => {
    const clock = new FakeClock()
    const day = new DayMeter(clock)
    const [one, two] = [circuitMeter(day, clock, () => undefined), circuitMeter(day, clock, () => undefined)]
    const half = RESOURCE.RELAY_BYTES_PER_DAY / 2
    expect(one.take(half)).toBeDefined()
    expect(day.isSpent).toBe(false)
    expect(two.take(half)).toBeDefined()
    expect(day.isSpent).toBe(true)
    expect(one.take(1)).toBe(undefined)
    await clock.advance(86_400_000)
    expect(day.isSpent).toBe(false)
    expect(one.take(1)).toBeDefined()
  })
})

describe('[RELAY-1] two joined streams', () => {
  async function joined(meter = { take: (_bytes: number): number | undefined => 0 }) {
    const [mum, shop, dad] = [await aNode(), await aNode(), await aNode()]
    const [atMums, atDads] = [Promise.withResolvers<Stream>(), Promise.withResolvers<Stream>()]
    await mum.node.handle('/test', (stream) => atMums.resolve(stream))
    await dad.node.handle('/test', (stream) => atDads.resolve(stream))
    const one = await (await shop.dial(`/ip4/127.0.0.1/tcp/${mum.port}`, mum)).newStream('/test')
    const other = await (await shop.dial(`/ip4/127.0.0.1/tcp/${dad.port}`, dad)).newStream('/test')
    const ended = Promise.withResolvers<void>()
    const end = join(one, other, meter, systemClock, ended.resolve)
    const [left, right] = await Promise.all([atMums.promise, atDads.promise])
    return { left, right, ended: ended.promise, end }
  }

  it('pass everything on in order and then the end, however slow the other side reads', async () => {
    const { left, right, ended } = await joined()
    right.pause()
    const total = 3 * 1024 * 1024
    const chunk = 32 * 1024
    let received = 0
    const all = new Promise<void>((resolve) => {
      right.addEventListener('message', ({ data }) => {
        const bytes = data instanceof Uint8Array ? data : data.subarray()
        for (const [index, byte] of bytes.entries())
          if (byte !== Math.floor((received + index) / chunk) % 251) throw new Error('out of order')
        received += bytes.length
        if (received === total) resolve()
      })
    })
    for (let sent = 0; sent < total; sent += chunk) left.send(new Uint8Array(chunk).fill((sent / chunk) % 251))
    const closing = left.close()
    setTimeout(() => right.resume(), 200)
    await all
    await closing
    await right.close()
    await ended
  })

  it('end together when one breaks off, or when the meter says no', async () => {
    const broken = await joined()
    const gone = new Promise((resolve) => broken.right.addEventListener('close', resolve, { once: true }))
    broken.left.abort(new Error('cable'))
    await Promise.all([gone, broken.ended])
    let left = 1_000
    const spent = await joined({ take: (bytes) => ((left -= bytes) >= 0 ? 0 : undefined) })
    spent.left.send(new Uint8Array(1_000))
    await new Promise((resolve) => spent.right.addEventListener('message', resolve, { once: true }))
    spent.left.send(Uint8Array.of(1))
    await spent.ended
  })

  it('[LIM] messages before them have a bound, and leave what follows', async () => {
    const { left, right } = await joined()
    sendMessage(left, new Uint8Array(RESOURCE.RELAY_MESSAGE_BYTES).fill(1))
    left.send(Uint8Array.of(7, 8, 9))
    expect(await readMessage(right, AbortSignal.timeout(5_000))).toHaveLength(RESOURCE.RELAY_MESSAGE_BYTES)
    const rest = new Promise((resolve) => {
      right.addEventListener('message', ({ data }) => resolve([...data.subarray()]), { once: true })
    })
    expect(await rest).toEqual([7, 8, 9])
    sendMessage(right, new Uint8Array(RESOURCE.RELAY_MESSAGE_BYTES + 1))
    await expect(readMessage(left, AbortSignal.timeout(5_000))).rejects.toMatchObject({ name: 'NoMessage' })
  })
})
