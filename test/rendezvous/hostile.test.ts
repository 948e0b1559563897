/** The table between strangers: values that do not belong, older ones over newer ones, floods, and nodes that lead elsewhere. */
import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { makeValue, openValue, VALUE_BYTES } from '../../shared/rendezvous/index.ts'
import { ValueShelf } from '../../src-main/engine/rendezvous/index.ts'
import { DialRules } from '../../src-main/engine/rendezvous/dial-rules.ts'
import { tableKey } from '../../src-main/engine/rendezvous/table-key.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { aClient, aDevice, aServingNode, aSpot, aValue, crypto, patience, rng } from './nodes.ts'

const START = Date.UTC(2026, 0, 1)
const HOUR_MS = 3_600_000

test('[RDV-5] a serving node keeps no value that is forged, bent, strange, too long or out of time', async () => {
  const server = await aServingNode()
  const client = await aClient(server)
  const spot = aSpot(7)
  const now = Date.now()
  const genuine = aValue(spot, 'here')
  const bent = genuine.slice()
  bent[VALUE_BYTES - 1]! ^= 1
  const others: readonly Uint8Array[] = [
    bent,
    aValue(aSpot(8), 'of another spot'),
    new Uint8Array(VALUE_BYTES),
    new Uint8Array(100_000),
    makeValue(crypto, rng, spot, new Uint8Array(), { n: now - 2 * HOUR_MS, expires: now - HOUR_MS }),
    makeValue(crypto, rng, spot, new Uint8Array(), { n: now, expires: now + RESOURCE.RENDEZVOUS_VALUE_TERM_MS + HOUR_MS }),
  ]
  for (const other of others) expect(await client.put(spot.key, other, patience())).toBe(0)
  expect(server.shelf.size).toBe(0)
  // The same node goes on serving.
  expect(await client.put(spot.key, genuine, patience())).toBe(1)
  expect(server.shelf.size).toBe(1)
})

test('[RDV-5] a value kept from earlier is not put back over a newer one, and the newest one is served', async () => {
  const server = await aServingNode()
  const [mum, thief, dad] = [await aClient(server), await aClient(server), await aClient(server)]
  const spot = aSpot(7)
  const [old, young] = [aValue(spot, 'old', Date.now() - 60_000), aValue(spot, 'young')]
  expect(await mum.put(spot.key, old, patience())).toBe(1)
  expect(await mum.put(spot.key, young, patience())).toBe(1)
  expect(await thief.put(spot.key, old, patience())).toBe(0)
  const found = await dad.get(spot.key, patience())
  expect(found?.map((value) => new TextDecoder().decode(openValue(crypto, spot, value, Date.now())?.payload))).toEqual(['young'])
  expect(server.shelf.size).toBe(1)
})

test('[RDV-10] who asks faster than a seeker needs is dropped, and others are served on', async () => {
  const server = await aServingNode()
  const flood = await aClient(server)
  for (let count = 0; count <= RESOURCE.RENDEZVOUS_REQUESTS_PER_WINDOW && server.traffic.refused === 0; count += 1)
    await flood.get(aSpot(count % 256).key, patience(2000))
  expect(server.traffic.refused).toBeGreaterThan(0)
  // Each request that was let through was within the count.
  expect(server.traffic.answered).toBeLessThanOrEqual(RESOURCE.RENDEZVOUS_REQUESTS_PER_WINDOW)
  const dad = await aClient(server)
  expect(await dad.put(aSpot(7).key, aValue(aSpot(7), 'here'), patience())).toBe(1)
})

/** Puts values as a request would. */
function shelfAt(clock: FakeClock) {
  const shelf = new ValueShelf(crypto, clock)
  const put = async (host: string, spot: ReturnType<typeof aSpot>, value: Uint8Array) => {
    const key = tableKey(spot.key)
    try {
      await shelf.answering(host, async () => {
        shelf.validate(key, value)
        await shelf.put({ toString: () => key.join() }, value)
      })
      return 'kept'
    } catch (cause) {
      return cause instanceof Error && 'code' in cause ? cause.code : cause
    }
  }
  return { shelf, put, get: (spot: ReturnType<typeof aSpot>) => shelf.get({ toString: () => tableKey(spot.key).join() }) }
}

test('[RDV-10] one sender fills his share only, whoever refreshes what he brought', async () => {
  const clock = new FakeClock(START)
  const { shelf, put } = shelfAt(clock)
  const spots = Array.from({ length: RESOURCE.RENDEZVOUS_RECORDS_PER_HOST + 1 }, (_, index) =>
    aSpot(index & 0xff, aDevice(index >> 8), START),
  )
  const verdicts: unknown[] = []
  for (const spot of spots) verdicts.push(await put('192.0.2.1', spot, aValue(spot, 'x', START)))
  expect(verdicts.filter((verdict) => verdict === 'kept')).toHaveLength(RESOURCE.RENDEZVOUS_RECORDS_PER_HOST)
  expect(verdicts.at(-1)).toBe('FULL')
  // Another one has his own share, and refreshing is always possible.
  expect(await put('192.0.2.2', spots.at(-1)!, aValue(spots.at(-1)!, 'x', START))).toBe('kept')
  expect(await put('192.0.2.1', spots[0]!, aValue(spots[0]!, 'x', START + 1))).toBe('kept')
  expect(await put('192.0.2.3', spots[0]!, aValue(spots[0]!, 'x', START + 2))).toBe('kept')
  expect(shelf.size).toBe(RESOURCE.RENDEZVOUS_RECORDS_PER_HOST + 1)
})

test('[RDV-10] one region of keys holds so many values and no more, until they end', async () => {
  const clock = new FakeClock(START)
  const { shelf, put, get } = shelfAt(clock)
  const region = aSpot(0, aDevice(0), START).key[0]
  const inRegion: ReturnType<typeof aSpot>[] = []
  for (let index = 0; inRegion.length <= RESOURCE.RENDEZVOUS_RECORDS_PER_PREFIX; index += 1) {
    const spot = aSpot(index & 0xff, aDevice((index >> 8) & 0xff), START + (index >> 16) * 24 * HOUR_MS)
    if (spot.key[0] === region) inRegion.push(spot)
  }
  const last = inRegion.pop()!
  for (const [index, spot] of inRegion.entries()) expect(await put(`10.0.${index >> 6}.1`, spot, aValue(spot, 'x', START))).toBe('kept')
  expect(await put('192.0.2.9', last, aValue(last, 'x', START))).toBe('FULL')
  expect(shelf.size).toBe(RESOURCE.RENDEZVOUS_RECORDS_PER_PREFIX)
  clock.advance(2 * HOUR_MS)
  expect(await put('192.0.2.9', last, aValue(last, 'x', clock.now()))).toBe('kept')
  expect(shelf.size).toBe(1)
  await expect(get(inRegion[0]!)).rejects.toMatchObject({ name: 'NotFoundError' })
}, 120_000)

test('[RDV-10] nothing but values of the table is kept: no provider, no public key', async () => {
  const { shelf } = shelfAt(new FakeClock(START))
  await expect(
    (async () => shelf.answering('192.0.2.1', () => shelf.put({ toString: () => '/dht/provider/x' }, new Uint8Array(9))))(),
  ).rejects.toThrow('KIND')
  expect(() => shelf.validate(new TextEncoder().encode(`/pk/${'x'.repeat(32)}`), new Uint8Array(9))).toThrow('KEY')
  expect(shelf.size).toBe(0)
})

test('[RDV-10] a hostile table leads nobody to machines at home, nor to one target often', () => {
  const clock = new FakeClock(START)
  const rules = new DialRules(clock, () => [{ ip: Uint8Array.of(192, 168, 7, 2), prefix: 24 }])
  rules.enter(['/ip4/10.9.9.9/tcp/4310'])
  const fit = (text: string) => rules.isFit(multiaddr(text))
  expect(fit('/ip4/203.0.113.7/tcp/1')).toBe(true)
  expect(fit('/ip4/192.168.7.9/tcp/1')).toBe(true)
  expect(fit('/ip4/10.9.9.9/tcp/4310')).toBe(true)
  for (const wrong of [
    '/ip4/10.9.9.9/tcp/22',
    '/ip4/192.168.1.1/tcp/80',
    '/ip4/127.0.0.1/tcp/1',
    '/ip4/169.254.1.1/tcp/1',
    '/dns/router.lan/tcp/80',
    '/ip4/203.0.113.7/udp/1',
    '/ip4/203.0.113.7/tcp/1/ws',
  ])
    expect(fit(wrong), wrong).toBe(false)
  const target = multiaddr('/ip4/203.0.113.7/tcp/1')
  const admitted = Array.from({ length: 20 }, () => rules.admit(target)).filter(Boolean)
  expect(admitted).toHaveLength(RESOURCE.RENDEZVOUS_DIALS_PER_TARGET)
  const others = Array.from({ length: 200 }, (_, index) => rules.admit(multiaddr(`/ip4/203.0.113.${index}/tcp/2`))).filter(Boolean)
  expect(others).toHaveLength(RESOURCE.RENDEZVOUS_DIALS_PER_MINUTE - RESOURCE.RENDEZVOUS_DIALS_PER_TARGET)
  clock.advance(60_000)
  expect(rules.admit(target)).toBe(true)
})
