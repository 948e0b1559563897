/** Finding each other again (docs/spec/records.md): whole messengers on a network where nobody is found but at an address. */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import type { KnownRecord } from '../../../shared/messenger/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { World } from '../../harness/sim/world.ts'
import type { MemoryStore } from '../../../shared/store/index.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'

const AWAY = '/ip4/203.0.113.9/tcp/4001'
const ELSEWHERE = '/ip4/198.51.100.7/tcp/4001'

function aVillage(...names: readonly string[]) {
  const village = new Village(undefined, { byAddress: true })
  return { village, people: names.map((name) => village.person(name)) as [Villager, Villager, Villager, Villager] }
}
const deviceOf = ({ messenger }: Villager) => messenger.me().device
const recordOf = (who: Villager, of: Villager): KnownRecord | undefined =>
  who.messenger.status().records.find(({ device }) => device === deviceOf(of))
const move = (village: Village, who: Villager, address: string): void => village.network.move(deviceOf(who), address)

/** He wrote of it in their room, which the shop is not in; Mum has met nobody but the shop since. */
async function dadMovedWhileMumWasAway() {
  const { village, people } = aVillage('엄마', '아빠', '가게')
  const [mum, dad, shop] = people
  const room = await village.pair(mum, dad)
  await village.pair(mum, shop)
  await village.pair(dad, shop)
  await village.pass(10_000)
  village.partition([dad, shop], [mum])
  move(village, dad, AWAY)
  expectOk(dad.messenger.send(room, ['이사했어']))
  await village.pass(10_000)
  expect(village.network.knowsAddress(deviceOf(mum), deviceOf(dad))).toBe(false)
  // Dad does not know where Mum is either: only she can dial him.
  move(village, mum, ELSEWHERE)
  village.partition([dad], [mum, shop])
  await village.pass(10_000)
  return { village, mum, dad, shop, room }
}

describe('[REC-3] the own record', () => {
  it('is told to contacts and room mates in open sessions, a second after the address is another one', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게')
    const [mum, dad, shop] = people
    await village.pair(mum, dad)
    await village.pair(dad, shop)
    expectOk(dad.messenger.createRoom({ name: '동네', members: [mum.account, shop.account] }))
    await village.pass(10_000)
    expect(recordOf(mum, dad)).toMatchObject({
      account: dad.account,
      addresses: [village.network.addressOf(deviceOf(dad))],
      isFirstHand: true,
    })
    expect(recordOf(shop, mum)).toMatchObject({ account: mum.account })
    move(village, dad, AWAY)
    await village.pass(RESOURCE.RECORD_DELAY_MS + 2000)
    for (const each of [mum, shop]) expect(recordOf(each, dad)).toMatchObject({ addresses: [AWAY], isFirstHand: true })
  })

  it('is signed anew each day, and not in between', async () => {
    const { village, people } = aVillage('엄마', '아빠')
    const [mum, dad] = people
    await village.pair(mum, dad)
    await village.pass(10_000)
    const first = recordOf(mum, dad)?.since
    await village.pass(RESOURCE.RECORD_AGE_MS - 60_000)
    expect(recordOf(mum, dad)?.since).toBe(first)
    await village.pass(120_000)
    expect(recordOf(mum, dad)?.since).toBeGreaterThan(first ?? 0)
    expect(recordOf(mum, dad)?.expires).toBe((recordOf(mum, dad)?.since ?? 0) + RESOURCE.RECORD_TERM_MS)
  })
})

describe('[REC-5] between contacts', () => {
  it('Dad moved house while Mum was away; she learns it from the shop', async () => {
    const { village, mum, dad, shop, room } = await dadMovedWhileMumWasAway()
    expect(recordOf(mum, dad)).toMatchObject({ addresses: [AWAY], by: shop.account, isFirstHand: false })
    expect(textsOf(mum, room)).toEqual([])
    village.network.heal()
    await village.pass(10_000)
    expect(textsOf(mum, room)).toEqual(['이사했어'])
  })

  it('both moved while apart: one common friend brings them together', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게')
    const [mum, dad, shop] = people
    const room = await village.pair(mum, dad)
    await village.pair(mum, shop)
    await village.pair(dad, shop)
    await village.pass(10_000)
    village.partition([dad], [mum], [shop])
    move(village, dad, AWAY)
    move(village, mum, ELSEWHERE)
    await village.pass(5000)
    village.network.heal()
    await village.pass(20_000)
    for (const [one, other] of [
      [mum, dad],
      [dad, mum],
    ] as const)
      expect(recordOf(one, other)?.addresses).toEqual([village.network.addressOf(deviceOf(other))])
    expectOk(mum.messenger.send(room, ['여기야']))
    await village.pass(5000)
    expect(textsOf(dad, room)).toEqual(['여기야'])
  })

  it('without a common friend they stay apart, and who shares only a room with one is told nothing of the other', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게', '이웃')
    const [mum, dad, shop, neighbour] = people
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    await village.pair(shop, neighbour)
    await village.pair(dad, neighbour)
    // Mum and the neighbour are room mates, not contacts; both know Dad.
    expectOk(shop.messenger.createRoom({ name: '시장', members: [mum.account, neighbour.account] }))
    await village.pass(20_000)
    expect(recordOf(neighbour, mum)).toMatchObject({ account: mum.account })
    village.partition([mum, dad], [shop, neighbour])
    move(village, dad, AWAY)
    await village.pass(10_000)
    expect(recordOf(mum, dad)?.addresses).toEqual([AWAY])
    village.partition([dad], [mum, shop, neighbour])
    await village.pass(20_000)
    expect(recordOf(neighbour, dad)?.addresses).not.toEqual([AWAY])
    expect(recordOf(shop, dad)).toBeUndefined()
  })
})

describe('[REC-6] between members of a room', () => {
  it('records of live members are passed on to live members, of who was removed no more', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게')
    const [mum, dad, shop] = people
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    const room: RoomId = expectOk(mum.messenger.createRoom({ name: '동네', members: [dad.account, shop.account] }))
    await village.pass(10_000)
    village.partition([mum, dad], [shop])
    move(village, dad, AWAY)
    await village.pass(10_000)
    village.partition([mum, shop], [dad])
    await village.pass(10_000)
    expect(recordOf(shop, dad)).toMatchObject({ addresses: [AWAY], by: mum.account })
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    await village.pass(RESOURCE.RECORD_LOOK_MS + 5000)
    expect(recordOf(shop, dad)).toBeUndefined()
    village.partition([mum, dad], [shop])
    move(village, dad, ELSEWHERE)
    await village.pass(10_000)
    village.partition([mum, shop], [dad])
    await village.pass(10_000)
    expect(recordOf(mum, dad)?.addresses).toEqual([ELSEWHERE])
    expect(recordOf(shop, dad)).toBeUndefined()
  })
})

describe('[REC-7] blocked', () => {
  it('nobody is told of them, they are told of nobody, and the finder key they have finds nobody any more', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게', '이웃')
    const [mum, dad, shop, eve] = people
    for (const each of [dad, shop, eve]) await village.pair(mum, each)
    await village.pair(dad, shop)
    await village.pair(eve, shop)
    await village.pass(20_000)
    expectOk(mum.messenger.blockContact(eve.account, true))
    await village.pass(20_000)
    // Eve still is the shop's contact, and holds the key that Mum had.
    move(village, mum, AWAY)
    await village.pass(20_000)
    expect(recordOf(shop, mum)?.addresses).toEqual([AWAY])
    expect(recordOf(eve, mum)?.addresses).not.toEqual([AWAY])
    expect(recordOf(mum, eve)).toBeUndefined()
    // Dad and the shop hold the new one.
    village.partition([mum, dad], [shop])
    move(village, mum, ELSEWHERE)
    await village.pass(10_000)
    village.partition([dad, shop], [mum])
    await village.pass(10_000)
    expect(recordOf(shop, mum)).toMatchObject({ addresses: [ELSEWHERE], by: dad.account })
  })
})

describe('[REC-4] after a restart', () => {
  it('what was kept is there, and devices are looked for where their records say', async () => {
    const { village, mum, room } = await dadMovedWhileMumWasAway()
    const byDevice = (who: Villager) => who.messenger.status().records.toSorted((a, b) => (a.device < b.device ? -1 : 1))
    const held = byDevice(mum)
    mum.messenger.stop()
    village.network.unplug(deviceOf(mum))
    const again = village.personOn('엄마', mum.store)
    await village.pass(100)
    expect(byDevice(again)).toEqual(held)
    village.network.heal()
    await village.pass(10_000)
    expect(textsOf(again, room)).toEqual(['이사했어'])
  })
})

describe('[REC-5] own devices', () => {
  it('have one finder key, and pass on to each other what either may know', async () => {
    const world = new World('own devices', { byAddress: true })
    const [mum, dad, shop] = [world.person(), world.person(), world.person()]
    await world.pair(mum, dad)
    await world.pair(mum, shop)
    await world.pair(dad, shop)
    const second = await world.secondDevice(mum)
    for (let seconds = 0; seconds < 20; seconds++) await world.run(1000)
    const [first] = mum.devices
    const [his] = dad.devices
    if (first === undefined || his === undefined) throw new Error('they have devices')
    const keyOf = (store: MemoryStore) => store.values.get('finder', 'own')
    expect(keyOf(second.store)).toEqual(keyOf(first.store))
    const at = (who: typeof first) => who.messenger.status().records.find(({ device }) => device === his.device)
    world.network.partition([first.device, his.device], [second.device])
    world.network.move(his.device, AWAY)
    for (let seconds = 0; seconds < 10; seconds++) await world.run(1000)
    world.network.partition([first.device, second.device], [his.device])
    for (let seconds = 0; seconds < 10; seconds++) await world.run(1000)
    expect(at(second)).toMatchObject({ addresses: [AWAY], by: mum.account })
    // Each knows where the other is.
    expect(second.messenger.status().records.some(({ device }) => device === first.device)).toBe(true)
  })
})

describe('[REC-2] a clock', () => {
  it('that was days ahead and is right again: the session that heard of the future hears of now', async () => {
    const world = new World('clocks', { byAddress: true })
    const [mum, dad] = [world.person(), world.person()]
    await world.pair(mum, dad)
    for (let seconds = 0; seconds < 10; seconds++) await world.run(1000)
    const [[hers], [his]] = [mum.devices, dad.devices]
    if (hers === undefined || his === undefined) throw new Error('they have devices')
    const at = () => hers.messenger.status().records.find(({ device }) => device === his.device)
    world.skew(his, 3 * 86_400_000)
    // Sessions end with such a leap.
    world.network.cutAll()
    for (let seconds = 0; seconds < 15; seconds++) await world.run(1000)
    expect(hers.messenger.status().refusals.RECORD_AHEAD).toBeGreaterThan(0)
    const before = at()
    world.skew(his, 0)
    for (let seconds = 0; seconds < 15; seconds++) await world.run(1000)
    expect(at()?.since).toBeGreaterThan(before?.since ?? 0)
    expect(at()?.since).toBeLessThanOrEqual(world.clock.now())
  })
})
