/** What contacts, carriers and members can do besides blocks: rooms revealed by the thousand, forged carry tokens, statuses and rows that lie. */
import { beforeEach, describe, expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { hostileScene } from '../harness/hostile-scene.ts'
import { HostileMember, type Victim, rawEntry, sessionOf } from '../harness/hostile-member.ts'
import { aDevice } from '../harness/person.ts'
import { type Village, type Villager, textsOf } from '../harness/village.ts'
import { encodeForkProof, forkProof, sealBlock, statusCodec } from '../../shared/feeds/block/index.ts'
import { statusPlain } from '../../shared/custody/index.ts'
import { type AccountId, type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import { type CarryFields, issueCarry } from '../../shared/messenger/carrying/carry-token.ts'
import { Keeper } from '../../shared/messenger/carrying/keeper.ts'
import { encodeGovBody, encodeGovPlain } from '../../shared/rooms/governance/index.ts'
import { roomHandle } from '../../shared/rooms/keys/index.ts'

describe('a hostile contact', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let eve: Villager
  let room: RoomId
  let hostile: HostileMember
  let victim: Victim

  beforeEach(async () => {
    ;({ village, mum, dad, eve, room, hostile, victim } = await hostileScene({ isApart: true }))
  })

  it('[SYNC-4] reveals rooms that are none: so many and no more, and none is listed', () => {
    const { crypto } = hostile.room.core
    const { roomBook } = mum.messenger
    const before = [mum.messenger.rooms().length, roomBook.registry.keys().length] as const
    const reveal = (number: number, by: AccountId): unknown => {
      const id = idFromBytes('room', crypto.sha256(Uint8Array.of(number >> 8, number & 255)))
      return roomBook.revealed(roomHandle(crypto, id), id, 'group', by)
    }
    const made = Array.from({ length: RESOURCE.REVEALED_ROOMS_PER_ACCOUNT + 20 }, (_, at) => reveal(at, eve.account))
    expect(made.filter((key) => key !== undefined)).toHaveLength(RESOURCE.REVEALED_ROOMS_PER_ACCOUNT)
    expect(reveal(5000, dad.account)).toBeDefined()
    expect(mum.messenger.rooms()).toHaveLength(before[0])
    expect(roomBook.registry.keys()).toHaveLength(before[1] + RESOURCE.REVEALED_ROOMS_PER_ACCOUNT + 1)
    const id = idFromBytes('room', new Uint8Array(32).fill(1))
    expect(roomBook.revealed(idFromBytes('handle', new Uint8Array(16)), id, 'group', dad.account)).toBeUndefined()
  })

  it('[DLV-5] tells lies about its own holdings only: forged, replayed and absurd statuses change nothing else', async () => {
    const [message] = expectOk(mum.messenger.send(room, ['어디까지 갔나']))
    if (message === undefined) throw new Error('one was sent')
    const { sync, session } = victim
    const plain = (rows: readonly unknown[]): Uint8Array =>
      statusPlain.encode({ pepper: new Uint8Array(16), t: 1, rows: rows as never, read: { t: 2 ** 52, c: 0, id: message } })
    const everything = [{ device: victim.room.core.keys.device, governance: 1, feed: [[1, 2 ** 52]] }]
    const forged = hostile.status(plain(everything), 2 ** 51, dad.messenger.me().device)
    expect(sync.acceptStatus(session, forged)).toBe('BAD_SIG')
    expect(sync.acceptStatus(session, hostile.status(plain(everything), 5, mum.messenger.me().device))).toBe('old')
    expect(sync.acceptStatus(session, new Uint8Array(200).fill(0x81))).toBe('BAD_FRAME')
    expect(sync.acceptStatus(session, hostile.status(new Uint8Array(40), 2 ** 50))).toBeUndefined()
    expect(sync.acceptStatus(session, hostile.status(plain(everything), 2 ** 50))).toBe('old')
    expect(sync.acceptStatus(session, hostile.status(plain(everything), Number.MAX_SAFE_INTEGER))).toBeUndefined()
    expect(sync.acceptStatus(session, hostile.status(plain(everything), Number.MAX_SAFE_INTEGER))).toBe('old')
    const { delivery } = expectOk(mum.messenger.message(message))
    // About herself she may lie; Dad's part is not hers to tell.
    expect(delivery).toMatchObject({ read: 1, delivered: 1, of: 2 })
    await village.pass()
    expect(expectOk(mum.messenger.message(message)).delivery).toMatchObject({ read: 1, delivered: 2 })
    expect(mum.messenger.roomBook.failures).toEqual([])
  })

  it('[DLV-1] rows of one device do not take back what was said of another', () => {
    const { sync, session, room: held } = victim
    const [a, b] = [held.core.keys.device, dad.messenger.me().device]
    const head = idFromBytes('block', new Uint8Array(32).fill(1))
    sync.peerHolds(session, [{ device: a, ranges: [[1, 9]], head }])
    sync.peerHolds(session, [{ device: b, ranges: [[1, 2]], head }])
    const feeds = held.custody.holdings().find(({ device }) => device === session.device)?.feeds
    expect([feeds?.get(a), feeds?.get(b)]).toEqual([[[1, 9]], [[1, 2]]])
  })

  it('[DLV-1] rows of a thousand made-up devices are not kept', () => {
    const { sync, session, room: held } = victim
    const head = idFromBytes('block', new Uint8Array(32).fill(1))
    for (let page = 0; page < 4; page++) {
      const rows = Array.from({ length: RESOURCE.ROWS_PER_PAGE }, (_, at) => ({
        device: idFromBytes(
          'device',
          new Uint8Array(32)
            .fill(page)
            .with(0, at >> 8)
            .with(1, at & 255),
        ),
        ranges: [[1, 2 ** 52]] as const,
        head,
      }))
      sync.peerHolds(session, rows)
    }
    const kept = held.core.store.values.get(`acks/${held.core.key}`, session.device)
    expect(kept?.length ?? 0).toBeLessThan(64)
  })

  it('[DLV-1] strangers in governance and holes in a feed do not keep this device from saying what it holds', async () => {
    const { core, keyring } = hostile.room
    const keys = keyring.governance(hostile.epoch)
    if (keys === undefined) throw new Error('no key')
    const blocks = Array.from({ length: INTRINSIC.ROOM_DEVICES + 10 }, (_, at) => {
      const { device, seed } = aDevice(core.crypto, at >> 8, at & 255)
      return sealBlock(core.crypto, {
        seed,
        key: keys.gov(device),
        draft: { handle: core.handle, device, lane: 0, seq: 1, prev: undefined, kind: 0, epoch: hostile.epoch },
        plaintext: encodeGovPlain({ pepper: new Uint8Array(16), parents: [], t: 1, actions: [{ type: 'leave' }] }),
        body: (sealed) => encodeGovBody({ sealed }),
      })
    })
    expect(victim.governance(...blocks).done).toBe(blocks.length)
    expectOk(mum.messenger.send(room, ['여기']))
    await village.pass()
    expect(mum.messenger.roomBook.failures).toEqual([])
    const status = victim.sync.status(mum.messenger.me().device)
    expect(statusCodec.decode(status ?? new Uint8Array(0)).ok).toBe(true)
    expect(textsOf(dad, room)).toEqual(['여기'])
  })

  it('[FORK-1] a proof against somebody else needs his signatures', () => {
    const { sync, session, room: held } = victim
    const [one, two] = [rawEntry(1), rawEntry(2)].map((entry) =>
      hostile.feed(hostile.update([hostile.entries([entry])]), { device: dad.messenger.me().device, seq: 1, prev: undefined }),
    )
    if (one === undefined || two === undefined) throw new Error('two blocks')
    const proof = forkProof(one, two)
    if (proof === undefined) throw new Error('no proof')
    expect(sync.acceptProof(session, encodeForkProof(proof))).toBe('BAD_SIG')
    expect(sync.acceptProof(session, new Uint8Array(100))).toBe('BAD_FRAME')
    expect(held.forks.isForked(dad.messenger.me().device)).toBe(false)
  })

  it('[CARR-1] [T38] tokens: forged, foreign, late, of a time to come, or over another contact’s room are refused', () => {
    const { core } = victim.room
    const now = village.clock.now()
    const carrying = keeperOf(mum, hostile)
    for (const { account } of [eve, dad]) carrying.allow(account, RESOURCE.CARRY_ACCOUNT_BYTES)
    const handle = idFromBytes('handle', new Uint8Array(16).fill(5))
    const fields = (by: HostileMember, more: Partial<CarryFields> = {}): CarryFields => ({
      handle,
      carrier: core.keys.device,
      issuer: by.device,
      n: now,
      expires: now + 1000,
      quota: 1_000_000,
      devices: [by.device],
      tagKey: new Uint8Array(32),
      ...more,
    })
    const ask = (by: HostileMember, more: Partial<CarryFields> = {}, seed = by.room.core.keys.seed): unknown =>
      carrying.asked(sessionOf(by.device, by.who), issueCarry(core.crypto, seed, fields(by, more)))?.key
    const honest = new HostileMember(dad, room)
    expect(ask(hostile, {}, honest.room.core.keys.seed)).toBeUndefined()
    expect(ask(hostile, { issuer: honest.device })).toBeUndefined()
    expect(ask(hostile, { carrier: honest.device })).toBeUndefined()
    expect(ask(hostile, { expires: now })).toBeUndefined()
    expect(ask(hostile, { expires: now + RESOURCE.CARRY_TERM_MS + 1 })).toBeUndefined()
    expect(ask(hostile, { quota: RESOURCE.CARRY_QUOTA_BYTES + 1 })).toBeUndefined()
    expect(ask(hostile, { n: now + RESOURCE.CLOCK_DOUBT_MS + 1 })).toBeUndefined()
    expect(ask(hostile, { handle: core.handle })).toBeUndefined()
    expect(carrying.asked(sessionOf(hostile.device, eve), new Uint8Array(50))).toBeUndefined()
    expect(ask(honest)).toBeDefined()
    expect(ask(hostile, { n: now + 1 })).toBeUndefined()
    expect(ask(honest, { n: now })).toBeUndefined()
    expect(ask(honest, { n: now + 1 })).toBeDefined()
    const many = Array.from({ length: RESOURCE.CARRIED_ROOMS_PER_ACCOUNT + 4 }, (_, at) =>
      ask(hostile, { handle: idFromBytes('handle', new Uint8Array(16).fill(at + 10)) }),
    )
    expect(many.filter((key) => key !== undefined)).toHaveLength(RESOURCE.CARRIED_ROOMS_PER_ACCOUNT)
  })

  it('[CARR-2] [T38] governance counts in the quota, and a token that ran out serves nobody', () => {
    const { core } = victim.room
    const now = village.clock.now()
    const carrying = keeperOf(mum, hostile)
    carrying.allow(eve.account, RESOURCE.CARRY_ACCOUNT_BYTES)
    const handle = idFromBytes('handle', new Uint8Array(16).fill(5))
    const token = issueCarry(core.crypto, hostile.room.core.keys.seed, {
      handle,
      carrier: core.keys.device,
      issuer: hostile.device,
      n: now,
      expires: now + 1000,
      quota: 5000,
      devices: [hostile.device],
      tagKey: new Uint8Array(32),
    })
    const key = carrying.asked(sessionOf(hostile.device, eve), token)?.key
    const carried = key === undefined ? undefined : carrying.sync(key)
    if (carried === undefined) throw new Error('not carried')
    let end: { seq: number; prev: ReturnType<HostileMember['gov']>['id'] | undefined } = { seq: 1, prev: undefined }
    const codes: string[] = []
    for (let at = 0; at < 8; at++) {
      const block = hostile.gov([{ type: 'leave' }], { draft: { handle, ...end }, body: { pastFeed: new Uint8Array(1000) } })
      end = { seq: block.header.seq + 1, prev: block.id }
      const wire = { header: block.headerBytes, signature: block.signature, body: block.body }
      codes.push(...carried.acceptGovernance(victim.session, [wire]).refused.map(({ code }) => code))
    }
    expect(codes[0]).toBe('QUOTA')
    expect(carried.governanceRows()[0]?.count).toBeLessThan(5)
    expect(carried.standing(hostile.device)).toBe('live')
    expect(carried.standing(dad.messenger.me().device)).toBe('none')
    village.clock.advance(1001)
    expect(carried.standing(hostile.device)).toBe('none')
  })
})

/** The carrier's side, over the same store. */
function keeperOf(who: Villager, { room }: HostileMember): Keeper {
  const { crypto, clock } = room.core
  const { people, roomBook: rooms } = who.messenger
  const hub = () => undefined
  return new Keeper({ store: who.store, crypto, clock, identity: people.identity(), rooms, people, hub, changed: hub })
}
