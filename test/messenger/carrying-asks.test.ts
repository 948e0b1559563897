import { beforeEach, describe, expect, it } from 'vitest'
import type { RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import type { CarrierState } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOfTwo } from '../harness/room-of-two.ts'
import { type Village, type Villager, textsOf } from '../harness/village.ts'

describe('asking a contact to carry a room', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let room: RoomId

  const states = (who = mum): readonly CarrierState[] => expectOk(who.messenger.carrying.carriersOf(room)).map(({ state }) => state)
  /** Carried rooms here: governance blocks say so. */
  const kept = (who: Villager): number => [1, 2, 3, 4].reduce((sum, at) => sum + who.store.blocks.governance(50_000_000 + at).length, 0)
  const restart = (who: Villager): Villager => {
    who.messenger.stop()
    return village.personOn(who.name, who.store)
  }

  const off = (who: Villager): void => {
    who.messenger.stop()
    village.network.unplug(who.messenger.me().device)
  }
  /** Nobody has a computer on for so long. */
  const sleep = async (ms: number): Promise<void> => {
    for (const who of [mum, dad, shop]) off(who)
    village.clock.skew(ms)
    mum = village.personOn(mum.name, mum.store)
    dad = village.personOn(dad.name, dad.store)
    shop = village.personOn(shop.name, shop.store)
    await village.pass(60_000)
  }

  beforeEach(async () => {
    ;({ village, mum, dad, shop, room } = await roomOfTwo('우리 집'))
  })

  it('[CARR-1] waits on both sides, survives restarts, and carries once its person has agreed', async () => {
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expect(states()).toEqual(['waiting'])
    expect(shop.messenger.carrying.asks()).toMatchObject([
      { account: mum.account, name: '엄마', rooms: 1, quota: RESOURCE.CARRY_QUOTA_BYTES },
    ])
    expect(kept(shop)).toBe(0)
    shop = restart(shop)
    mum = restart(mum)
    await village.pass()
    expect(states()).toEqual(['waiting'])
    expect(shop.messenger.carrying.asks()).toHaveLength(1)
    expectOk(shop.messenger.carrying.allow(mum.account, 1_000_000))
    await village.pass(10_000)
    expect(shop.messenger.carrying.asks()).toEqual([])
    expect(states()).toEqual(['carrying'])
    expect(kept(shop)).toBeGreaterThan(0)
    expect(shop.messenger.carrying.carried()).toMatchObject([{ account: mum.account, rooms: 1, quota: 1_000_000 }])
    village.partition([mum, shop], [dad])
    expectOk(mum.messenger.send(room, ['맡겨요']))
    await village.pass(10_000)
    village.partition([mum], [shop, dad])
    await village.pass(10_000)
    expect(textsOf(dad, room)).toEqual(['맡겨요'])
  })

  it('[CARR-1] whoever was connected to the carrier before it agreed leaves blocks there at once', async () => {
    await village.pair(dad, shop)
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.allow(mum.account, 1_000_000))
    await village.pass(10_000)
    // The line between Dad and the shop stays as it is.
    village.partition([mum], [shop, dad])
    expectOk(dad.messenger.send(room, ['맡겨요']))
    await village.pass(10_000)
    village.partition([mum, shop], [dad])
    await village.pass(10_000)
    expect(textsOf(mum, room)).toEqual(['맡겨요'])
  })

  it('[CARR-1] tells the carrier’s person nothing but who asks', async () => {
    expectOk(mum.messenger.send(room, ['비밀']))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    const shown = JSON.stringify([shop.messenger.carrying.asks(), shop.messenger.carrying.carried(), shop.messenger.rooms()])
    for (const hidden of ['우리 집', '비밀', room, dad.account]) expect(shown).not.toContain(hidden)
  })

  it('[CARR-1] a no is told, and whoever was told no is not heard for a while', async () => {
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.decline(mum.account))
    await village.pass()
    expect(states()).toEqual(['declined'])
    expect(expectOk(mum.messenger.carrying.carriersOf(room))[0]?.said).toBeUndefined()
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expect(states()).toEqual(['declined'])
    expect(shop.messenger.carrying.asks()).toEqual([])
    await sleep(RESOURCE.CARRY_DECLINED_MS)
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expect(shop.messenger.carrying.asks()).toHaveLength(1)
  })

  it('[CARR-1] stops at any time: what was kept goes, the asker is told also after being away, and governance names it no longer', async () => {
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.allow(mum.account))
    await village.pass(10_000)
    village.partition([mum, dad], [shop])
    await village.pass()
    expectOk(shop.messenger.carrying.stop(mum.account))
    expect(kept(shop)).toBe(0)
    expect(shop.messenger.carrying.carried()).toEqual([])
    village.partition([mum, dad, shop])
    await village.pass(30_000)
    expect(states()).toEqual(['stopped'])
    const key = mum.messenger.roomBook.registry.byId(room) ?? 0
    expect(mum.messenger.roomBook.get(key)?.state.carriers.size).toBe(0)
    expect(kept(shop)).toBe(0)
  })

  it('[CARR-1] ends when the room needs it no longer, also said by another admin, and the carrier forgets', async () => {
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 3 }))
    await village.pass(10_000)
    const { device } = shop.messenger.me()
    expectOk(dad.messenger.carrying.end(room, device))
    await village.pass(10_000)
    expect(states()).toEqual([])
    expect(kept(shop)).toBe(0)
    expect(shop.messenger.carrying.carried()).toMatchObject([{ rooms: 0, used: 0 }])
  })

  it('[CARR-1] taken back before anybody answered, it is no longer shown there', async () => {
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(mum.messenger.carrying.end(room, shop.messenger.me().device))
    await village.pass()
    expect(states()).toEqual([])
    expect(shop.messenger.carrying.asks()).toEqual([])
  })

  it('[CARR-1] is for admins and for contacts who are no members', async () => {
    await village.pair(dad, shop)
    expect(dad.messenger.carrying.ask(room, shop.account)).toMatchObject({ code: 'FORBIDDEN' })
    expect(mum.messenger.carrying.ask(room, dad.account)).toMatchObject({ code: 'FORBIDDEN' })
    expect(mum.messenger.carrying.ask(room, mum.account)).toMatchObject({ code: 'NO_CONTACT' })
    expect(mum.messenger.carrying.end(room, shop.messenger.me().device)).toMatchObject({ code: 'NO_CARRIER' })
    expect(shop.messenger.carrying.allow(dad.account, 0)).toMatchObject({ code: 'OUT_OF_RANGE' })
    expect(shop.messenger.carrying.allow(dad.account, RESOURCE.CARRY_ACCOUNT_MOST_BYTES + 1)).toMatchObject({ code: 'OUT_OF_RANGE' })
    expectOk(shop.messenger.carrying.allow(dad.account, RESOURCE.CARRY_ACCOUNT_MOST_BYTES))
  })

  it('[CARR-1] a block ends it on either side', async () => {
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.allow(mum.account))
    await village.pass(10_000)
    expect(kept(shop)).toBeGreaterThan(0)
    expectOk(shop.messenger.blockContact(mum.account, true))
    await village.pass()
    expect(kept(shop)).toBe(0)
    expectOk(mum.messenger.blockContact(shop.account, true))
    await village.pass()
    expect(states()).toEqual(['ending'])
  })

  it('[CARR-1] CARRY_RENEW_MS: the token is given anew in a session that lasts, and a room nobody renews goes', async () => {
    await sleep(RESOURCE.CARRY_RENEW_MS - (village.clock.now() % RESOURCE.CARRY_RENEW_MS) - 10 * 60_000)
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass()
    expectOk(shop.messenger.carrying.allow(mum.account))
    await village.pass(10_000)
    const until = (): number => shop.messenger.carrying.carried()[0]?.until ?? 0
    const first = until()
    await village.pass(RESOURCE.CARRY_UPKEEP_MS + 60_000)
    expect(until()).toBeGreaterThan(first)
    const gone = until() - village.clock.now() + 1
    for (const who of [mum, dad, shop]) off(who)
    village.clock.skew(gone)
    shop = village.personOn(shop.name, shop.store)
    await village.pass(RESOURCE.CARRY_UPKEEP_MS + 60_000)
    expect(shop.messenger.carrying.carried()).toMatchObject([{ rooms: 0, used: 0, until: undefined }])
    expect(kept(shop)).toBe(0)
  })
})

describe('a carrier that is let into the room', () => {
  it('[CARR-1] [SYNC-4] becomes a member like everybody else, in the session that is open, and carries it no longer', async () => {
    const { village, mum, dad, shop, room } = await roomOfTwo('우리 집')
    await village.pair(dad, shop)
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 3 }))
    expectOk(shop.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    expectOk(mum.messenger.send(room, ['어서 와요']))
    await village.pass(10_000)
    expect(shop.messenger.carrying.carried()).toMatchObject([{ rooms: 1 }])
    // Not by who asked.
    village.partition([dad, shop], [mum])
    expectOk(dad.messenger.act(room, { act: 'add', account: shop.account }))
    await village.pass(20_000)
    expect(shop.messenger.rooms().find((each) => each.room === room)).toMatchObject({ state: 'open' })
    expect(shop.messenger.carrying.carried()).toMatchObject([{ rooms: 0, used: 0 }])
    expectOk(dad.messenger.send(room, ['이제 같이 봐요']))
    village.partition([dad, shop, mum])
    await village.pass(20_000)
    expect(textsOf(shop, room)).toContain('이제 같이 봐요')
    expect(expectOk(mum.messenger.carrying.carriersOf(room))).toEqual([])
  })
})
