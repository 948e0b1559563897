import { describe, expect, it } from 'vitest'
import { toHex, utf8 } from '../../shared/codec/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { MatchKey } from '../../shared/sync/index.ts'
import { deviceNamed, namedRng } from '../harness/toy-room.ts'
import { TagBook } from '../../shared/sync/tag-book.ts'
import { nobleCrypto } from '../../shared/crypto/index.ts'
import { ToyNet, roomOf } from '../harness/toy-net.ts'
import { RawPeer } from './raw-peer.ts'

function setting(): { net: ToyNet; mum: ReturnType<ToyNet['peer']>; room: ReturnType<typeof roomOf>[number] } {
  const net = new ToyNet()
  const mum = net.peer('mum')
  const [room] = roomOf('family', [mum])
  net.run(1)
  return { net, mum, room: room! }
}
const key = (name: string): MatchKey => ({ kind: 'self', key: utf8(name.padEnd(32)) })

describe('tags', () => {
  const book = (own: string, peer: string, nonceSeed: string): TagBook =>
    new TagBook(nobleCrypto(), namedRng(nonceSeed), { own: deviceNamed(own), peer: deviceNamed(peer) })

  it('[SYNC-2] match only the same key, pair and direction; nothing reflected, relayed or replayed does (P13)', () => {
    const [a, b] = [book('a', 'b', '1'), book('b', 'a', '2')]
    a.hello(b.nonce)
    b.hello(a.nonce)
    const fromA = a.frame([key('k')])
    b.heard(fromA)
    expect(b.matches([key('other'), key('k')])).toEqual([key('k')])
    expect(b.matches([key('other')])).toEqual([])
    a.heard(fromA)
    expect(a.matches([key('k')])).toEqual([])
    const relayed = book('c', 'a', '3')
    relayed.hello(a.nonce)
    relayed.heard(fromA)
    expect(relayed.matches([key('k')])).toEqual([])
    const later = book('b', 'a', '4')
    later.hello(a.nonce)
    later.heard(fromA)
    expect(later.matches([key('k')])).toEqual([])
  })

  it('[SYNC-3] know whether the newest list names what matched, or came too late for it', () => {
    const tags = book('a', 'b', '1')
    tags.hello(namedRng('n').bytes(16))
    expect(tags.hasNamed([key('k')])).toBe(false)
    tags.frame([key('k')])
    expect([tags.hasNamed([key('k')]), tags.hasNamed([key('k'), key('later')]), tags.hasNamed([])]).toEqual([true, false, true])
  })

  it('[SYNC-3] are padded to a power of two from 16 to 1,024, and a second list shares none with the first', () => {
    const sizes = [0, 1, 16, 17, 33, 1024, 1025].map((count) => {
      const tags = book('a', 'b', '1')
      tags.hello(namedRng('n').bytes(16))
      return tags.frame(Array.from({ length: count }, (_, i) => key(`k${i}`))).tags.length
    })
    expect(sizes).toEqual([16, 16, 16, 32, 64, 1024, 1024])
    const tags = book('a', 'b', '1')
    tags.hello(namedRng('n').bytes(16))
    const lists = [tags.frame([key('k')]), tags.frame([key('k')])].map((frame) => new Set(frame.tags.map(toHex)))
    expect([...lists[0]!].filter((text) => lists[1]!.has(text))).toEqual([])
  })
})

describe('strangers', () => {
  it('[SYNC-1] without HELLO are gone after 5 s, without a match after 30 s, and learn nothing', () => {
    const { net, mum } = setting()
    const silent = new RawPeer(net, mum, 'silent')
    const stranger = new RawPeer(net, mum, 'stranger')
    stranger.hello()
    stranger.send(stranger.tags.frame([key('guess')]), { type: 'ident', card: utf8('stranger') }, { type: 'ping' })
    net.run(RESOURCE.HELLO_TIMEOUT_MS - 1)
    expect([silent.isClosed, stranger.isClosed]).toEqual([false, false])
    net.run(1)
    expect([silent.isClosed, stranger.isClosed]).toEqual([true, false])
    stranger.send({ type: 'ping' })
    net.run(RESOURCE.UNMATCHED_SESSION_MS - RESOURCE.HELLO_TIMEOUT_MS)
    expect(stranger.isClosed).toBe(true)
    expect(new Set(stranger.heard.map((frame) => frame.type))).toEqual(new Set(['hello', 'tags', 'pong', 'ping', 'bye']))
    expect(mum.opened).toEqual([])
    expect(mum.hub.sessions()).toEqual([])
  })

  it('[SYNC-3] may send nothing but knocks before a match', () => {
    const { net, mum, room } = setting()
    const stranger = new RawPeer(net, mum, 'stranger')
    stranger.hello()
    stranger.send({ type: 'room', room: 1, handle: room.handle }, { type: 'knock', payload: utf8('let me in') })
    expect(stranger.errors()).toEqual(['NO_TAG'])
    expect(mum.knocks).toHaveLength(1)
    for (let i = 0; i < 4; i++) stranger.send({ type: 'have', room: 1, rows: [] })
    expect(stranger.isClosed).toBe(true)
    expect(mum.hub.bannedMs(stranger.device)).toBe(RESOURCE.BAN_MS)
    const back = new RawPeer(net, mum, 'stranger')
    expect(back.isClosed).toBe(true)
  })

  it('[SYNC-3] go on when a key was learnt meanwhile', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    net.connect(mum, dad)
    net.run()
    mum.onKnock = (session) => session.knockReply(utf8('welcome'))
    dad.hub.sessions()[0]!.knock(utf8('hello'))
    net.run()
    expect(dad.replies).toEqual([utf8('welcome')])
    const [hers, his] = roomOf('family', [mum, dad])
    hers!.write(3)
    net.run(1000)
    expect(his!.feedRows()).toEqual(hers!.feedRows())
    net.run(RESOURCE.UNMATCHED_SESSION_MS)
    expect(mum.hub.sessions()).toHaveLength(1)
  })

  it('[SYNC-3] who changes much tells tags no faster than a stranger is heard, and is found all the same', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    net.connect(mum, dad)
    net.run()
    // Rooms he knows nothing of, and looking again at what did not change.
    for (let at = 0; at < 12; at++) {
      mum.join(`without him ${at}`)
      net.run(1)
      mum.hub.rematch()
      net.run(1)
    }
    const [hers, his] = roomOf('family', [mum, dad])
    hers!.write(3)
    net.run(RESOURCE.UNMATCHED_SESSION_MS - 1_000)
    expect([...mum.hub.counters.refused, ...dad.hub.counters.refused]).toEqual([])
    expect([mum.opened.length, dad.opened.length]).toEqual([1, 1])
    expect(his!.feedRows()).toEqual(hers!.feedRows())
  })

  it("[SYNC-1] a card that is not the stream's device ends the session", () => {
    const { net, mum, room } = setting()
    const liar = new RawPeer(net, mum, 'liar')
    liar.hello()
    liar.send(liar.tags.frame([{ kind: 'room', room: 1, key: room.tagKey }]), { type: 'ident', card: utf8('mum') })
    expect(liar.isClosed).toBe(true)
    expect(mum.hub.counters.refused.get('BAD_SIG')).toBe(1)
    expect(mum.opened).toEqual([])
  })
})

describe('versions (P8)', () => {
  it.each([
    [[1, 1], true],
    [[1, 9], true],
    [[2, 9], false],
  ] as const)('[ENC-4] a peer of %j: %s', (versions, isWelcome) => {
    const { net, mum } = setting()
    const peer = new RawPeer(net, mum, 'peer')
    peer.hello(versions)
    expect(peer.of('tags').length > 0).toBe(isWelcome)
    expect(peer.of('bye').map(({ code }) => code)).toEqual(isWelcome ? [] : ['UNSUPPORTED'])
    expect(mum.hub.bannedMs(peer.device)).toBe(0)
  })
})

describe('standing', () => {
  it('[SYNC-4] knowing the room is never enough: no blocks, no rows of others, whatever is asked', () => {
    const { net, mum, room } = setting()
    room.write(5)
    const nobody = new RawPeer(net, mum, 'nobody')
    nobody.open(room)
    nobody.send({ type: 'want', room: 1, number: 1, device: mum.device, ranges: [[1, 5]], max: 1000 }, { type: 'have', room: 1, rows: [] })
    room.write(1)
    room.writeStatus(1)
    net.run(5000)
    expect(nobody.of('block')).toEqual([])
    expect(nobody.of('have')).toEqual([])
    expect(nobody.of('status')).toEqual([])
    expect(nobody.of('govHave').flatMap(({ rows }) => rows)).toEqual([])
    expect(nobody.errors()).toContain('NOT_LIVE')
    expect(nobody.of('wantEnd')).toEqual([expect.objectContaining({ number: 1, complete: false })])
  })

  it('[SYNC-4] even a live device gets nothing before it said it sent what we lack', () => {
    const { net, mum, room } = setting()
    const eager = new RawPeer(net, mum, 'eager')
    room.govern('+', eager.device)
    room.write(1)
    net.run(1)
    eager.match(room)
    eager.send({ type: 'room', room: 1, handle: room.handle }, { type: 'govHave', room: 1, rows: [], more: false })
    net.run(100)
    expect(eager.of('have')).toEqual([])
    expect(eager.of('block').map(({ lane }) => lane)).toEqual(['gov', 'gov'])
    expect(eager.of('wantEnd')).toEqual([{ type: 'wantEnd', room: 1, number: 0, complete: true }])
    eager.send({ type: 'wantEnd', room: 1, number: 0, complete: true })
    net.run(100)
    expect(eager.of('have')).toHaveLength(1)
  })

  it('[SYNC-7] who lacks what came before is told of a new block, not pushed it', () => {
    const { net, mum, room } = setting()
    const behind = new RawPeer(net, mum, 'behind')
    room.govern('+', behind.device)
    room.write(2)
    net.run(1)
    behind.open(room)
    net.run(100)
    room.write(1)
    net.run(100)
    expect(behind.of('block').filter(({ lane }) => lane === 'feed')).toEqual([])
    expect(behind.of('have').at(-1)?.rows).toEqual(room.feedRows())
    behind.send({ type: 'have', room: 1, rows: room.feedRows() })
    room.write(2)
    behind.line.settle()
    expect(behind.of('block').filter(({ lane }) => lane === 'feed')).toHaveLength(2)
  })

  it('[SYNC-4] governance that proves an admission opens the room; losing standing closes it', () => {
    const net = new ToyNet()
    const [mum, dad, shop] = [net.peer('mum'), net.peer('dad'), net.peer('shop')]
    const [hers, his, its] = [mum, dad, shop].map((peer) => peer.join('group'))
    for (const peer of [mum, dad]) hers!.govern('+', peer.device)
    his!.gov.set(mum.device, [...hers!.gov.get(mum.device)!])
    net.run(1)
    hers!.govern('+', shop.device)
    its!.gov.set(mum.device, [...hers!.gov.get(mum.device)!])
    his!.write(3)
    // Dad has not heard of the shop's admission; the shop brings it.
    net.connect(dad, shop)
    net.run()
    expect(its!.feedRows()).toEqual(his!.feedRows())
    his!.govern('-', shop.device)
    net.run()
    his!.write(2)
    net.run(5000)
    expect(its!.feed.get(dad.device)?.size).toBe(3)
  })
})
