import { describe, expect, it } from 'vitest'
import { type Copy, ForkWorld, shown } from './fork-world.ts'

describe('a device that runs twice', () => {
  it('[FORK-2] [FORK-5] [P6] two copies write apart; after meeting nothing is missing, and both are devices of their own', async () => {
    const world = new ForkWorld()
    const [mum, dad, shop] = [world.person('엄마'), world.person('아빠'), world.person('가게')]
    const room = await world.group(mum, dad, shop)
    mum.send(room, '처음')
    await world.pass()
    const copy = world.clone(mum)
    shop.on(world.away)
    mum.send(room, '집 1')
    mum.send(room, '집 2')
    copy.send(room, '밖 1')
    await world.pass()
    expect(dad.texts(room)).toEqual(['처음', '집 1', '집 2'])
    expect(shop.texts(room)).toEqual(['처음', '밖 1'])
    copy.off()
    shop.on(world.home)
    await world.pass(20_000)
    copy.on(world.home)
    await world.pass(20_000)
    const all = ['처음', '집 1', '밖 1', '집 2']
    for (const each of [mum, copy, dad, shop]) expect(each.sortedTexts(room), each.name).toEqual(all.toSorted())
    for (const each of [mum, copy, shop]) expect(shown(each, room), each.name).toEqual(shown(dad, room))
    expect(dad.seen(room).some(({ twoStories }) => twoStories)).toBe(false)
    expect([mum.retired, copy.retired]).toEqual([1, 1])
    expect(mum.messenger.me().device).not.toBe(copy.messenger.me().device)
    expect(world.crypto.reused).toEqual([])
    await talks(world, [mum, copy, dad, shop], room)
  })

  it('[FORK-1] [FORK-2] both branches and the proof reach everybody while nobody retires', async () => {
    const world = new ForkWorld()
    world.doRetire = false
    const [mum, dad, shop] = [world.person('엄마'), world.person('아빠'), world.person('가게')]
    const room = await world.group(mum, dad, shop)
    mum.send(room, '처음')
    await world.pass()
    const copy = world.clone(mum)
    shop.on(world.away)
    for (let at = 0; at < 3; at++) mum.send(room, `집 ${at}`)
    copy.send(room, '밖')
    await world.pass()
    mum.off()
    copy.off()
    shop.on(world.home)
    await world.pass(20_000)
    expect(shop.sortedTexts(room)).toEqual(['밖', '집 0', '집 1', '집 2', '처음'])
    expect(shown(shop, room)).toEqual(shown(dad, room))
    for (const each of [dad, shop]) {
      expect(each.messenger.roomBook.byId(room)?.forks.proofs()).toHaveLength(1)
      each.on()
    }
    await world.pass()
    expect(shown(shop, room)).toEqual(shown(dad, room))
    const before = shown(dad, room)
    expect(dad.messenger.rebuild().ok).toBe(true)
    expect(shown(dad, room)).toEqual(before)
  })

  it('[FORK-4] [P6] an old image fetches what it wrote later, and retires', async () => {
    const world = new ForkWorld()
    const [mum, dad] = [world.person('엄마'), world.person('아빠')]
    const room = await world.group(mum, dad)
    mum.send(room, '처음')
    await world.pass()
    const image = world.clone(mum)
    image.off()
    for (let at = 0; at < 5; at++) mum.send(room, `나중 ${at}`)
    await world.pass()
    mum.off()
    image.on(world.home)
    await world.pass(20_000)
    expect(image.retired).toBe(1)
    expect(image.texts(room)).toHaveLength(6)
    expect(shown(image, room)).toEqual(shown(dad, room))
    expect(dad.messenger.roomBook.byId(room)?.forks.proofs()).toHaveLength(0)
    await talks(world, [image, dad], room)
  })

  it('[P6] an old image that wrote before it met anybody loses neither its past nor its present', async () => {
    const world = new ForkWorld()
    const [mum, dad] = [world.person('엄마'), world.person('아빠')]
    const room = await world.group(mum, dad)
    mum.send(room, '처음')
    await world.pass()
    const image = world.clone(mum)
    for (let at = 0; at < 5; at++) mum.send(room, `나중 ${at}`)
    image.send(room, '다시')
    await world.pass()
    mum.off()
    image.on(world.home)
    await world.pass(20_000)
    expect(image.sortedTexts(room)).toEqual(['나중 0', '나중 1', '나중 2', '나중 3', '나중 4', '다시', '처음'])
    expect(shown(image, room)).toEqual(shown(dad, room))
    await talks(world, [image, dad], room)
  })

  it('[P6] a copy of a copy', async () => {
    const world = new ForkWorld()
    const [mum, dad] = [world.person('엄마'), world.person('아빠')]
    const room = await world.group(mum, dad)
    mum.send(room, '처음')
    await world.pass()
    const second = world.clone(mum)
    second.send(room, '둘째 1')
    const third = world.clone(second)
    second.off()
    third.send(room, '셋째')
    mum.send(room, '첫째')
    await world.pass()
    third.off()
    second.on(world.away)
    second.send(room, '둘째 2')
    second.off()
    await world.pass()
    mum.off()
    for (const each of [second, third, mum]) {
      each.on(world.home)
      await world.pass(20_000)
    }
    await world.pass(20_000)
    const all = ['둘째 1', '둘째 2', '셋째', '처음', '첫째']
    for (const each of [mum, second, third, dad]) expect(each.sortedTexts(room), each.name).toEqual(all)
    for (const each of [mum, second, third]) expect(shown(each, room), each.name).toEqual(shown(dad, room))
    expect(world.crypto.reused).toEqual([])
  })
})

/** Everybody writes once more, and everybody reads it. */
async function talks(world: ForkWorld, people: readonly Copy[], room: Parameters<Copy['send']>[0]): Promise<void> {
  for (const each of people) each.send(room, `${each.name} 여기`)
  await world.pass(10_000)
  for (const each of people) {
    for (const other of people) expect(each.texts(room), each.name).toContain(`${other.name} 여기`)
  }
}
