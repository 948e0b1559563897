/** What a member of a room can do to its governance with blocks no honest device writes: bounded, counted, and in nobody's way. */
import { beforeEach, describe, expect, it } from 'vitest'
import { aDevice, aPerson, certifyByAccount } from '../harness/person.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { hostileScene } from '../harness/hostile-scene.ts'
import { HostileMember, Victim, wireOf } from '../harness/hostile-member.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'
import { sealBlock } from '../../shared/feeds/block/index.ts'
import { type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'
import { type Action, encodeGovBody, encodeGovPlain } from '../../shared/rooms/governance/index.ts'
import type { WireBlock } from '../../shared/sync/index.ts'
import { blockFacts } from '../../shared/sync/block-facts.ts'
import { epochKeys, sealGrants, sealPastGov } from '../../shared/rooms/keys/index.ts'

describe('governance by a hostile member', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let eve: Villager
  let room: RoomId
  let hostile: HostileMember
  let victim: Victim

  beforeEach(async () => {
    ;({ village, mum, dad, eve, room, hostile, victim } = await hostileScene())
  })

  it('[GOV-12] [T21] under keys nobody has fills its own share and keeps no honest op out', () => {
    const bytes = 60 * 1024
    const codes: string[] = []
    for (let at = 0; at * bytes <= RESOURCE.WAITING_BYTES_PER_DEVICE + 2 * bytes; at++) {
      const { epoch, secret } = hostile.madeUpEpoch(at)
      const accepted = victim.governance(
        hostile.gov([setting(40)], { draft: { epoch }, secret, body: { pastFeed: new Uint8Array(bytes) } }),
      )
      codes.push(...victim.codes(accepted))
      if (codes.length > 0) break
    }
    expect(codes).toEqual(['QUOTA'])
    const theirs = new HostileMember(dad, room)
    const { core, state } = theirs.room
    const secret = core.rng.bytes(32)
    const epoch = idFromBytes('epoch', core.rng.bytes(16))
    expect(state.members.size).toBe(3)
    expect(victim.governance(theirs.gov([setting(1)], { draft: { epoch }, secret }))).toMatchObject({ done: 1, refused: [] })
  })

  it('[GOV-12] [T21] in the names of devices nobody introduced is kept within bounds, certificates of their own or not', () => {
    const { core, keyring } = hostile.room
    const keys = keyring.governance(hostile.epoch)
    if (keys === undefined) throw new Error('no key')
    const before = victim.room.log.size
    const blocks = Array.from({ length: RESOURCE.STRANGE_GOV_BLOCKS + 3 }, (_, at) => {
      const keysOf = aDevice(core.crypto, at >> 8, at & 255)
      return sealBlock(core.crypto, {
        seed: keysOf.seed,
        key: keys.gov(keysOf.device),
        draft: { handle: core.handle, device: keysOf.device, lane: 0, seq: 1, prev: undefined, kind: 0, epoch: hostile.epoch },
        plaintext: encodeGovPlain({ pepper: new Uint8Array(16), parents: [], t: 1, actions: [setting(1)] }),
        body: (sealed) => encodeGovBody({ sealed }),
      })
    })
    expect(victim.codes(victim.governance(...blocks))).toEqual(['QUOTA', 'QUOTA', 'QUOTA'])
    expect(victim.room.log.size - before).toBe(RESOURCE.STRANGE_GOV_BLOCKS)
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 3 }))
  })

  it('[GOV-2] [T26] an admin act by a member counts for nothing, and is kept', () => {
    const acts: readonly Action[] = [
      { type: 'raise', account: eve.account, role: 4 },
      { type: 'remove', account: mum.account, cuts: new Map() },
      { type: 'limit', account: dad.account, role: 0, cuts: new Map() },
      setting(7),
      { type: 'hide', messages: [], hidden: true },
      { type: 'upgrade', features: [1] },
      { type: 'carrier', device: hostile.device, on: true },
    ]
    for (const act of acts) expect(victim.governance(hostile.gov([act]))).toMatchObject({ done: 1, refused: [] })
    const { state } = victim.room
    expect(new Map([...state.members].map(([account, { role }]) => [account, role]))).toEqual(
      new Map([
        [mum.account, 4],
        [dad.account, 2],
        [eve.account, 2],
      ]),
    )
    expect([state.needsUpdate, state.carriers.size, mum.messenger.rooms().find((each) => each.room === room)?.name]).toEqual([
      false,
      0,
      '우리 동네',
    ])
  })

  it('[GOV-13] [T34] admits nobody who never asked', () => {
    const stranger = aPerson(hostile.room.core.crypto, 77)
    const certificates = [certifyByAccount(hostile.room.core.crypto, stranger, stranger.device)]
    victim.governance(hostile.gov([{ type: 'admit', account: stranger.account, certificates, role: 2 }]))
    expect(victim.room.state.members.has(stranger.account)).toBe(false)
    expect(victim.room.state.devices.get(stranger.device.device)?.live).not.toBe(true)
  })

  it('[KEY-5] asking for keys over and over makes nobody write over and over', () => {
    const before = victim.room.log.size
    for (let at = 0; at < 50; at++) victim.sync.grantWanted(victim.session, [hostile.epoch, hostile.madeUpEpoch(at).epoch])
    expect(victim.room.log.size - before).toBeLessThanOrEqual(1)
    expect(INTRINSIC.GOV_OPS_PER_DEVICE).toBeGreaterThan(victim.room.log.size)
  })

  it('[KEY-4] [T28] a wrong governance key told first does not lock a newcomer out', async () => {
    const { core, keyring, state } = hostile.room
    const full = keyring.full(hostile.epoch)
    if (full === undefined) throw new Error('no key')
    // Eve tells a wrong key of the first epoch, under the epoch that the newcomer will be given.
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    await village.pass()
    const first = state.epochs[0]?.id
    const now = hostile.room.keyring.full(hostile.epoch)
    if (first === undefined || now === undefined) throw new Error('no epoch')
    const pastGov = sealPastGov(core.crypto, now, hostile.epoch, new Map([[first, new Uint8Array(32).fill(7)]]))
    const lie = new HostileMember(eve, room)
    expect(victim.governance(lie.gov([setting(1)], { body: { pastGov } }))).toMatchObject({ done: 1 })
    const child = village.person('아이')
    await village.pair(mum, child)
    village.partition([mum], [child])
    expectOk(mum.messenger.act(room, { act: 'add', account: child.account }))
    const { handle, id } = victim.room.core
    child.messenger.roomBook.revealed(handle, id, 'group')
    const newcomer = new Victim(child, room, hostile)
    const all = victim.room.log.beyond([], Number.MAX_SAFE_INTEGER)
    const isLie = ({ header }: WireBlock): boolean => blockFacts(header)?.device === eve.messenger.me().device
    newcomer.sync.acceptGovernance(newcomer.session, [...all.filter(isLie), ...all.filter((wire) => !isLie(wire))])
    expect(newcomer.room.state.members.size).toBe(3)
    village.network.heal()
    await village.pass()
    expect(child.messenger.rooms().find((each) => each.room === room)).toMatchObject({ name: '우리 동네', state: 'open', members: 3 })
    expectOk(mum.messenger.send(room, ['어서 와']))
    await village.pass()
    expect(textsOf(child, room)).toEqual(['어서 와'])
  })

  it('[KEY-5] a grant whose box holds something else than its epoch is learnt by nobody', () => {
    const { core } = hostile.room
    const { epoch, secret } = hostile.madeUpEpoch(3)
    const grantees = [{ device: mum.messenger.me().device, seal: victim.room.core.keys.seal }]
    const grants = sealGrants(core.crypto, core.rng, { handle: core.handle, epoch, n: 9, secret }, grantees)
    if (grants === undefined) throw new Error('no grant')
    victim.governance(hostile.gov([], { body: { grants: [grants] } }))
    expect(victim.room.keyring.full(epoch)).toBeUndefined()
  })

  it('[KEY-4] [T29] an epoch number out of nothing is no epoch to write in', async () => {
    const { core } = hostile.room
    const secret = core.rng.bytes(32)
    const keys = epochKeys(core.crypto, core.id, secret)
    expect(keys.governance).toHaveLength(32)
    const epoch = idFromBytes('epoch', core.rng.bytes(16))
    victim.governance(hostile.gov([{ type: 'epoch', id: epoch, commit: new Uint8Array(32).fill(1), n: 4_000_000_000, prevs: [] }]))
    expectOk(mum.messenger.send(room, ['그대로']))
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['그대로'])
  })

  it('[FEED-1] junk, tampering, truncation, replay and foreign places are refused with their codes', () => {
    const good = hostile.gov([setting(1)])
    const wire = wireOf(good)
    const bad = (header: Uint8Array, signature: Uint8Array | undefined, body: Uint8Array): readonly string[] =>
      victim.codes(victim.sync.acceptGovernance(victim.session, [{ header, signature, body }]))
    expect(bad(new Uint8Array(0), wire.signature, wire.body)).toEqual(['BAD_FRAME'])
    expect(bad(wire.header.slice(0, -1), wire.signature, wire.body)).toEqual(['BAD_FRAME'])
    expect(bad(wire.header, wire.signature, wire.body.slice(0, -1))).toEqual(['BAD_BODY'])
    expect(bad(wire.header, wire.signature?.with(5, 1 ^ (wire.signature[5] ?? 0)), wire.body)).toEqual(['BAD_SIG'])
    expect(bad(wire.header, undefined, wire.body)).toEqual(['BAD_SIG'])
    expect(bad(wire.header, wire.signature?.slice(1), wire.body)).toEqual(['BAD_FRAME'])
    expect(bad(new Uint8Array(INTRINSIC.HEADER_BYTES + 1), wire.signature, wire.body)).toEqual(['TOO_BIG'])
    expect(bad(new Uint8Array(20_000).fill(0x81), wire.signature, wire.body)).toEqual(['BAD_FRAME'])
    expect(victim.governance(good)).toMatchObject({ done: 1 })
    expect(victim.governance(good)).toMatchObject({ done: 0, repeats: 1 })
    const far = hostile.gov([setting(2)], { draft: { seq: 9, prev: good.id } })
    expect(victim.codes(victim.governance(far))).toEqual(['BAD_CHAIN'])
    const early = hostile.gov([setting(2)], { draft: { seq: 9, prev: far.id } })
    expect(victim.codes(victim.governance(early))).toEqual(['OUT_OF_RANGE'])
    const beyond = hostile.gov([setting(2)], { draft: { seq: INTRINSIC.GOV_OPS_PER_DEVICE + 1, prev: good.id } })
    expect(victim.codes(victim.governance(beyond))).toEqual(['OUT_OF_RANGE'])
  })
})

describe('a newcomer', () => {
  it('[GOV-13] opens a room with more governance than may wait in a room he is in', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    await village.pair(mum, dad)
    const room = expectOk(mum.messenger.createRoom({ name: '오래된 방' }))
    await village.pass()
    const author = new HostileMember(mum, room)
    const description = '가'.repeat(INTRINSIC.DESCRIPTION_CHARACTERS)
    const count = RESOURCE.WAITING_GOV_OPS + 150
    const blocks = Array.from({ length: count }, () => author.gov([{ type: 'set', key: 'description', value: description }]))
    expect(blocks.reduce((sum, { body }) => sum + body.length, 0)).toBeGreaterThan(RESOURCE.UNPROVEN_GOV_BYTES)
    expect(RESOURCE.JOINING_GOV_BLOCKS).toBeGreaterThan(count)
    expect(RESOURCE.JOINING_GOV_BYTES).toBeGreaterThan(RESOURCE.STRANGE_GOV_BYTES)
    // Mum's own, in one go: what a year of a lively room leaves behind.
    expect(new Victim(mum, room, author).governance(...blocks)).toMatchObject({ done: count })
    expectOk(mum.messenger.act(room, { act: 'add', account: dad.account }))
    await village.pass(30_000)
    expect(dad.messenger.rooms().find((each) => each.room === room)).toMatchObject({ name: '오래된 방', state: 'open' })
    expect(mum.messenger.status().refusals).not.toHaveProperty('QUOTA')
  })
})

function setting(number: number): Action {
  return { type: 'set', key: 'title', value: `제목 ${number}` }
}
