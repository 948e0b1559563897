/** RECORD frames at the wire (docs/spec/records.md): from whom they are heard, and what they cost. */
import { describe, expect, it } from 'vitest'
import { utf8 } from '../../shared/codec/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'
import { RawPeer } from './raw-peer.ts'

const RECORD = { type: 'record', content: utf8('anything') } as const

function scene() {
  const net = new ToyNet()
  const mum = net.peer('mum')
  const [room] = roomOf('family', [mum])
  if (room === undefined) throw new Error('a room was made')
  const peer = new RawPeer(net, mum, 'peer')
  return { net, mum, room, peer }
}

describe('[REC-3] RECORD', () => {
  it('is handed over as it came, from a peer that is known, and goes to one', () => {
    const { net, mum, room, peer } = scene()
    peer.open(room)
    net.run()
    peer.send(RECORD)
    expect([mum.records, peer.errors()]).toEqual([[RECORD.content], []])
    const [session] = mum.hub.sessions()
    expect(session?.tellRecords(utf8('a word'))).toBe(true)
    net.run()
    expect(peer.of('record')).toEqual([{ type: 'record', content: utf8('a word') }])
    expect(session?.nonces).toEqual({ own: peer.of('hello')[0]?.nonce, peer: peer.tags.nonce })
  })

  it('of a stranger is NO_TAG, and a stranger is told none', () => {
    const { mum, peer } = scene()
    peer.hello()
    peer.send(RECORD)
    expect([mum.records, peer.errors(), mum.hub.sessions()[0]?.tellRecords(utf8('a word'))]).toEqual([[], ['NO_TAG'], false])
  })

  it('costs what the host says, and is refused with that code', () => {
    const { net, mum, room, peer } = scene()
    peer.open(room)
    net.run()
    mum.onRecord = 'BAD_SIG'
    peer.send(RECORD, RECORD)
    expect([peer.errors().slice(0, 1), peer.isClosed, mum.hub.bannedMs(peer.device)]).toEqual([['BAD_SIG'], true, RESOURCE.BAN_MS])
  })

  it('is not queued for who reads slowly: it is said again later', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    roomOf('family', [mum, dad])
    net.connect(mum, dad, { highWaterBytes: 64 })
    net.run()
    const [session] = mum.hub.sessions()
    expect([session?.tellRecords(new Uint8Array(1000)), session?.tellRecords(new Uint8Array(1000))]).toEqual([true, false])
    net.run()
    expect(dad.records).toHaveLength(1)
  })
})
