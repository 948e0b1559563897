import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'

describe('a line that falls silent', () => {
  it('[SYNC-11] is doubted when blocks are not answered, long before the peer counts as dead', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers] = roomOf('family', [mum, dad])
    const line = net.connect(mum, dad)
    net.run()
    hers!.write(1)
    // Nothing is delivered from here on: a cable was pulled, and TCP says nothing.
    net.clock.advance(2 * RESOURCE.DOUBT_AFTER_MS)
    expect([...mum.doubts]).toEqual([line.a])
    expect(mum.closed).toEqual([])
  })

  it('[SYNC-11] is trusted again as soon as it speaks', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers] = roomOf('family', [mum, dad])
    net.connect(mum, dad)
    net.run()
    hers!.write(1)
    net.clock.advance(2 * RESOURCE.DOUBT_AFTER_MS)
    expect(mum.doubts.size).toBe(1)
    net.run()
    expect(mum.doubts.size).toBe(0)
  })

  it('[SYNC-11] is dead after 30 s of silence, and not a millisecond before, whenever the last word came', () => {
    for (const spoken of [200, 1000, 7000, 14_999]) {
      const net = new ToyNet()
      const [mum, dad] = [net.peer('mum'), net.peer('dad')]
      const [hers] = roomOf('family', [mum, dad])
      net.connect(mum, dad)
      net.run(spoken)
      hers!.write(1)
      // The answer to it is the last that is heard.
      net.run(0)
      net.clock.advance(RESOURCE.PEER_DEAD_MS - 1)
      expect(mum.closed, `spoken at ${spoken}`).toEqual([])
      net.clock.advance(1)
      expect(mum.closed, `spoken at ${spoken}`).toHaveLength(1)
    }
  })

  it('[SYNC-11] is asked when nothing was said for a while, and costs two small frames when all is well', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    roomOf('family', [mum, dad])
    const line = net.connect(mum, dad)
    net.run(1000)
    const before = line.sent('a') + line.sent('b')
    net.run(60_000)
    const idle = line.sent('a') + line.sent('b') - before
    expect(mum.doubts.size + dad.doubts.size).toBe(0)
    expect(idle).toBeGreaterThan(0)
    // At most one ping and one pong per side in ten seconds, of a few bytes each.
    expect(idle).toBeLessThan(6 * 4 * 16)
  })

  it('[SYNC-11] is neither doubted nor given up while bytes of a file come by it, and asked all the same', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers] = roomOf('family', [mum, dad])
    const line = net.connect(mum, dad)
    net.run()
    hers!.write(1)
    const [session] = mum.hub.sessions()
    const asked = line.sent('a')
    // The answer stands behind a large chunk on a slow line.
    for (let at = 0; at < 3 * RESOURCE.PEER_DEAD_MS; at += RESOURCE.DOUBT_AFTER_MS / 2) {
      net.clock.advance(RESOURCE.DOUBT_AFTER_MS / 2)
      mum.hub.stirred(dad.device, session!.address, 0)
      // He hears how she asks for more of it.
      for (const his of dad.hub.sessions()) dad.hub.stirred(mum.device, his.address, 0)
    }
    expect(mum.closed).toEqual([])
    expect(mum.doubts.size).toBe(0)
    expect(line.sent('a')).toBeGreaterThan(asked)
    net.clock.advance(RESOURCE.PING_IDLE_MS - 1)
    expect(mum.doubts.size).toBe(0)
    net.clock.advance(RESOURCE.DOUBT_AFTER_MS)
    expect(mum.doubts.size).toBe(1)
    mum.hub.stirred(dad.device, session!.address, RESOURCE.PING_IDLE_MS)
    expect(mum.doubts.size).toBe(0)
    // That doubt was for nothing: the line is slow, and no further one is opened beside it.
    net.clock.advance(RESOURCE.PEER_DEAD_MS / 2)
    expect([mum.doubts.size, mum.closed.length]).toEqual([0, 0])
    net.clock.advance(RESOURCE.PEER_DEAD_MS)
    expect(mum.closed).toHaveLength(1)
  })

  it('[SYNC-11] is not doubted by who gives a file on it and gets no answer past it, since the other end speaks up', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [, his] = roomOf('family', [mum, dad])
    const line = net.connect(mum, dad)
    net.run()
    const [session] = dad.hub.sessions()
    const spoken = line.sent('b')
    dad.hub.stirred(mum.device, session!.address, undefined)
    // What Mum says comes nine seconds later, as the file stands before it; what Dad says comes at once.
    const behind: number[] = Array.from({ length: 9 }, () => 0)
    let sent = line.sent('a')
    for (let second = 1; second <= 180; second += 1) {
      net.clock.advance(1000)
      if (second % 8 === 0) dad.hub.stirred(mum.device, session!.address, second === 8 ? 8000 : 0)
      behind.push(line.sent('a') - sent)
      sent = line.sent('a')
      line.deliver('a', behind.shift())
      if (second === 60) his!.write(1)
      line.deliver('b')
      expect([mum.doubts.size, dad.doubts.size], `second ${second}`).toEqual([0, 0])
    }
    expect([...mum.closed, ...dad.closed]).toEqual([])
    // A ping of a few bytes for every piece, whatever comes of it.
    expect(line.sent('b') - spoken).toBeLessThan(2_000)
  })

  it('[SYNC-11] says that it is there twice in ten seconds at most, however many bytes come', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    roomOf('family', [mum, dad])
    const line = net.connect(mum, dad)
    net.run(1000)
    const [session] = dad.hub.sessions()
    const before = line.sent('b')
    for (let at = 0; at < 60_000; at += 10) {
      net.run(10)
      dad.hub.stirred(mum.device, session!.address, 0)
    }
    expect(line.sent('b') - before).toBeLessThan(12 * 16 + 6 * 16)
  })

  it('[SYNC-11] is not held open by bytes that come another way', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    roomOf('family', [mum, dad])
    net.connect(mum, dad)
    net.run(0)
    for (let at = 0; at < 2 * RESOURCE.PEER_DEAD_MS; at += 1000) {
      net.clock.advance(1000)
      mum.hub.stirred(dad.device, '/ip4/192.0.2.9/tcp/9', 0)
    }
    expect(mum.closed).toHaveLength(1)
  })
})
