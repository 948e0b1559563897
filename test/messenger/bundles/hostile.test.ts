import { beforeEach, describe, expect, it } from 'vitest'
import { BUNDLE_MAGIC, PIECE_BYTES, SectionWriter } from '../../../shared/bundle/index.ts'
import { concatBytes } from '../../../shared/codec/index.ts'
import { systemRng } from '../../../shared/crypto/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { type FrameOf, type WireBlock, encodeBlock, encodeFrame } from '../../../shared/sync/index.ts'
import { nodeCrypto } from '../../../src-main/engine/crypto/index.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { HostileMember, rawEntry } from '../../harness/hostile-member.ts'
import { Village, type Villager, seenBy, textsOf } from '../../harness/village.ts'

describe('[BNDL-2] a file by somebody who means no good', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let eve: Villager
  let family: RoomId
  let other: RoomId

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    eve = village.person('이브')
    await village.pair(mum, dad)
    await village.pair(mum, eve)
    family = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, eve.account] }))
    other = expectOk(mum.messenger.createRoom({ name: '둘만', members: [dad.account] }))
    await village.pass(10_000)
    village.partition([mum], [dad], [eve])
    await village.pass()
  })

  const secretOf = (who: Villager, room: RoomId): Uint8Array => {
    const secret = who.messenger.roomBook.byId(room)?.state.rs
    if (secret === undefined) throw new Error('not open')
    return secret
  }
  const forged = (secret: Uint8Array, frames: readonly Uint8Array[]): Uint8Array => {
    const writer = new SectionWriter(nodeCrypto(), systemRng().bytes(32), secret)
    return concatBytes(BUNDLE_MAGIC, ...frames.flatMap((frame) => [...writer.write(frame)]), writer.end())
  }
  const feed = (block: WireBlock) => encodeBlock({ room: 0, lane: 'feed' }, block)
  const bye = (...counts: [number, number, number, number]) => encodeFrame({ type: 'bye', counts })

  it('a member’s blocks are judged as in a session: illegal ones are refused, and nothing else is lost', () => {
    const hostile = new HostileMember(eve, family)
    const good = hostile.feed(hostile.update([hostile.entries([rawEntry(1)])]))
    const file = forged(secretOf(eve, family), [
      ...feed({ header: good.headerBytes, signature: good.signature, body: Uint8Array.from(good.body, (byte) => byte ^ 1) }),
      ...feed({ header: good.headerBytes, signature: new Uint8Array(64), body: good.body }),
      ...feed({ header: new Uint8Array(40), signature: undefined, body: new Uint8Array(9) }),
      ...feed({ header: good.headerBytes, signature: good.signature, body: good.body }),
      bye(0, 0, 4, 0),
    ])
    const { summary } = readBundle(dad, [file])
    expect(summary.messages).toBe(1)
    expect(summary.refused).toMatchObject({ BAD_SIG: 1 })
    expect(textsOf(dad, family)).toEqual(['글 1'])
  })

  it('[THREAT-52] blocks of one room under the secret of another, and a section that speaks of another room, are refused', () => {
    expectOk(mum.messenger.send(other, ['둘만 아는 말']))
    const room = mum.messenger.roomBook.byId(other)
    const rows = room?.chains.rows().find(({ device }) => device === mum.messenger.me().device)
    const sync = room === undefined ? undefined : mum.messenger.roomBook.sync(room.core.key)
    const { blocks } = sync?.serve(mum.messenger.me().device, rows?.ranges ?? [], 100_000) ?? { blocks: [] }
    expect(blocks.length).toBeGreaterThan(0)
    const mixed = forged(secretOf(mum, family), [...blocks.flatMap((block) => feed(block)), bye(0, 0, blocks.length, 0)])
    expect(readBundle(dad, [mixed]).summary).toMatchObject({ messages: 0, refused: { BAD_FRAME: blocks.length } })
    const handle = room?.core.handle
    if (handle === undefined) throw new Error('no room')
    const claiming = forged(secretOf(mum, family), [
      encodeFrame({ type: 'room', room: 0, handle } satisfies FrameOf<'room'>),
      ...blocks.flatMap((block) => feed(block)),
    ])
    expect(readBundle(dad, [claiming]).summary).toMatchObject({ messages: 0, cut: 1, refused: { BAD_FRAME: 1 } })
    expect(textsOf(dad, other)).toEqual([])
    expect(textsOf(dad, family)).toEqual([])
  })

  it('[THREAT-52] pieces of one section among those of another are damaged, and what is around them is read', () => {
    for (let at = 0; at < 60; at++) expectOk(mum.messenger.send(family, [`${at} ${'가'.repeat(2500)}`]))
    const [file = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'room', room: family } })
    const [wrong = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'room', room: family } })
    const pieces = (file.length - 8) / PIECE_BYTES
    expect(pieces).toBeGreaterThan(4)
    // The same room and place, another salt.
    const mixed = Uint8Array.from(file)
    mixed.set(wrong.subarray(8 + 2 * PIECE_BYTES, 8 + 3 * PIECE_BYTES), 8 + 2 * PIECE_BYTES)
    const { summary } = readBundle(dad, [mixed])
    expect(summary.damaged).toBe(1)
    expect(summary.messages).toBeGreaterThan(10)
    expect(readBundle(dad, [file]).summary).toMatchObject({ messages: 60 - summary.messages, damaged: 0 })
  })

  it('an end mark with wrong counts says that something is missing', () => {
    const hostile = new HostileMember(eve, family)
    const { headerBytes: header, signature, body } = hostile.feed(hostile.update([hostile.entries([rawEntry(1)])]))
    const frames = feed({ header, signature, body })
    for (const end of [bye(0, 0, 2, 0), bye(1, 0, 1, 0), encodeFrame({ type: 'bye' })])
      expect(readBundle(dad, [forged(secretOf(eve, family), [...frames, end])]).summary.cut).toBe(1)
    expect(readBundle(dad, [forged(secretOf(eve, family), [...frames, bye(0, 0, 1, 0)])]).summary.cut).toBe(0)
  })

  it('a removed member’s late words are set aside as in a session, and a stranger’s are refused', async () => {
    const hostile = new HostileMember(eve, family)
    const late = hostile.feed(hostile.update([hostile.entries([rawEntry(1)])]))
    const secret = secretOf(eve, family)
    expectOk(mum.messenger.act(family, { act: 'remove', account: eve.account }))
    readBundle(dad, bundleOf(mum, { target: { to: 'room', room: family } }))
    const { headerBytes: header, signature, body } = late
    readBundle(dad, [forged(secret, [...feed({ header, signature, body }), bye(0, 0, 1, 0)])])
    expect(textsOf(dad, family)).toEqual([])
    expect(expectOk(dad.messenger.members(family)).map(({ account }) => account)).not.toContain(eve.account)

    // Eve was never in the room of two; its secret alone, had she found it, would make her nobody there.
    const strange = readBundle(dad, [forged(secretOf(mum, other), [...feed({ header, signature, body }), bye(0, 0, 1, 0)])])
    expect(strange.summary.refused).toEqual({ BAD_FRAME: 1 })
  })

  it('a contact may tell of a room by his secret and bring nothing else by it', () => {
    const hostile = new HostileMember(mum, other)
    const { headerBytes: header, signature, body } = hostile.feed(hostile.update([hostile.entries([rawEntry(1)])]))
    const pairing = mum.messenger.people.matchKeys().find((match) => match.kind === 'contact' && match.account === dad.account)
    const room = mum.messenger.roomBook.byId(other)
    if (pairing === undefined || room === undefined) throw new Error('paired')
    const head = encodeFrame({ type: 'room', room: 0, handle: room.core.handle, reveal: other })
    const { summary } = readBundle(dad, [forged(pairing.key, [head, ...feed({ header, signature, body }), bye(0, 0, 1, 0)])])
    expect(summary).toMatchObject({ messages: 0, waiting: 1 })
    const lie = encodeFrame({ type: 'room', room: 0, handle: room.core.handle, reveal: family })
    const before = dad.messenger.rooms().length
    readBundle(dad, [forged(pairing.key, [lie, bye(0, 0, 0, 0)])])
    expect(dad.messenger.rooms()).toHaveLength(before)
  })

  it('[SYNC-13] nobody’s score suffers, and the rooms go on', async () => {
    const file = forged(secretOf(eve, family), [...feed({ header: new Uint8Array(40), signature: undefined, body: new Uint8Array(9) })])
    for (let at = 0; at < 20; at++) readBundle(dad, [file])
    village.partition([mum, dad, eve])
    expectOk(mum.messenger.send(family, ['다시 이어졌어요']))
    await village.pass(20_000)
    for (const who of [dad, eve]) expect(textsOf(who, family)).toEqual(['다시 이어졌어요'])
  })

  it('[BNDL-2] every truncation at a thousandth byte gives what was whole, and then the whole gives the rest', { timeout: 120_000 }, () => {
    expectOk(mum.messenger.send(family, ['하나']))
    expectOk(mum.messenger.send(other, ['둘']))
    const [file = new Uint8Array(0)] = bundleOf(mum, { target: { to: 'all' } })
    for (let bytes = 0; bytes < file.length; bytes += 1000) {
      const { summary, codes } = readBundle(dad, [file.subarray(0, bytes)])
      expect(codes.filter((code) => code !== 'NOT_A_BUNDLE')).toEqual([])
      expect(summary.damaged).toBe(0)
    }
    readBundle(dad, [file])
    expect(seenBy(dad, family).map(({ text }) => text)).toEqual(['하나'])
    expect(seenBy(dad, other).map(({ text }) => text)).toEqual(['둘'])
  })
})
