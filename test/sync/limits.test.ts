import { describe, expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { SYNC_CODES, pointsFor } from '../../shared/sync/index.ts'
import { KnockLimits, subnetOf } from '../../shared/sync/knock-limits.ts'
import { PeerScores } from '../../shared/sync/score.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'
import { deviceNamed } from '../harness/toy-room.ts'
import { RawPeer } from './raw-peer.ts'

const MINUTE = 60_000

describe('score', () => {
  it('[SYNC-13] 100 points ban for 10 min, doubling to 24 h; own devices 1 min, never more', () => {
    const clock = new FakeClock()
    const scores = new PeerScores(clock)
    const [peer, own] = [deviceNamed('peer'), deviceNamed('own')]
    expect(scores.add(peer, 99, false)).toBe(false)
    expect(scores.add(peer, 1, false)).toBe(true)
    expect(scores.bannedMs(peer)).toBe(RESOURCE.BAN_MS)
    const bans = Array.from({ length: 10 }, () => {
      clock.advance(scores.bannedMs(peer))
      scores.add(peer, 100, false)
      return scores.bannedMs(peer)
    })
    expect(bans.slice(0, 3)).toEqual([2 * RESOURCE.BAN_MS, 4 * RESOURCE.BAN_MS, 8 * RESOURCE.BAN_MS])
    expect(bans.at(-1)).toBe(RESOURCE.BAN_MAX_MS)
    for (let i = 0; i < 5; i++) scores.add(own, 100, true)
    expect(scores.bannedMs(own)).toBe(RESOURCE.BAN_OWN_DEVICE_MS)
  })

  it('[SYNC-13] decays by one a minute, and forgives 100 repeats a minute', () => {
    const clock = new FakeClock()
    const scores = new PeerScores(clock)
    const peer = deviceNamed('peer')
    scores.add(peer, 60, false)
    clock.advance(10 * MINUTE)
    expect(scores.points(peer)).toBe(50)
    scores.addRepeats(peer, 100, false)
    expect(scores.points(peer)).toBe(50)
    scores.addRepeats(peer, 7, false)
    expect(scores.points(peer)).toBe(57)
    clock.advance(MINUTE)
    scores.addRepeats(peer, 100, false)
    expect(scores.points(peer)).toBe(56)
  })

  it('[SYNC-13] honest disagreement costs nothing, forwarded garbage little', () => {
    const free = SYNC_CODES.filter((code) => pointsFor(code, true) === 0)
    expect(free).toEqual(expect.arrayContaining(['UNSUPPORTED', 'FORKED', 'SUPERSEDED']))
    expect([pointsFor('BAD_UPDATE', true), pointsFor('BAD_UPDATE', false), pointsFor('BAD_SIG', false), pointsFor('RATE', false)]).toEqual([
      50, 5, 50, 20,
    ])
  })

  it('[SYNC-13] remembers bans through a flood of other devices', () => {
    const clock = new FakeClock()
    const scores = new PeerScores(clock)
    scores.add(deviceNamed('bad'), 100, false)
    for (let i = 0; i < 5000; i++) scores.add(deviceNamed(`crowd ${i}`), 1, false)
    expect(scores.bannedMs(deviceNamed('bad'))).toBe(RESOURCE.BAN_MS)
  })
})

describe('knocks', () => {
  it('[SYNC-16] three a minute and device, thirty an hour and subnet, twenty waiting', () => {
    const clock = new FakeClock()
    const limits = new KnockLimits(clock)
    const knock = (name: string, address: string) => limits.admit(deviceNamed(name), address)
    for (let i = 0; i < RESOURCE.KNOCKS_PER_MINUTE; i++) expect(knock('a', '/ip4/10.1.0.1/tcp/1').ok).toBe(true)
    expect(knock('a', '/ip4/10.1.0.1/tcp/1')).toMatchObject({ code: 'RATE', ownFault: true })
    limits.settle(deviceNamed('a'))
    for (let i = 0; i < RESOURCE.KNOCKS_WAITING; i++) expect(knock(`b${i}`, '/ip4/10.1.0.2/tcp/1').ok).toBe(true)
    expect(knock('late', '/ip4/10.2.0.2/tcp/1')).toMatchObject({ code: 'BUSY', ownFault: false })
    for (let i = 0; i < RESOURCE.KNOCKS_WAITING; i++) limits.settle(deviceNamed(`b${i}`))
    for (let i = 0; i < 7; i++) expect(knock(`c${i}`, '/ip4/10.1.0.3/tcp/1').ok).toBe(true)
    expect(knock('d', '/ip4/10.1.0.4/tcp/1')).toMatchObject({ code: 'RATE', ownFault: false })
    expect(knock('d', '/ip4/10.3.0.4/tcp/1').ok).toBe(true)
    // Of those who were let in there may be any number behind one router: the whole class comes.
    limits.welcome(deviceNamed('c1'), '/ip4/10.1.0.3/tcp/1')
    expect([knock('f', '/ip4/10.1.0.4/tcp/1').ok, knock('g', '/ip4/10.1.0.4/tcp/1').ok]).toEqual([true, false])
    clock.advance(60 * MINUTE)
    expect(knock('e', '/ip4/10.1.0.4/tcp/1').ok).toBe(true)
  })

  it('[SYNC-16] subnets are /24 and /64 however an address is written', () => {
    expect(subnetOf('/ip4/10.1.2.3/tcp/1')).toBe(subnetOf('/ip4/10.1.2.250/tcp/9/ws'))
    expect(subnetOf('/ip6/::ffff:10.1.2.3/tcp/1')).toBe(subnetOf('/ip4/10.1.2.4/tcp/1'))
    expect(subnetOf('/ip6zone/eth0/ip6/fe80::1/tcp/1')).toBe(subnetOf('/ip6/FE80:0:0:0:1:2:3:4/tcp/1'))
    expect(subnetOf('/ip6/2001:db8:0:1::1/tcp/1')).not.toBe(subnetOf('/ip6/2001:db8:0:2::1/tcp/1'))
    expect(subnetOf('nonsense')).toBe('elsewhere')
  })

  it('[SYNC-16] 8 KiB pass, a byte more is TOO_BIG, the fourth in a minute RATE', () => {
    const net = new ToyNet()
    const mum = net.peer('mum')
    const peer = new RawPeer(net, mum, 'peer')
    peer.hello()
    peer.send(
      { type: 'knock', payload: new Uint8Array(RESOURCE.KNOCK_BYTES) },
      { type: 'knock', payload: new Uint8Array(RESOURCE.KNOCK_BYTES + 1) },
    )
    expect([mum.knocks.length, peer.errors()]).toEqual([1, ['TOO_BIG']])
    for (let i = 0; i < 3; i++) peer.send({ type: 'knock', payload: new Uint8Array(1) })
    expect([mum.knocks.length, peer.errors()]).toEqual([3, ['TOO_BIG', 'RATE']])
    expect(peer.of('error').at(-1)?.retryMs).toBe(MINUTE)
  })
})

describe('frames', () => {
  it('[LIM] STRANGER_FRAMES and four a second are taken of somebody unknown, PEER_FRAMES and 2,000 a second of somebody known', () => {
    const net = new ToyNet()
    const mum = net.peer('mum')
    const [room] = roomOf('family', [mum])
    const pings = (count: number) => Array.from({ length: count }, () => ({ type: 'ping' }) as const)
    const stranger = new RawPeer(net, mum, 'stranger')
    stranger.hello()
    stranger.send(...pings(RESOURCE.STRANGER_FRAMES - 1))
    expect(stranger.errors()).toEqual([])
    stranger.send(...pings(1))
    expect(stranger.errors()).toEqual(['RATE'])
    net.run(1_000)
    stranger.send(...pings(RESOURCE.STRANGER_FRAMES_PER_SECOND))
    expect(stranger.errors()).toEqual(['RATE'])
    stranger.send(...pings(1))
    expect(stranger.errors()).toEqual(['RATE', 'RATE'])

    const friend = new RawPeer(net, mum, 'friend')
    room!.govern('+', friend.device)
    net.run(1)
    friend.match(room!)
    friend.send(...pings(RESOURCE.PEER_FRAMES))
    expect(friend.errors()).toEqual([])
    friend.send(...pings(1))
    expect(friend.errors()).toEqual(['RATE'])
    net.run(1_000)
    friend.send(...pings(RESOURCE.PEER_FRAMES_PER_SECOND))
    expect(friend.errors()).toEqual(['RATE'])
    friend.send(...pings(1))
    expect(friend.errors()).toEqual(['RATE', 'RATE'])
  })
})

describe('seats', () => {
  it('[LIM] strangers give way when 128 sessions are open', () => {
    const net = new ToyNet()
    const mum = net.peer('mum')
    const crowd = Array.from({ length: RESOURCE.SESSIONS }, (_, i) => new RawPeer(net, mum, `crowd ${i}`))
    expect(mum.hub.sessions()).toHaveLength(RESOURCE.SESSIONS)
    const late = new RawPeer(net, mum, 'late')
    net.run(1)
    expect([late.isClosed, crowd[0]!.isClosed, mum.hub.sessions().length]).toEqual([false, true, RESOURCE.SESSIONS])
  })

  it('[SYNC-7] 24 have a seat in a room; the next waits until one is free, a carrier does not', () => {
    const net = new ToyNet()
    const mum = net.peer('mum')
    const carrier = net.peer('carrier')
    const others = Array.from({ length: RESOURCE.SESSIONS_PER_ROOM + 1 }, (_, i) => net.peer(`p${i}`))
    const [hers, , ...theirs] = roomOf('street', [mum, carrier, ...others])
    mum.carriers.add(carrier.device)
    const lines = others.map((other) => net.connect(mum, other))
    net.run()
    hers!.write(1)
    net.run()
    const seated = () => theirs.filter((room) => room.feed.get(mum.device)?.size === hers!.feed.get(mum.device)?.size)
    expect(seated()).toEqual(theirs.slice(0, RESOURCE.SESSIONS_PER_ROOM))
    net.connect(mum, carrier)
    net.run()
    expect(carrier.rooms.get(1)?.feed.get(mum.device)?.size).toBe(1)
    // It knows us all the same, and takes the first seat that is given up.
    expect(mum.opened.map(({ device }) => device)).toContain(others.at(-1)!.device)
    lines[0]!.cut()
    net.run()
    hers!.write(1)
    net.run()
    expect(seated()).toEqual(theirs.slice(1))
  })
})

describe('rows', () => {
  it('[FORK-1] a device of more than 8 heads is told with 8 of them', () => {
    const heard = (heads: number): number => {
      const net = new ToyNet()
      const mum = net.peer('mum')
      const [room] = roomOf('family', [mum])
      const [copied] = ['copied'].map(deviceNamed)
      const rows = Array.from({ length: heads }, (_, at) => ({
        device: copied!,
        ranges: [[1, 5]] as const,
        head: idFromBytes('block', new Uint8Array(32).fill(at + 1)),
      }))
      room!.feedRows = () => rows
      const peer = new RawPeer(net, mum, 'peer')
      room!.govern('+', peer.device)
      peer.open(room!)
      net.run()
      return peer.of('have').flatMap((frame) => frame.rows).length
    }
    expect(heard(RESOURCE.ROWS_PER_FORKED_DEVICE)).toBe(RESOURCE.ROWS_PER_FORKED_DEVICE)
    expect(heard(RESOURCE.ROWS_PER_FORKED_DEVICE + 1)).toBe(RESOURCE.ROWS_PER_FORKED_DEVICE)
  })
})
