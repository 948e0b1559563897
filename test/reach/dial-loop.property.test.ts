/** Whatever happens in whatever order: never two dials of one device, never a stop, never a long wait. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { createAddressBook, createDialLoop } from '../../shared/reach/index.ts'
import { aDevice, FakeClock, FakeStream, FakeTransport, settle } from './fake-network.ts'

const DEVICES = [aDevice(1), aDevice(2), aDevice(3)]
const CODES = ['refused', 'timeout', 'wrong-peer', 'blocked', 'duplicate', 'closed', 'no-route'] as const

const step = fc.oneof(
  fc.record({ do: fc.constant('fail' as const), pick: fc.nat(2), code: fc.constantFrom(...CODES) }),
  fc.record({
    do: fc.constantFrom('connect' as const, 'arrive' as const, 'end' as const, 'doubt' as const, 'trust' as const),
    pick: fc.nat(9),
  }),
  fc.record({
    do: fc.constantFrom('sight' as const, 'unseen' as const, 'learn' as const),
    pick: fc.nat(2),
    port: fc.integer({ min: 1, max: 40 }),
  }),
  fc.record({ do: fc.constantFrom('network' as const, 'restart' as const) }),
  fc.record({ do: fc.constant('want' as const), set: fc.subarray(DEVICES) }),
  fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 400_000 }) }),
)

describe('the dial loop', () => {
  it('[SYNC-14] keeps its promises in any order of events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.infiniteStream(fc.nat(255)), async (steps, noise) => {
        const clock = new FakeClock()
        const transport = new FakeTransport(clock)
        const book = createAddressBook()
        const rng = { bytes: (length: number) => Uint8Array.from({ length }, () => Number(noise.next().value)) }
        const loop = createDialLoop({ clock, rng, transport, book, isNear: () => true })
        const streams: FakeStream[] = []
        let wanted = new Set(DEVICES)
        const handed: Parameters<Parameters<typeof loop.onStream>[0]>[0][] = []
        loop.onStream((stream) => {
          handed.push(stream)
          stream.listen({ data: () => undefined, drain: () => undefined, closed: () => undefined })
        })
        loop.want(wanted)
        loop.start()

        for (const event of steps) {
          switch (event.do) {
            case 'fail':
              transport.open[event.pick]?.end({ ok: false, code: event.code })
              break
            case 'connect': {
              const dial = transport.open[event.pick % 3]
              if (dial === undefined) break
              const stream = new FakeStream(dial.device, true, dial.addresses[0])
              streams.push(stream)
              dial.end({ ok: true, stream })
              break
            }
            case 'arrive': {
              const stream = new FakeStream(DEVICES[event.pick % 3]!, false)
              streams.push(stream)
              transport.arrive(stream)
              break
            }
            case 'end':
              streams[event.pick]?.abort()
              break
            case 'doubt':
              if (handed[event.pick] !== undefined) loop.doubt(handed[event.pick]!)
              break
            case 'trust':
              if (handed[event.pick] !== undefined) loop.trust(handed[event.pick]!)
              break
            case 'sight':
              loop.sighted(DEVICES[event.pick]!, [`/ip4/10.0.0.1/tcp/${event.port}`])
              break
            case 'unseen':
              loop.unseen(DEVICES[event.pick]!)
              break
            case 'learn':
              loop.learn(DEVICES[event.pick]!, [`/ip4/10.0.0.2/tcp/${event.port}`], 'record')
              break
            case 'network':
              loop.networkChanged()
              break
            case 'restart':
              loop.stop()
              loop.start()
              break
            case 'want':
              wanted = new Set(event.set)
              loop.want(wanted)
              break
            case 'wait':
              await clock.advance(event.ms)
          }
          await settle()
          expect(transport.faults).toEqual([])
          for (const device of DEVICES) {
            const reach = loop.reach(device)
            expect(reach !== undefined).toBe(wanted.has(device))
            const isDialled = transport.open.some((dial) => dial.device === device)
            expect(reach?.reach === 'dialling' && !isDialled).toBe(false)
            if (reach?.reach !== 'waiting') continue
            // Waiting is for a time that comes soon, unless there is nowhere to go; where only a record says so, within its minute.
            const candidates = book.candidates(device)
            expect(candidates.length > 0 && reach.nextAttempt === undefined).toBe(false)
            const isHearsay = candidates.every(({ text }) => book.isHearsay(device, text))
            expect((reach.nextAttempt ?? 0) - clock.now()).toBeLessThanOrEqual(isHearsay ? 60_000 : RESOURCE.DIAL_LAN_MAX_MS)
          }
        }
        loop.stop()
        await settle()
        expect(clock.pending()).toBe(0)
        expect(transport.open).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
