import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'
import type { ToyPeer, ToyRoom } from '../harness/toy-room.ts'
import { RawPeer } from './raw-peer.ts'
import { encodeFrame } from '../../shared/sync/frames/index.ts'

function give(from: ToyRoom, to: ToyRoom): void {
  for (const blocks of from.feed.values()) to.acceptFeed({} as never, [...blocks.values()])
  to.bodiesReceived = 0
  to.bytesReceived = 0
}
const bytesOf = (room: ToyRoom): number =>
  [...room.feed.values()].flatMap((chain) => [...chain.values()]).reduce((sum, block) => sum + block.header.length + block.body.length, 0)

describe('catch-up', () => {
  it('[SYNC-5] is few large transactions, newest segment first, and nothing twice', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers, his] = roomOf('family', [mum, dad])
    hers!.write(8_000, 100, true)
    net.connect(mum, dad)
    net.run(2000)
    expect(his!.feedRows()).toEqual(hers!.feedRows())
    expect(his!.bodiesReceived).toBe(8_000)
    expect(his!.batches).toBeLessThan(10)
    expect([...his!.feed.get(mum.device)!.keys()].slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => 7_901 + i))
  })

  it('[SYNC-6] newest segments of all rooms come before the history of one', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const rooms = Array.from({ length: 12 }, (_, i) => roomOf(`room ${i}`, [mum, dad]))
    for (const [hers] of rooms) hers!.write(600, 2000, true)
    const line = net.connect(mum, dad)
    // Until every room shows its newest message, no room gets more than its newest segment: 100 blocks of 2,136 bytes.
    while (rooms.some(([, his]) => !his!.feed.get(mum.device)?.has(600))) {
      if (!line.step(16_384)) net.clock.advance(1)
    }
    expect(Math.max(...rooms.map(([, his]) => his!.bytesReceived))).toBeLessThan(215_000)
    net.run(2000)
    for (const [hers, his] of rooms) expect(his!.feedRows()).toEqual(hers!.feedRows())
  })

  it('[SYNC-5] five peers share it and send at most 1.15 times what is needed (P9)', () => {
    const net = new ToyNet()
    const names = ['a', 'b', 'c', 'd', 'e', 'new']
    const peers = names.map((name) => net.peer(name))
    const rooms = roomOf('group', peers)
    for (const room of rooms.slice(0, 5)) room.write(500, 900, true)
    for (const from of rooms.slice(0, 5))
      for (const to of rooms.slice(0, 5))
        if (from !== to)
          for (const [device, chain] of from.feed) if (!to.feed.has(device)) give({ feed: new Map([[device, chain]]) } as never, to)
    const newcomer = peers[5]!
    for (const peer of peers.slice(0, 5)) net.connect(peer, newcomer)
    net.run(3000)
    const needed = bytesOf(rooms[0]!)
    expect(bytesOf(rooms[5]!)).toBe(needed)
    expect(rooms[5]!.bytesReceived).toBeLessThanOrEqual(1.15 * needed)
    expect(rooms.slice(0, 5).filter((room) => room.servedBytes > 0.1 * needed).length).toBe(5)
  })

  it('[SYNC-5] a peer that holds only in words is asked once, then others; the bytes come', () => {
    const net = new ToyNet()
    const [mum, dad, shop] = [net.peer('mum'), net.peer('dad'), net.peer('shop')]
    const [hers, his, its] = roomOf('group', [mum, dad, shop])
    hers!.write(50, 100, true)
    give(hers!, his!)
    his!.isLiar = true
    net.connect(dad, shop)
    net.run(3000)
    expect(its!.feedRows()).toEqual([])
    const line = net.connect(mum, shop)
    net.run(3000)
    expect(its!.feedRows()).toEqual(hers!.feedRows())
    expect(line.isOpen).toBe(true)
  })

  it('[SYNC-5] a WANT that makes no progress for 5 s goes to somebody else', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers, his] = roomOf('group', [mum, dad])
    his!.govern('+', new RawPeer(net, mum, 'mute').device)
    hers!.gov.set(dad.device, [...his!.gov.get(dad.device)!])
    hers!.write(10, 100, true)
    const mute = new RawPeer(net, dad, 'mute')
    mute.open(his!)
    mute.send({ type: 'have', room: 1, rows: hers!.feedRows() })
    net.run(500)
    expect(mute.of('want')).toHaveLength(1)
    net.connect(mum, dad)
    net.run(3000)
    expect(his!.feedRows()).toEqual([])
    net.run(4000)
    expect(his!.feedRows()).toEqual(hers!.feedRows())
    expect(mute.of('want').map(({ max }) => max > 0)).toEqual([true, false])
  })

  it('[SYNC-5] what was on its way when a line fell silent is there as soon as it speaks again, wherever that was', () => {
    for (let steps = 1; steps <= 120; steps++) {
      const net = new ToyNet()
      const [mum, dad] = [net.peer('mum'), net.peer('dad')]
      const [hers, his] = roomOf('family', [mum, dad])
      hers!.write(20, 100, true)
      const line = net.connect(mum, dad)
      for (let step = 0; step < steps; step++) {
        line.step(64)
        net.clock.advance(1)
      }
      for (let second = 0; second < 20; second++) {
        hers!.write(1)
        net.clock.advance(1000)
      }
      net.run(500)
      expect(his!.feedRows(), `after ${steps} steps`).toEqual(hers!.feedRows())
      expect(line.isOpen).toBe(true)
    }
  })

  it('[SYNC-10] two paths to one peer move nothing twice; when one is cut the other goes on', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers, his] = roomOf('family', [mum, dad])
    hers!.write(3000, 300, true)
    const lines = [net.connect(mum, dad), net.connect(dad, mum)]
    net.run(8, 32_768)
    lines[0]!.cut()
    net.run(3000)
    lines.push(net.connect(mum, dad))
    net.run(1000)
    hers!.write(1)
    net.run(1000)
    expect(his!.bodiesReceived).toBe(3001)
    lines[1]!.cut()
    net.run(3000)
    hers!.write(5)
    net.run(3000)
    expect(his!.feedRows()).toEqual(hers!.feedRows())
    expect(his!.bodiesReceived).toBe(3006)
  })
})

describe('back-pressure', () => {
  it('[SYNC-11] a peer that does not read costs a bounded queue, whatever is written, and loses nothing', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers, his] = roomOf('family', [mum, dad])
    const line = net.connect(mum, dad)
    net.run()
    net.lines.delete(line)
    for (let i = 0; i < 400; i++) {
      hers!.write(1, 60_000)
      line.deliver('b')
      if (i % 50 === 0) net.clock.advance(60)
    }
    expect(line.waiting('a')).toBeLessThanOrEqual(RESOURCE.SEND_QUEUE_BYTES)
    const [session] = mum.hub.sessions() as readonly { readonly queuedBytes?: number }[]
    expect(session?.queuedBytes).toBeGreaterThan(RESOURCE.SEND_QUEUE_BYTES - 100_000)
    expect(session?.queuedBytes).toBeLessThanOrEqual(RESOURCE.SEND_QUEUE_BYTES)
    net.lines.add(line)
    net.run(5000)
    expect(his!.feedRows()).toEqual(hers!.feedRows())
    expect(his!.bodiesReceived).toBe(400)
  })

  it('[SYNC-11] a peer that asks for everything and reads nothing is served one buffer full', () => {
    const net = new ToyNet()
    const mum = net.peer('mum')
    const [room] = roomOf('family', [mum])
    const greedy = new RawPeer(net, mum, 'greedy')
    room!.govern('+', greedy.device)
    room!.write(5000, 1000, true)
    net.run(1)
    greedy.open(room!)
    net.run(100)
    net.lines.delete(greedy.line)
    for (let number = 1; number <= 60; number++) {
      greedy.line.a.send(encodeFrame({ type: 'want', room: 1, number, device: mum.device, ranges: [[1, 5000]], max: RESOURCE.WANT_BYTES }))
    }
    greedy.line.deliver('a')
    net.clock.advance(1000)
    expect(greedy.line.waiting('a')).toBe(0)
    expect(greedy.line.waiting('b')).toBeLessThan(512 * 1024)
    expect(greedy.line.waiting('b')).toBeGreaterThan(200 * 1024)
  })
})

describe('a mesh', () => {
  it('[SYNC-7] of 24 gets each body at most 1.2 times per receiver (P9)', () => {
    const net = new ToyNet()
    const peers = Array.from({ length: 24 }, (_, i) => net.peer(`p${i}`))
    const rooms = roomOf('group', peers)
    for (const [i, a] of peers.entries()) for (const b of peers.slice(i + 1)) net.connect(a, b)
    net.run(500)
    for (let turn = 0; turn < 10; turn++) {
      for (const room of rooms.slice(0, 4)) room.write(1)
      net.run(30)
    }
    net.run(5000)
    for (const room of rooms) expect([...room.feed.values()].reduce((sum, chain) => sum + chain.size, 0)).toBe(40)
    const received = rooms.reduce((sum, room) => sum + room.bodiesReceived, 0)
    expect(received / (40 * 23)).toBeLessThanOrEqual(1.2)
    for (const peer of peers) expect([...peer.hub.counters.refused]).toEqual([])
  })

  it('[SYNC-4] sends an act of governance about once to each', () => {
    const net = new ToyNet()
    const peers = Array.from({ length: 10 }, (_, i) => net.peer(`p${i}`))
    const rooms = roomOf('group', peers)
    for (const [i, a] of peers.entries()) for (const b of peers.slice(i + 1)) net.connect(a, b)
    net.run(1000)
    for (const room of rooms) room.govReceived = 0
    rooms[3]!.govern('+', rooms[0]!.handle.padEnd(64, '0') as ToyPeer['device'])
    net.run(1000)
    expect(rooms.map((room) => room.govReceived)).toEqual(peers.map((_, i) => (i === 3 ? 0 : 1)))
  })

  it('[SYNC-7] forwards through a common member: blocks, governance and statuses', () => {
    const net = new ToyNet()
    const [mum, dad, shop] = [net.peer('mum'), net.peer('dad'), net.peer('shop')]
    const rooms = roomOf('group', [mum, dad, shop])
    net.connect(mum, dad)
    net.connect(dad, shop)
    net.run()
    rooms[0]!.write(3)
    rooms[0]!.writeStatus(7)
    rooms[2]!.writeStatus(2)
    rooms[0]!.govern('+', rooms[0]!.handle.padEnd(64, '0') as ToyPeer['device'])
    net.run(1000)
    for (const room of rooms) {
      expect(room.feedRows()).toEqual(rooms[0]!.feedRows())
      expect(room.governanceRows()).toEqual(rooms[0]!.governanceRows())
      expect(new Map(room.statusCounters().map(({ device, n }) => [device, n]))).toEqual(
        new Map([
          [mum.device, 7],
          [shop.device, 2],
        ]),
      )
    }
  })
})

describe('the end', () => {
  it('leaves no timer behind', () => {
    const net = new ToyNet()
    const peers = [net.peer('mum'), net.peer('dad')]
    const [hers] = roomOf('family', peers)
    net.connect(peers[0]!, peers[1]!)
    net.run()
    hers!.write(10)
    net.run(20)
    for (const peer of peers) peer.hub.stop()
    net.deliver()
    expect(net.clock.pending).toBe(0)
    for (const peer of peers) expect(peer.closed).toHaveLength(1)
  })
})
