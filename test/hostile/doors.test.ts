/** The door of a room: knocks used twice, invitations used up, keys for whoever is out, and a person's own words coming back. */
import { beforeEach, describe, expect, it } from 'vitest'
import { aPerson, certifyByAccount } from '../harness/person.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { hostileScene } from '../harness/hostile-scene.ts'
import { HostileMember, Victim, rawEntry } from '../harness/hostile-member.ts'
import { type Village, type Villager, textsOf } from '../harness/village.ts'
import { inviteKeys, makeKnock, parseLink } from '../../shared/contacts/index.ts'
import type { RoomId } from '../../shared/ids/index.ts'
import type { Action } from '../../shared/rooms/governance/index.ts'

describe('the door of a room', () => {
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

  /** What Eve writes to let somebody in who knocked with the invitation's key. */
  function admission(number: number, seed: Uint8Array, t: number): Action {
    const { crypto } = hostile.room.core
    const person = aPerson(crypto, number)
    const certificates = [certifyByAccount(crypto, person, person.device)]
    const { root } = hostile.room.state
    if (root === undefined) throw new Error('no root')
    const knock = makeKnock(crypto, { account: person.account, certificates, t, root }, inviteKeys(crypto, seed), person.device)
    return { type: 'admit', account: person.account, certificates, role: 2, knock }
  }

  function seedOf(link: string): Uint8Array {
    const read = parseLink(link, village.clock.now())
    if (!read.ok || read.value.type !== 'room') throw new Error('no link to a room')
    return read.value.invite.seed
  }

  it('[GOV-13] [T25] [T33] an invitation lets in as many as it says, one knock once, and nobody twice', async () => {
    const { link } = expectOk(mum.messenger.inviteToRoom(room, { uses: 2 }))
    await village.pass()
    const seed = seedOf(link)
    const now = village.clock.now()
    const first = admission(101, seed, now)
    for (const act of [first, first, admission(102, seed, now), admission(103, seed, now)]) victim.governance(hostile.gov([act]))
    const isIn = (number: number): boolean => victim.room.state.members.has(aPerson(victim.room.core.crypto, number).account)
    expect([isIn(101), isIn(102), isIn(103)]).toEqual([true, true, false])
  })

  it('[GOV-8] [T25] an old knock does not bring back who was removed', async () => {
    const { link } = expectOk(mum.messenger.inviteToRoom(room, { uses: 5 }))
    await village.pass()
    const act = admission(104, seedOf(link), village.clock.now())
    const { account } = aPerson(victim.room.core.crypto, 104)
    victim.governance(hostile.gov([act]))
    expect(victim.room.state.members.has(account)).toBe(true)
    expectOk(mum.messenger.act(room, { act: 'remove', account }))
    await village.pass()
    const again = hostile.gov([act])
    expect(victim.governance(again)).toMatchObject({ done: 1 })
    expect(victim.room.state.members.has(account)).toBe(false)
  })

  it('[KEY-3] [KEY-5] [T24] nobody who is out is given a key, whoever asks, and nobody his first one', async () => {
    expectOk(mum.messenger.act(room, { act: 'remove', account: eve.account }))
    expectOk(mum.messenger.send(room, ['우리끼리']))
    await village.pass()
    const before = victim.room.log.size
    const now = new HostileMember(mum, room).epoch
    victim.sync.grantWanted(victim.session, [now, hostile.room.state.epochs[0]?.id ?? now])
    expect(victim.room.log.size).toBe(before)
    expect(victim.sync.standing(hostile.device)).toBe('former')
    expect(hostile.room.keyring.full(now)).toBeUndefined()
  })

  it('[KEY-3] [T24] a knock that lists a removed person’s device beside its own opens nothing to that device', async () => {
    const removed = victim.room.state.members.get(eve.account)?.certificates ?? []
    expectOk(mum.messenger.act(room, { act: 'remove', account: eve.account }))
    expectOk(mum.messenger.send(room, ['우리끼리']))
    await village.pass()
    const { crypto } = victim.room.core
    const person = aPerson(crypto, 105)
    const certificates = [certifyByAccount(crypto, person, person.device), ...removed]
    expect(certificates.length).toBeGreaterThan(1)
    const now = new HostileMember(mum, room).epoch
    victim.room.govern(() => victim.room.acts.admit({ type: 'admit', account: person.account, certificates, role: 2 }))
    const { epochs, members } = victim.room.state
    expect(epochs.find(({ id }) => id === now)?.holders.has(hostile.device)).toBe(false)
    expect(members.has(eve.account)).toBe(false)
  })

  it('[GOV-14] [T31] a newcomer opens nothing from before he came, though he is served it', async () => {
    expectOk(dad.messenger.send(room, ['예전 말']))
    await village.pass()
    expectOk(mum.messenger.act(room, { act: 'remove', account: eve.account }))
    await village.pass()
    expectOk(dad.messenger.send(room, ['그 사이']))
    await village.pass()
    const shop = village.person('치킨집')
    await village.pair(mum, shop)
    expectOk(mum.messenger.act(room, { act: 'add', account: shop.account }))
    await village.pass(30_000)
    const theirs = new HostileMember(shop, room).room
    expect(theirs.keyring.epochs()).toHaveLength(1)
    expect(textsOf(shop, room)).toEqual(['그 사이'])
    const first = theirs.state.epochs[0]?.id
    if (first === undefined) throw new Error('no epoch')
    const asking = new HostileMember(shop, room)
    new Victim(mum, room, asking).sync.grantWanted(new Victim(mum, room, asking).session, [first])
    await village.pass()
    expect(theirs.keyring.full(first)).toBeUndefined()
  })

  it('[SNAP-6] [T50] erased words that are offered again are refused and stay gone', async () => {
    village.partition([mum, dad], [eve])
    const [message] = expectOk(dad.messenger.send(room, ['비밀 이야기']))
    if (message === undefined) throw new Error('one was sent')
    await village.pass()
    const device = dad.messenger.me().device
    const { store, key } = victim.room.core
    const kept = store.blocks.range(key, device, 1, 1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)
    expectOk(dad.messenger.delete(message))
    await village.pass()
    const again = kept.map(({ header, signature, body }) => ({ header, signature, body }))
    expect(victim.sync.acceptFeed(victim.session, again)).toMatchObject({ done: 0 })
    expectOk(mum.messenger.rebuild())
    expect(textsOf(mum, room)).toEqual([undefined])
    expect(mum.messenger.search('비밀')).toEqual([])
    victim.feed(hostile.feed(hostile.update([hostile.entries([rawEntry(1)])])))
    expect(textsOf(mum, room)).toContain('글 1')
  })
})
