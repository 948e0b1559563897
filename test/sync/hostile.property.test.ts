import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatBytes, encodeCbor, u32, utf8 } from '../../shared/codec/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { type Frame, encodeFrame } from '../../shared/sync/frames/index.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'
import { type ToyPeer, type ToyRoom, deviceNamed, makeBlock } from '../harness/toy-room.ts'
import { RawPeer } from './raw-peer.ts'

/** Mum and Dad talk; Eve has standing in the room and behaves as the test wants. */
function setting(): { net: ToyNet; mum: ToyPeer; room: ToyRoom; dad: ToyPeer; his: ToyRoom; eve: (name?: string) => RawPeer } {
  const net = new ToyNet()
  const [mum, dad] = [net.peer('mum'), net.peer('dad')]
  const [room, his] = roomOf('family', [mum, dad])
  for (const name of ['eve', 'eve2']) room!.govern('+', deviceNamed(name))
  net.connect(mum, dad)
  net.run(100)
  const eve = (name = 'eve'): RawPeer => {
    const peer = new RawPeer(net, mum, name)
    peer.open(room!)
    net.run(10)
    peer.heard.length = 0
    return peer
  }
  return { net, mum, room: room!, dad, his: his!, eve }
}

function expectUnharmed({ net, room, his, mum }: ReturnType<typeof setting>): void {
  room.write(1)
  net.run(50)
  expect(his.feed.get(mum.device)?.size).toBe(room.feed.get(mum.device)?.size)
}

describe('a hostile peer', () => {
  it('[SYNC-13] each broken frame is told its code, the second ends it, others are unharmed', () => {
    const world = setting()
    const eve = world.eve()
    eve.bytes(concatBytes(u32(3), Uint8Array.of(0xff, 0, 0)))
    expect(eve.errors()).toEqual(['BAD_FRAME'])
    expect(eve.isClosed).toBe(false)
    eve.bytes(concatBytes(u32(2), encodeCbor([5])))
    expect(eve.isClosed).toBe(true)
    expect(world.mum.hub.counters.refused.get('BAD_FRAME')).toBe(2)
    expect(world.mum.hub.bannedMs(eve.device)).toBe(RESOURCE.BAN_MS)
    expectUnharmed(world)
  })

  it('[LIM] an oversize length ends the session at once', () => {
    const world = setting()
    const eve = world.eve()
    eve.bytes(u32(RESOURCE.FRAME_BYTES + 1))
    expect([eve.isClosed, eve.errors().at(-1), world.mum.hub.counters.refused.get('TOO_BIG')]).toEqual([true, 'TOO_BIG', 1])
    expectUnharmed(world)
  })

  it('[ENC-5] unknown types from 128 on are ignored, unknown ones below are BAD_FRAME', () => {
    const world = setting()
    const eve = world.eve()
    const frame = (type: number): Uint8Array => {
      const content = encodeCbor([type, new Map()])
      return concatBytes(u32(content.length), content)
    }
    eve.bytes(frame(129))
    eve.bytes(frame(12))
    expect(eve.errors()).toEqual([])
    eve.bytes(frame(127))
    expect(eve.errors()).toEqual(['BAD_FRAME'])
  })

  it('[SYNC-13] forged, tampered and unlinked blocks are refused with their codes and not stored', () => {
    const world = setting()
    const { room, mum } = world
    room.write(2)
    const good = makeBlock(room.handle, deviceNamed('eve'), 1, 1, undefined, utf8('good'))
    const cases: readonly (readonly [string, Frame])[] = [
      ['BAD_SIG', { type: 'block', room: 1, lane: 'feed', header: good.header, signature: new Uint8Array(64), body: good.body }],
      ['BAD_BODY', { type: 'block', room: 1, lane: 'feed', header: good.header, signature: good.signature ?? null, body: utf8('evil') }],
      ['BAD_FRAME', { type: 'block', room: 1, lane: 'feed', header: utf8('nonsense'), signature: null, body: good.body }],
    ]
    for (const [code, frame] of cases) {
      const fresh = setting()
      const eve = fresh.eve()
      // A lone block without signature waits for its run; a signed one behind it sets it free.
      eve.send(frame, { type: 'block', room: 1, lane: 'feed', header: good.header, signature: good.signature ?? null, body: good.body })
      fresh.net.run(20)
      expect(eve.errors()).toContain(code)
      expect([...(fresh.room.feed.get(deviceNamed('eve'))?.keys() ?? [])]).toEqual([1])
      expectUnharmed(fresh)
    }
    const eve = world.eve()
    const [, second] = [...room.feed.get(mum.device)!.values()]
    const forged = makeBlock(
      room.handle,
      mum.device,
      1,
      3,
      makeBlock(room.handle, mum.device, 1, 2, undefined, utf8('other')).id,
      utf8('x'),
    )
    expect(second?.seq).toBe(2)
    eve.send({ type: 'block', room: 1, lane: 'feed', header: forged.header, signature: forged.signature ?? null, body: forged.body })
    expect(eve.errors()).toEqual(['BAD_CHAIN'])
  })

  it('[SYNC-13] repeats nobody asked for cost a point each past a hundred a minute', () => {
    const world = setting()
    world.room.write(1)
    const [block] = [...world.room.feed.get(world.mum.device)!.values()]
    const eve = world.eve()
    const frame: Frame = {
      type: 'block',
      room: 1,
      lane: 'feed',
      header: block!.header,
      signature: block!.signature ?? null,
      body: block!.body,
    }
    for (let i = 0; i < 199; i++) eve.send(frame)
    expect(eve.isClosed).toBe(false)
    eve.send(frame)
    expect(eve.isClosed).toBe(true)
    expectUnharmed(world)
  })

  it('[SYNC-4] governance without standing: 1 MiB is heard, more is QUOTA', () => {
    const world = setting()
    const nobody = new RawPeer(world.net, world.mum, 'nobody')
    nobody.open(world.room)
    const body = new Uint8Array(60_000)
    for (let seq = 1; seq <= 18; seq++) {
      const block = makeBlock(world.room.handle, nobody.device, 0, 1, undefined, concatBytes(utf8(`?${seq}`), body))
      nobody.send({ type: 'block', room: 1, lane: 'gov', header: block.header, signature: block.signature ?? null, body: block.body })
      expect(nobody.errors().includes('QUOTA')).toBe(seq > 17)
    }
    expectUnharmed(world)
  })

  it('[LIM] floods of any frame end with RATE and a ban, in bounded work', () => {
    for (const frame of [{ type: 'ping' }, { type: 'have', room: 1, rows: [] }, { type: 'status', room: 1, counters: [] }] as const) {
      const world = setting()
      const eve = world.eve()
      const flood = concatBytes(...Array.from({ length: 1000 }, () => encodeFrame(frame)))
      let sent = 0
      for (; sent < 100 && !eve.isClosed; sent++) eve.bytes(flood)
      expect(sent).toBeLessThan(40)
      expect(world.mum.hub.counters.refused.get('RATE')).toBe(5)
      expectUnharmed(world)
    }
  })

  it('[SYNC-5] claims of endless rows cost bounded asking', () => {
    const world = setting()
    const eve = world.eve()
    const claim = deviceNamed('ghost')
    eve.send({
      type: 'have',
      room: 1,
      rows: [
        { device: claim, ranges: [[1, Number.MAX_SAFE_INTEGER]], head: makeBlock(world.room.handle, claim, 1, 1, undefined, utf8('x')).id },
      ],
    })
    for (let i = 0; i < 60; i++) {
      world.net.run(1000)
      for (const want of eve.of('want')) if (want.max > 0) eve.send({ type: 'wantEnd', room: 1, number: want.number, complete: true })
      eve.send({ type: 'ping' })
    }
    expect(eve.of('want').length).toBeLessThan(4)
    const rows = (from: number) =>
      Array.from({ length: 500 }, (_, i) => ({
        device: deviceNamed(`g${from + i}`),
        ranges: [[1, 1]] as const,
        head: makeBlock(world.room.handle, claim, 1, 1, undefined, utf8('x')).id,
      }))
    for (let page = 0; page < 10 && !eve.isClosed; page++) eve.send({ type: 'have', room: 1, rows: rows(page * 500) })
    expect(eve.isClosed).toBe(true)
    expectUnharmed(world)
  })

  it('[FORK-1] another head at the same height is fetched once, to be seen', () => {
    const world = setting()
    world.room.write(3)
    const eve = world.eve()
    const other = makeBlock(world.room.handle, world.mum.device, 1, 3, undefined, utf8('another story'))
    for (let i = 0; i < 3; i++) eve.send({ type: 'have', room: 1, rows: [{ device: world.mum.device, ranges: [[1, 3]], head: other.id }] })
    world.net.run(100)
    expect(eve.of('want').map(({ device, ranges }) => [device, ranges])).toEqual([[world.mum.device, [[1, 3]]]])
    eve.send({ type: 'wantEnd', room: 1, number: eve.of('want')[0]!.number, complete: true })
    world.net.run(120_000)
    expect(eve.of('want')).toHaveLength(1)
    expectUnharmed(world)
  })

  it('[P4] random frames and bytes in any order: no exception, no harm', () => {
    const any: fc.Arbitrary<Uint8Array> = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.uint8Array({ maxLength: 200 }).map((content) => concatBytes(u32(content.length), content)),
      fc
        .tuple(
          fc.integer({ min: 0, max: 22 }),
          fc.dictionary(
            fc.integer({ min: 0, max: 7 }).map(String),
            fc.oneof(fc.nat(), fc.uint8Array({ maxLength: 40 }), fc.boolean(), fc.array(fc.nat(), { maxLength: 4 })),
          ),
        )
        .map(([type, fields]) => {
          const content = encodeCbor([type, new Map(Object.entries(fields).map(([key, value]) => [Number(key), value] as const))])
          return concatBytes(u32(content.length), content)
        }),
      fc
        .constantFrom<Frame>(
          { type: 'room', room: 2, handle: setting().room.handle },
          { type: 'wantEnd', room: 1, number: 5, complete: true },
          { type: 'govHave', room: 1, rows: [], more: true },
          { type: 'tags', tags: Array.from({ length: 16 }, () => new Uint8Array(16)) },
          { type: 'want', room: 1, number: 1, device: deviceNamed('mum'), ranges: [[1, 9]], max: 10 },
        )
        .map(encodeFrame),
    )
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.boolean(), (chunks, isMatched) => {
        const world = setting()
        const eve = isMatched ? world.eve() : new RawPeer(world.net, world.mum, 'eve2')
        for (const chunk of chunks) eve.bytes(chunk)
        world.net.run(20)
        expectUnharmed(world)
      }),
      { numRuns: 60 },
    )
  })
})

describe('a line that is cut', () => {
  it('[SYNC-10] at any byte, again and again, is made good by the next one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60_000 }), { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 7, max: 5000 }),
        (cuts, chunk) => {
          const net = new ToyNet()
          const [mum, dad] = [net.peer('mum'), net.peer('dad')]
          const [hers, his] = roomOf('family', [mum, dad])
          hers!.write(120, 200, true)
          his!.write(80, 200, true)
          for (const cut of cuts) {
            const line = net.connect(mum, dad)
            for (let moved = 0; moved < cut;) {
              const step = line.deliver('a', Math.min(chunk, cut - moved)) + line.deliver('b', Math.min(chunk, cut - moved))
              if (step === 0 && net.clock.next === undefined) break
              if (step === 0 || moved % 3 === 0) net.clock.advance(1)
              moved += step
              if (step === 0 && net.clock.next! > 500) break
            }
            line.cut()
            hers!.write(1)
            net.run(5)
          }
          net.connect(mum, dad)
          net.run(3000)
          const seqs = (room: ToyRoom): unknown => room.feedRows().toSorted((a, b) => (a.device < b.device ? -1 : 1))
          expect(seqs(his!)).toEqual(seqs(hers!))
          expect(hers!.feed.get(dad.device)?.size).toBe(80)
          expect([...mum.hub.counters.refused, ...dad.hub.counters.refused]).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })
})
