/** The dial loop against a fake clock and an in-memory transport (docs/spec/reach.md). */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { createAddressBook, createDialLoop } from '../../shared/reach/index.ts'
import type { DialLoop, PeerStream, ReachCode, WayRule } from '../../shared/reach/index.ts'
import { aDevice, FakeClock, FakeStream, FakeTransport, settle, steadyRng } from './fake-network.ts'

const MUM = aDevice(1)
const DAD = aDevice(2)
const HOME = '/ip4/10.0.0.1/tcp/4000'
const AWAY = '/ip4/203.0.113.9/tcp/4000'

interface World {
  readonly clock: FakeClock
  readonly transport: FakeTransport
  readonly loop: DialLoop
  readonly streams: PeerStream[]
  fail(code: ReachCode): Promise<void>
  connect(): Promise<FakeStream>
}

function aWorld(): World {
  const clock = new FakeClock()
  const transport = new FakeTransport(clock)
  const isNear = ({ scope }: { readonly scope: string }): boolean => scope === 'private'
  const loop = createDialLoop({ clock, rng: steadyRng, transport, book: createAddressBook(), isNear })
  const streams: PeerStream[] = []
  loop.onStream((stream) => {
    streams.push(stream)
    stream.listen({ data: () => undefined, drain: () => undefined, closed: () => undefined })
  })
  return {
    clock,
    transport,
    loop,
    streams,
    async fail(code) {
      transport.open[0]?.end({ ok: false, code })
      await settle()
    },
    async connect() {
      const dial = transport.open[0]
      const stream = new FakeStream(dial?.device ?? MUM, true, dial?.addresses[0] ?? HOME)
      dial?.end({ ok: true, stream })
      await settle()
      return stream
    },
  }
}

/** Milliseconds between the last failure and the next dial. */
async function waits(world: World, count: number, code: ReachCode): Promise<readonly number[]> {
  const found: number[] = []
  for (let round = 0; round < count; round += 1) {
    await world.fail(code)
    const failedAt = world.clock.now()
    const reach = world.loop.reach(MUM)
    if (reach?.reach !== 'waiting' || reach.nextAttempt === undefined) throw new Error('expected to wait')
    await world.clock.advance(reach.nextAttempt - failedAt)
    found.push(world.clock.now() - failedAt)
  }
  return found
}

describe('[SYNC-14] back-off', () => {
  it('near: 1 s × 1.5 to 15 s, for ever', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    const found = await waits(world, 12, 'refused')
    expect(found.slice(0, 4)).toEqual([1000, 1500, 2250, 3375])
    expect(found.slice(-3)).toEqual([15_000, 15_000, 15_000])
    expect(world.transport.faults).toEqual([])
  })

  it('far: 5 s doubling to 5 min', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [AWAY], 'invite')
    world.loop.want([MUM])
    world.loop.start()
    const found = await waits(world, 9, 'timeout')
    expect(found[0]).toBe(5000)
    expect(found.at(-1)).toBe(300_000)
  })

  it.each([
    ['network change', (world: World) => world.loop.networkChanged()],
    ['a typed address', (world: World) => world.loop.learn(MUM, ['/ip4/10.0.0.3/tcp/1'], 'typed')],
    ['a sight', (world: World) => world.loop.sighted(MUM, [HOME])],
  ])('is reset by %s, which dials at once', async (_, happen) => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    await waits(world, 6, 'timeout')
    await world.fail('timeout')
    const before = world.transport.dials.length
    happen(world)
    // A sight waits until a second after the last dial.
    await world.clock.advance(RESOURCE.DIAL_LAN_FIRST_MS)
    expect(world.transport.dials.length).toBe(before + 1)
    expect(await waits(world, 1, 'timeout')).toEqual([1000])
  })

  it('is reset by incoming contact', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    await waits(world, 6, 'timeout')
    await world.fail('timeout')
    const stream = new FakeStream(MUM, false)
    world.transport.arrive(stream)
    expect(world.clock.pending()).toBe(0)
    stream.abort()
    const reach = world.loop.reach(MUM)
    expect(reach?.reach === 'waiting' && reach.nextAttempt).toBe(world.clock.now() + 1000)
  })

  it('a peer that ends every connection at once meets the back-off; one that lasted is dialled again at once', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    for (const wait of [1000, 1500, 2250]) {
      const stream = await world.connect()
      stream.abort()
      expect(world.transport.open).toEqual([])
      await world.clock.advance(wait)
      expect(world.transport.open).toHaveLength(1)
    }
    const stream = await world.connect()
    await world.clock.advance(RESOURCE.CONNECTION_STABLE_MS)
    stream.abort()
    expect(world.transport.open).toHaveLength(1)
  })
})

describe('the loop', () => {
  it('dials all addresses, at start, and tells how each device stands', async () => {
    const world = aWorld()
    const told: string[] = []
    world.loop.onReach((device, reach) => told.push(`${device === MUM ? 'mum' : 'dad'} ${reach.reach}`))
    world.loop.learn(MUM, [HOME, AWAY], 'invite')
    world.loop.want([MUM, DAD])
    expect(world.transport.dials).toEqual([])
    world.loop.start()
    expect(world.transport.open.map(({ addresses }) => addresses)).toEqual([[HOME, AWAY]])
    expect(world.loop.reach(DAD)).toMatchObject({ reach: 'waiting', code: 'no-address' })
    await world.connect()
    expect(world.loop.reach(MUM)).toMatchObject({ reach: 'connected', via: HOME })
    expect(world.loop.reach(aDevice(9))).toBeUndefined()
    expect(told).toEqual(['mum dialling', 'dad waiting', 'mum connected'])
  })

  it('a device without an address is dialled the moment one is known', () => {
    const world = aWorld()
    world.loop.want([MUM])
    world.loop.start()
    world.loop.learn(MUM, ['junk', HOME], 'record')
    expect(world.transport.open).toHaveLength(1)
  })

  it.each([
    ['a record', (world: World) => world.loop.learn(MUM, [AWAY], 'record')],
    ['a sight', (world: World) => world.loop.sighted(MUM, [AWAY])],
  ])(
    '[REACH-11] new addresses out of %s are tried as soon as the dial to older ones has failed, not after the back-off',
    async (_, happen) => {
      const world = aWorld()
      world.loop.learn(MUM, [HOME], 'typed')
      world.loop.want([MUM])
      world.loop.start()
      await waits(world, 6, 'timeout')
      happen(world)
      await world.fail('timeout')
      await world.clock.advance(RESOURCE.DIAL_LAN_FIRST_MS)
      expect(world.transport.open.map(({ addresses }) => addresses.includes(AWAY))).toEqual([true])
      // What is no news waits as before.
      happen(world)
      await world.fail('timeout')
      await world.clock.advance(RESOURCE.DIAL_LAN_FIRST_MS - 1)
      expect(world.transport.open).toEqual([])
    },
  )

  it('announcements without end cost one dial a second', async () => {
    const world = aWorld()
    world.loop.want([MUM])
    world.loop.start()
    for (let index = 0; index < 100; index += 1) {
      world.loop.sighted(MUM, [`/ip4/10.0.0.${index + 1}/tcp/4000`])
      await world.fail('refused')
      await world.clock.advance(50)
    }
    expect(world.transport.dials.length).toBeLessThanOrEqual(6)
    expect(world.transport.dials.length).toBeGreaterThan(3)
  })

  it('says isolated of a device that is announced and silent, refused of one that is not running', async () => {
    const world = aWorld()
    world.loop.want([MUM])
    world.loop.start()
    world.loop.sighted(MUM, [HOME])
    await world.fail('timeout')
    expect(world.loop.reach(MUM)).toMatchObject({ code: 'isolated' })
    await world.clock.advance(2000)
    await world.fail('refused')
    expect(world.loop.reach(MUM)).toMatchObject({ code: 'refused' })
    world.loop.unseen(MUM)
    expect(world.loop.reach(MUM)).toMatchObject({ reach: 'waiting' })
  })

  it('does not dial a connected device, whatever happens', async () => {
    const world = aWorld()
    world.loop.want([MUM])
    world.loop.start()
    world.transport.arrive(new FakeStream(MUM, false))
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.sighted(MUM, [AWAY])
    world.loop.networkChanged()
    await world.clock.advance(600_000)
    expect(world.transport.dials).toEqual([])
  })

  it('dials beside a doubted stream until it speaks, and keeps the newer one', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    await world.connect()
    const [first] = world.streams
    world.loop.doubt(first!)
    world.loop.doubt(first!)
    expect(world.transport.open).toHaveLength(1)
    expect(world.loop.reach(MUM)?.reach).toBe('connected')
    world.loop.trust(first!)
    await settle()
    expect(world.transport.open).toEqual([])
    world.loop.doubt(first!)
    await world.fail('timeout')
    await world.clock.advance(60_000)
    const second = await world.connect()
    expect(world.loop.reach(MUM)).toMatchObject({ reach: 'connected' })
    // The old one is no news any more.
    world.loop.doubt(first!)
    expect(world.transport.open).toEqual([])
    first!.abort()
    expect(world.loop.reach(MUM)?.reach).toBe('connected')
    second.abort()
    expect(world.loop.reach(MUM)?.reach).toBe('waiting')
  })

  it('dials anew when the network changed under a dial, and only once', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    world.loop.networkChanged()
    await settle()
    expect(world.transport.open).toHaveLength(1)
    expect(world.transport.dials).toHaveLength(2)
    expect(world.transport.faults).toEqual([])
  })

  it('hands over streams of strangers, and of devices that come to be wanted later', () => {
    const world = aWorld()
    world.loop.start()
    world.transport.arrive(new FakeStream(DAD, false))
    expect(world.streams.map(({ device }) => device)).toEqual([DAD])
    world.loop.want([DAD])
    expect(world.loop.reach(DAD)?.reach).toBe('connected')
  })

  it('stop ends dials and timers, takes no stream in, and start goes on', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.learn(DAD, [AWAY], 'typed')
    world.loop.want([MUM, DAD])
    world.loop.start()
    await world.fail('refused')
    world.loop.stop()
    expect(world.clock.pending()).toBe(0)
    expect(world.loop.reach(DAD)).toMatchObject({ reach: 'waiting', code: 'stopped' })
    world.transport.arrive(new FakeStream(MUM, false))
    expect(world.streams).toEqual([])
    world.loop.start()
    await settle()
    expect(world.transport.open).toHaveLength(2)
    expect(world.transport.faults).toEqual([])
  })

  it('drops a device no longer wanted and takes it back without dialling twice', async () => {
    const world = aWorld()
    world.loop.learn(MUM, [HOME], 'typed')
    world.loop.want([MUM])
    world.loop.start()
    world.loop.want([])
    world.loop.want([MUM])
    await settle()
    expect(world.transport.faults).toEqual([])
    expect(world.transport.open).toHaveLength(1)
    await world.connect()
    expect(world.loop.reach(MUM)?.reach).toBe('connected')
  })

  it('[LIM] dials a bounded number at once and the rest in turn', async () => {
    const world = aWorld()
    const devices = Array.from({ length: RESOURCE.DIALS_AT_ONCE + 5 }, (_, index) => aDevice(index + 1))
    for (const device of devices) world.loop.learn(device, [AWAY], 'invite')
    world.loop.want(devices)
    world.loop.start()
    expect(world.transport.open).toHaveLength(RESOURCE.DIALS_AT_ONCE)
    for (let count = 0; count < 5; count += 1) await world.fail('timeout')
    expect(world.transport.open).toHaveLength(RESOURCE.DIALS_AT_ONCE)
    expect(new Set(world.transport.dials.map(({ device }) => device)).size).toBe(devices.length)
  })
})

describe('[RDY-6] a rule', () => {
  const nearOnly: WayRule = { allows: ({ scope }) => scope === 'private', admits: () => true }

  it('holds back whom no allowed way leads to, and dials again as soon as one is known', async () => {
    const world = aWorld()
    world.loop.start()
    world.loop.learn(MUM, [AWAY], 'typed')
    world.loop.restrict(nearOnly)
    world.loop.want([MUM])
    await world.clock.advance(600_000)
    expect(world.transport.open).toEqual([])
    expect(world.loop.reach(MUM)).toMatchObject({ reach: 'waiting', code: 'held-back', nextAttempt: undefined })
    world.loop.sighted(MUM, [HOME])
    await settle()
    expect(world.transport.open.map(({ addresses }) => addresses)).toEqual([[HOME]])
  })

  it('ends a dial that is under way, and everybody is dialled at once when it is over', async () => {
    const world = aWorld()
    world.loop.start()
    world.loop.learn(MUM, [AWAY], 'typed')
    world.loop.learn(DAD, [AWAY], 'typed')
    world.loop.want([MUM, DAD])
    await settle()
    expect(world.transport.open).toHaveLength(2)
    world.loop.restrict(nearOnly)
    for (const dial of [...world.transport.open]) dial.end({ ok: false, code: 'cancelled' })
    await settle()
    expect(world.transport.open).toEqual([])
    world.loop.restrict(undefined)
    await settle()
    expect(world.transport.open.map(({ addresses }) => addresses)).toEqual([[AWAY], [AWAY]])
  })

  it('of devices dials only those it admits', async () => {
    const world = aWorld()
    world.loop.start()
    for (const device of [MUM, DAD]) world.loop.learn(device, [HOME], 'typed')
    world.loop.restrict({ allows: () => true, admits: (device) => device === DAD })
    world.loop.want([MUM, DAD])
    await settle()
    expect(world.transport.open.map(({ device }) => device)).toEqual([DAD])
  })
})
