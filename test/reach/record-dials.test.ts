/** SYNC-15: dials that only records ask for, against the dial loop itself: nobody can aim us at somebody else. */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { createAddressBook, createDialLoop } from '../../shared/reach/index.ts'
import { aDevice, FakeClock, FakeTransport, settle, steadyRng } from './fake-network.ts'

const MUM = aDevice(1)
const MINUTE_MS = 60_000

function aWorld() {
  const clock = new FakeClock()
  const transport = new FakeTransport(clock)
  const loop = createDialLoop({ clock, rng: steadyRng, transport, book: createAddressBook(), isNear: () => true })
  return {
    clock,
    transport,
    loop,
    /** Every dial is refused at once, for that long. */
    async refuse(ms: number): Promise<void> {
      for (let at = 0; at < ms; at += 100) {
        for (const dial of [...transport.open]) dial.end({ ok: false, code: 'refused' })
        await settle()
        await clock.advance(100)
      }
    },
  }
}

describe('[REC-8] [SYNC-15] dials that only a record asks for', () => {
  it('are RECORD_DIALS_PER_MINUTE for a device, and it is tried again the minute after', async () => {
    const { loop, transport, refuse } = aWorld()
    loop.learn(MUM, ['/ip4/203.0.113.9/tcp/1'], 'record')
    loop.want([MUM])
    loop.start()
    await refuse(MINUTE_MS - 100)
    expect(transport.dials).toHaveLength(RESOURCE.RECORD_DIALS_PER_MINUTE)
    await refuse(MINUTE_MS)
    expect(transport.dials).toHaveLength(2 * RESOURCE.RECORD_DIALS_PER_MINUTE)
  })

  it('stay so many when a new record comes every second', async () => {
    const { loop, transport, refuse } = aWorld()
    loop.want([MUM])
    loop.start()
    for (let second = 0; second < 59; second++) {
      loop.learn(MUM, [`/ip4/203.0.113.9/tcp/${second + 1}`], 'record')
      await refuse(1000)
    }
    expect(transport.dials).toHaveLength(RESOURCE.RECORD_DIALS_PER_MINUTE)
  })

  it('hit one computer RECORD_TARGET_DIALS_PER_MINUTE times, whatever devices and ports a liar names', async () => {
    const { loop, transport, refuse } = aWorld()
    const devices = Array.from({ length: 16 }, (_, index) => aDevice(index + 1))
    for (const [at, device] of devices.entries()) {
      const ports = Array.from({ length: 15 }, (_, index) => `/ip4/203.0.113.9/tcp/${1000 * at + index + 1}`)
      loop.learn(device, [...ports, `/ip4/198.51.100.${at}/tcp/1`], 'record')
    }
    loop.want(devices)
    loop.start()
    await refuse(MINUTE_MS - 100)
    const dialled = transport.dials.flatMap(({ addresses }) => addresses)
    expect(dialled.filter((text) => text.includes('203.0.113.9'))).toHaveLength(RESOURCE.RECORD_TARGET_DIALS_PER_MINUTE)
    for (const [at] of devices.entries())
      expect(dialled.filter((text) => text.includes(`198.51.100.${at}/`))).toHaveLength(RESOURCE.RECORD_DIALS_PER_MINUTE)
  })

  it('count an IPv6 /64 as one computer', async () => {
    const { loop, transport, refuse } = aWorld()
    loop.learn(
      MUM,
      Array.from({ length: 16 }, (_, index) => `/ip6/2001:db8::${index + 1}/tcp/1`),
      'record',
    )
    loop.want([MUM])
    loop.start()
    await refuse(MINUTE_MS - 100)
    expect(transport.dials.flatMap(({ addresses }) => addresses)).toHaveLength(RESOURCE.RECORD_TARGET_DIALS_PER_MINUTE)
  })

  it('are counted for RECORD_TARGETS computers; what is more waits', async () => {
    const { loop, transport, refuse } = aWorld()
    const devices = Array.from(
      { length: RESOURCE.RECORD_TARGETS / 16 + 1 },
      (_, index) => aDevice(0).replace(/^.{4}/, index.toString(16).padStart(4, '0')) as typeof MUM,
    )
    for (const [at, device] of devices.entries())
      loop.learn(
        device,
        Array.from({ length: 16 }, (_, index) => `/ip4/203.${at}.113.${index + 1}/tcp/1`),
        'record',
      )
    loop.want(devices)
    loop.start()
    await refuse(30_000)
    expect(new Set(transport.dials.flatMap(({ addresses }) => addresses)).size).toBe(RESOURCE.RECORD_TARGETS)
  })

  it('do not hold back what was typed, seen, or worked before', async () => {
    const { loop, transport, refuse } = aWorld()
    loop.learn(MUM, ['/ip4/203.0.113.9/tcp/1'], 'record')
    loop.learn(MUM, ['/ip4/10.0.0.1/tcp/1'], 'typed')
    loop.want([MUM])
    loop.start()
    await refuse(30_000)
    const dialled = transport.dials.map(({ addresses }) => addresses)
    expect(dialled.filter((each) => each.includes('/ip4/203.0.113.9/tcp/1'))).toHaveLength(RESOURCE.RECORD_DIALS_PER_MINUTE)
    expect(dialled.filter((each) => each.includes('/ip4/10.0.0.1/tcp/1')).length).toBeGreaterThan(RESOURCE.RECORD_DIALS_PER_MINUTE)
    loop.sighted(MUM, ['/ip4/203.0.113.9/tcp/1'])
    await refuse(2000)
    expect(transport.dials.at(-1)?.addresses).toContain('/ip4/203.0.113.9/tcp/1')
  })
})

describe('[REC-8] a record in the book', () => {
  it('stands in place of the one before, and leaves alone what is known from elsewhere', () => {
    const book = createAddressBook()
    book.add(MUM, ['/ip4/10.0.0.1/tcp/1'], 'typed', 1)
    book.worked(MUM, '/ip4/10.0.0.2/tcp/1', 1)
    expect(book.recorded(MUM, ['/ip4/10.0.0.2/tcp/1', '/ip4/10.0.0.3/tcp/1', '/ip4/10.0.0.4/tcp/1'], 2)).toBe(true)
    expect(book.recorded(MUM, ['/ip4/10.0.0.3/tcp/1'], 3)).toBe(false)
    expect(book.recorded(MUM, ['/ip4/10.0.0.5/tcp/1'], 4)).toBe(true)
    expect(book.candidates(MUM).map(({ text }) => text)).toEqual(['/ip4/10.0.0.2/tcp/1', '/ip4/10.0.0.1/tcp/1', '/ip4/10.0.0.5/tcp/1'])
    expect(['/ip4/10.0.0.1/tcp/1', '/ip4/10.0.0.5/tcp/1', '/ip4/10.0.0.3/tcp/1'].map((text) => book.isHearsay(MUM, text))).toEqual([
      false,
      true,
      false,
    ])
    expect([book.recorded(MUM, [], 5), book.candidates(MUM).length]).toEqual([false, 2])
    expect([book.recorded(aDevice(2), [], 5), book.entries().some(({ device }) => device === aDevice(2))]).toEqual([false, false])
  })
})
