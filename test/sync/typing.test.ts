/** SYNC-18 at the wire: who is told that somebody types, and what it costs to say it wrongly. */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { CAPABILITIES } from '../../shared/sync/frames/index.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'
import type { ToyPeer, ToyRoom } from '../harness/toy-room.ts'
import { RawPeer } from './raw-peer.ts'

interface Scene {
  readonly net: ToyNet
  readonly mum: ToyPeer
  readonly room: ToyRoom
  /** A live member that speaks raw frames; its number 1 is the room. */
  readonly peer: RawPeer
}

function scene(caps: number = CAPABILITIES.typing): Scene {
  const net = new ToyNet()
  const mum = net.peer('mum')
  const [room] = roomOf('family', [mum])
  if (room === undefined) throw new Error('a room was made')
  const peer = new RawPeer(net, mum, 'peer')
  peer.caps = caps
  room.govern('+', peer.device)
  peer.open(room)
  net.run()
  return { net, mum, room, peer }
}

const ON = { type: 'typing', room: 1, isTyping: true } as const
const OFF = { ...ON, isTyping: false } as const

describe('who types', () => {
  it('[SYNC-18] is told to live devices over any number of lines once, and comes with room and device', () => {
    const net = new ToyNet()
    const [mum, dad, child] = [net.peer('mum'), net.peer('dad'), net.peer('child')]
    const [room] = roomOf('family', [mum, dad])
    child.join('another')
    for (const other of [dad, dad, child]) net.connect(mum, other)
    net.run()
    mum.hub.typing(room!.key, true)
    mum.hub.typing(room!.key, false)
    net.run()
    expect(dad.typing).toEqual([
      { device: mum.device, room: 1, isTyping: true },
      { device: mum.device, room: 1, isTyping: false },
    ])
    expect(child.typing).toEqual([])
  })

  it('[SYNC-18] is never told to a version that did not announce that it knows the frame', () => {
    for (const [caps, count] of [
      [0, 0],
      [2, 0],
      [CAPABILITIES.typing, 1],
      [7, 1],
    ] as const) {
      const { mum, room, peer, net } = scene(caps)
      mum.hub.typing(room.key, true)
      net.run()
      expect(peer.of('typing')).toHaveLength(count)
      expect(peer.of('hello')[0]?.caps).toBe(CAPABILITIES.typing + CAPABILITIES.carrierStatus)
    }
  })

  it('[SYNC-18] is never told to a carrier, nor to who was removed', () => {
    const { mum, room, peer, net } = scene()
    mum.carriers.add(peer.device)
    mum.hub.typing(room.key, true)
    net.run()
    expect(peer.of('typing')).toEqual([])
    mum.carriers.delete(peer.device)
    room.govern('-', peer.device)
    mum.hub.typing(room.key, true)
    net.run()
    expect(peer.of('typing')).toEqual([])
  })

  it('[SYNC-18] is dropped for who reads slowly: nothing is queued', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [room] = roomOf('family', [mum, dad])
    net.connect(mum, dad, { highWaterBytes: 64 })
    net.run()
    room!.write(1, 10_000)
    const before = queued(mum)
    mum.hub.typing(room!.key, true)
    expect(queued(mum)).toBe(before)
    net.run()
    expect(dad.typing).toEqual([])
  })
})

describe('a hostile peer', () => {
  it('[SYNC-18] that floods is heard TYPING_BURST times, then RATE, then banned', () => {
    const { mum, peer } = scene()
    for (let at = 0; at < RESOURCE.TYPING_BURST; at++) peer.send(at % 2 === 0 ? ON : OFF)
    expect(mum.typing).toHaveLength(RESOURCE.TYPING_BURST)
    expect(peer.errors()).toEqual([])
    peer.send(ON)
    expect(mum.typing).toHaveLength(RESOURCE.TYPING_BURST)
    expect(peer.errors()).toEqual(['RATE'])
    for (let at = 0; at < 10; at++) peer.send(ON)
    expect([peer.isClosed, mum.hub.bannedMs(peer.device)]).toEqual([true, RESOURCE.BAN_MS])
  })

  it('[SYNC-18] one a second goes on for ever', () => {
    const { mum, net, peer } = scene()
    for (let at = 0; at < 200; at++) {
      peer.send(ON)
      net.run(RESOURCE.TYPING_GAP_MS)
    }
    expect(mum.typing).toHaveLength(200)
    expect(peer.errors()).toEqual([])
  })

  it('[SYNC-18] that is no live member is heard by nobody', () => {
    const { mum, room, peer } = scene()
    mum.carriers.add(peer.device)
    peer.send(ON)
    mum.carriers.delete(peer.device)
    room.govern('-', peer.device)
    peer.send(ON)
    expect([mum.typing, peer.errors()]).toEqual([[], ['NOT_LIVE', 'NOT_LIVE']])
    expect(mum.hub.bannedMs(peer.device)).toBe(0)
  })

  it('[SYNC-18] a number bound to nothing is a broken frame, one of a room that is not here is heard by nobody', () => {
    const { mum, peer } = scene()
    peer.send({ ...ON, room: 9 })
    expect([mum.typing, peer.errors()]).toEqual([[], ['BAD_FRAME']])
    const { mum: other, peer: second } = scene()
    second.send({ type: 'room', room: 2, handle: new ToyNet().peer('x').join('elsewhere').handle }, { ...ON, room: 2 })
    expect([other.typing, second.errors()]).toEqual([[], []])
  })

  it('[SYNC-18] a stranger, and a room that was never opened, pay for it', () => {
    const net = new ToyNet()
    const mum = net.peer('mum')
    mum.join('family')
    const stranger = new RawPeer(net, mum, 'stranger')
    stranger.hello()
    stranger.send(ON)
    expect([mum.typing, stranger.errors()]).toEqual([[], ['NO_TAG']])
  })
})

function queued(peer: ToyPeer): number {
  return peer.hub.sessions().reduce((sum, session) => sum + ('queuedBytes' in session ? Number(session.queuedBytes) : 0), 0)
}
