/** What a stick tells of people and where they are (BNDL-10): whole messengers on a network where nobody is found but at an address. */
import { describe, expect, it } from 'vitest'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { BundleOptions } from '../../../shared/messenger/index.ts'
import { bundleOf, readBundle } from '../../harness/bundles.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../../harness/village.ts'
import { PICTURES } from '../../pictures/some-pictures.ts'

const AWAY = '/ip4/203.0.113.9/tcp/4001'
const ELSEWHERE = '/ip4/198.51.100.7/tcp/4001'

function aVillage(...names: readonly string[]) {
  const village = new Village(undefined, { byAddress: true })
  return { village, people: names.map((name) => village.person(name)) as [Villager, Villager, Villager, Villager] }
}
const deviceOf = ({ messenger }: Villager) => messenger.me().device
const recordOf = (who: Villager, of: Villager) => who.messenger.status().records.find(({ device }) => device === deviceOf(of))
const contactOf = (who: Villager, of: Villager) => who.messenger.contacts().find(({ account }) => account === of.account)
const hand = (from: Villager, to: Villager, target: BundleOptions['target']) => readBundle(to, bundleOf(from, { target })).summary
const toAll = { to: 'all' } as const

async function twoFriends() {
  const { village, people } = aVillage('엄마', '아빠')
  const [mum, dad] = people
  const room = await village.pair(mum, dad)
  await village.pass(10_000)
  village.partition([mum], [dad])
  return { village, mum, dad, room }
}

describe('[BNDL-10] a stick from somebody’s home', () => {
  it('says where he is now, his new name and his new face; then they meet there', async () => {
    const { village, mum, dad, room } = await twoFriends()
    village.network.move(deviceOf(dad), AWAY)
    village.network.move(deviceOf(mum), ELSEWHERE)
    expectOk(dad.messenger.rename('새 이름'))
    expectOk(dad.messenger.setPicture(PICTURES.png))
    // The record is signed as the bundle is written, if nothing else had told of the new network yet.
    expect(hand(dad, mum, { to: 'contact', account: mum.account })).toMatchObject({ damaged: 0, cut: 0, waiting: 0, refused: {} })
    expect(recordOf(mum, dad)).toMatchObject({ addresses: [AWAY], by: dad.account, isFirstHand: true })
    expect(contactOf(mum, dad)).toMatchObject({ name: '새 이름', picture: PICTURES.png })
    expectOk(mum.messenger.send(room, ['찾았어요']))
    village.network.heal()
    await village.pass(10_000)
    expect(textsOf(dad, room)).toEqual(['찾았어요'])
  })

  it('does not bring back a name or an address from before, read later or twice', async () => {
    const { village, mum, dad } = await twoFriends()
    village.network.move(deviceOf(dad), AWAY)
    expectOk(dad.messenger.rename('둘째'))
    const old = bundleOf(dad, { target: toAll })
    await village.pass(5000)
    village.network.move(deviceOf(dad), ELSEWHERE)
    expectOk(dad.messenger.rename('셋째'))
    expectOk(dad.messenger.setPicture(PICTURES.png))
    await village.pass(5000)
    const late = bundleOf(dad, { target: toAll })
    for (const files of [old, late, old, late]) readBundle(mum, files)
    expect(recordOf(mum, dad)?.addresses).toEqual([ELSEWHERE])
    expect(contactOf(mum, dad)).toMatchObject({ name: '셋째', picture: PICTURES.png })
    readBundle(mum, old)
    expect(recordOf(mum, dad)?.addresses).toEqual([ELSEWHERE])
    expect(contactOf(mum, dad)).toMatchObject({ name: '셋째', picture: PICTURES.png })
  })

  it('does not bring back a name over one that was heard from himself since', async () => {
    const { village, mum, dad } = await twoFriends()
    expectOk(dad.messenger.rename('둘째'))
    const old = bundleOf(dad, { target: toAll })
    await village.pass(5000)
    expectOk(dad.messenger.rename('셋째'))
    village.network.heal()
    await village.pass(10_000)
    expect(contactOf(mum, dad)).toMatchObject({ name: '셋째' })
    readBundle(mum, old)
    expect(contactOf(mum, dad)).toMatchObject({ name: '셋째' })
  })

  it('tells nothing that ran out on the way', async () => {
    const { village, mum, dad } = await twoFriends()
    village.network.move(deviceOf(dad), AWAY)
    const file = bundleOf(dad, { target: toAll })
    await village.pass(8 * 86_400_000)
    expect(readBundle(mum, file).summary.refused).toEqual({})
    expect(recordOf(mum, dad)).toBeUndefined()
    expect(mum.messenger.status().refusals.RECORD_EXPIRED).toBeGreaterThan(0)
  })
})

describe('[REC-6] through a room', () => {
  it('who is in a room hears where its live members are, contact or not, of who was removed no more', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게')
    const [mum, dad, shop] = people
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    const room: RoomId = expectOk(mum.messenger.createRoom({ name: '동네', members: [dad.account, shop.account] }))
    await village.pass(10_000)
    village.partition([mum, dad], [shop])
    village.network.move(deviceOf(dad), AWAY)
    await village.pass(10_000)
    hand(mum, shop, { to: 'room', room })
    expect(recordOf(shop, dad)).toMatchObject({ addresses: [AWAY], by: mum.account, isFirstHand: false })
    expect(contactOf(shop, dad)).toBeUndefined()
    expectOk(mum.messenger.act(room, { act: 'remove', account: dad.account }))
    village.network.move(deviceOf(dad), ELSEWHERE)
    await village.pass(10_000)
    hand(mum, shop, { to: 'room', room })
    await village.pass(20_000)
    expect(recordOf(shop, dad)).toBeUndefined()
  })
})

describe('[REC-5] between contacts', () => {
  it('Dad moved; the stick from Mum’s home tells the shop, which knows him too, and the neighbour, who does not, learns nothing', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게', '이웃')
    const [mum, dad, shop, neighbour] = people
    for (const [one, other] of [
      [mum, dad],
      [mum, shop],
      [dad, shop],
      [mum, neighbour],
    ] as const)
      await village.pair(one, other)
    await village.pass(20_000)
    village.partition([mum, dad], [shop], [neighbour])
    village.network.move(deviceOf(dad), AWAY)
    await village.pass(10_000)
    for (const each of [shop, neighbour]) hand(mum, each, { to: 'contact', account: each.account })
    expect(recordOf(shop, dad)).toMatchObject({ addresses: [AWAY], by: mum.account, isFirstHand: false })
    expect(neighbour.messenger.status().records.map(({ device }) => device)).toEqual([deviceOf(mum)])
    expect(neighbour.store.values.list('records').map(([device]) => device)).toEqual([deviceOf(mum)])
  })

  it('[REC-7] of and to blocked accounts nothing, and what they write is not opened', async () => {
    const { village, people } = aVillage('엄마', '아빠', '가게')
    const [mum, dad, shop] = people
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    await village.pair(dad, shop)
    const room = expectOk(mum.messenger.createRoom({ name: '동네', members: [dad.account, shop.account] }))
    await village.pass(20_000)
    village.partition([mum, shop], [dad])
    expectOk(mum.messenger.blockContact(shop.account, true))
    village.partition([mum], [shop], [dad])
    village.network.move(deviceOf(mum), AWAY)
    village.network.move(deviceOf(shop), ELSEWHERE)
    await village.pass(5000)
    expectOk(shop.messenger.rename('다른 이름'))
    const [hers, his] = [bundleOf(mum, { target: { to: 'room', room } }), bundleOf(shop, { target: { to: 'room', room } })]
    readBundle(shop, hers)
    readBundle(mum, his)
    expect(recordOf(shop, mum)?.addresses).not.toEqual([AWAY])
    expect(recordOf(mum, shop)).toBeUndefined()
    expect(contactOf(mum, shop)?.name).toBe('가게')
    // Dad is told of her, and of the shop by the shop alone.
    readBundle(dad, hers)
    expect(recordOf(dad, mum)?.addresses).toEqual([AWAY])
    expect(recordOf(dad, shop)?.addresses).not.toEqual([ELSEWHERE])
    readBundle(dad, his)
    expect(recordOf(dad, shop)?.addresses).toEqual([ELSEWHERE])
  })
})
