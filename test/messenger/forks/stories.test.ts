import { describe, expect, it } from 'vitest'
import { type Copy, ForkWorld, shown } from './fork-world.ts'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { Seeded } from '../../harness/sim/seeded.ts'
import { SimNetwork } from '../../harness/sim/sim-network.ts'
import { expectOk } from '../../harness/expect-ok.ts'

type RoomName = Parameters<Copy['send']>[0]

/** Mum, her copy that nobody else knows of, Dad at home and the shop away; nobody retires. */
async function twoGroups(): Promise<{ world: ForkWorld; mum: Copy; copy: Copy; dad: Copy; shop: Copy; room: RoomName; first: string }> {
  const world = new ForkWorld()
  world.doRetire = false
  const [mum, dad, shop] = [world.person('엄마'), world.person('아빠'), world.person('가게')]
  const room = await world.group(mum, dad, shop)
  const [first = ''] = mum.send(room, '처음')
  await world.pass()
  const copy = world.clone(mum)
  shop.on(world.away)
  await world.pass()
  return { world, mum, copy, dad, shop, room, first }
}

/** Mum and her copy are gone; Dad and the shop meet. */
async function meet(world: ForkWorld, mum: Copy, copy: Copy, shop: Copy): Promise<void> {
  mum.off()
  copy.off()
  shop.on(world.home)
  await world.pass(20_000)
}

type MessageName = Parameters<Copy['messenger']['edit']>[0]

function named(copy: Copy, room: RoomName, text: string): MessageName {
  const found = copy.seen(room).find((message) => message.text === text)
  if (found === undefined) throw new Error(`no ${text}`)
  return found.id as MessageName
}

describe('two stories', () => {
  it('[FORK-2] a deletion on one branch deletes for good, though the other branch goes on', async () => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    expectOk(copy.messenger.delete(named(copy, room, '처음')))
    mum.send(room, '집')
    await world.pass()
    await meet(world, mum, copy, shop)
    expect(dad.texts(room)).toEqual([undefined, '집'])
    world.doRetire = true
    mum.on(world.home)
    await world.pass(20_000)
    for (const each of [mum, dad, shop]) {
      expect(each.texts(room), each.name).toEqual([undefined, '집'])
      expect(each.seen(room)[0]?.deleted).toBe(true)
    }
    expect(shown(dad, room)).toEqual(shown(shop, room))
  })

  it('[FORK-2] [MSG-3] edits and reactions on both branches: everybody shows the later one', async () => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    expectOk(mum.messenger.react(named(mum, room, '처음'), '👍', true))
    expectOk(mum.messenger.edit(named(mum, room, '처음'), '집에서 고침'))
    await world.pass()
    expectOk(copy.messenger.react(named(copy, room, '처음'), '🙏', true))
    expectOk(copy.messenger.edit(named(copy, room, '처음'), '밖에서 고침'))
    await world.pass()
    await meet(world, mum, copy, shop)
    for (const each of [dad, shop]) {
      expect(each.texts(room), each.name).toEqual(['밖에서 고침'])
      expect(
        each
          .seen(room)[0]
          ?.reactions.map(({ emoji }) => emoji)
          .toSorted(),
      ).toEqual(['👍', '🙏'])
    }
    expect(shown(dad, room)).toEqual(shown(shop, room))
  })

  it('[FORK-2] [SNAP-1] a branch that was compacted keeps its words, and takes none from the other', async () => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    for (let at = 0; at < 205; at++) copy.send(room, `밖 ${at}`)
    for (let at = 0; at < 3; at++) mum.send(room, `집 ${at}`)
    await world.pass()
    await meet(world, mum, copy, shop)
    // What a snapshot replaced has no ids any more, so the shop cannot tell that there is another branch; Dad loses nothing meanwhile.
    expect(new Set(dad.texts(room)).size).toBe(209)
    world.doRetire = true
    mum.on(world.home)
    await world.pass(20_000)
    expect(mum.retired).toBe(1)
    for (const each of [mum, dad, shop]) expect(new Set(each.texts(room)).size, each.name).toBe(209)
    expect(shown(dad, room)).toEqual(shown(shop, room))
    const before = shown(dad, room)
    for (const each of [dad, shop]) {
      expectOk(each.messenger.rebuild())
      expect(shown(each, room), each.name).toEqual(before)
      each.on()
      expect(shown(each, room), each.name).toEqual(before)
    }
  })

  it('[FORK-2] one id with two contents: everybody shows the same one, and says that there are two; no other message is marked', async () => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    const ids = [mum, copy].map((liar) => {
      liar.rng = new Seeded('the same salt')
      liar.on(new SimNetwork(world.clock))
      const [id] = liar.send(room, liar === mum ? '간다' : '안 간다')
      liar.rng = undefined
      return id
    })
    expect(ids[0]).toBe(ids[1])
    mum.on(world.home)
    copy.on(world.away)
    mum.send(room, '하나뿐')
    await world.pass()
    expect(dad.texts(room)).toContain('간다')
    expect(shop.texts(room)).toContain('안 간다')
    await meet(world, mum, copy, shop)
    expect(shown(dad, room)).toEqual(shown(shop, room))
    expect(dad.seen(room)).toHaveLength(3)
    expect(dad.seen(room).flatMap(({ id, twoStories }) => (twoStories ? [id] : []))).toEqual([ids[0]])
    const before = shown(dad, room)
    expectOk(shop.messenger.rebuild())
    expect(shown(shop, room)).toEqual(before)
    expect(world.crypto.reused).toEqual([])
  })

  it('[FORK-2] of three branches the two lowest stay, whatever order they came in', async () => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    const third = world.clone(mum)
    third.off()
    const liars = [mum, copy, third]
    for (const [at, liar] of liars.entries()) {
      liar.on(new SimNetwork(world.clock))
      liar.send(room, `이야기 ${at}`, '하나')
      liar.send(room, `더 ${at}`)
      liar.off()
    }
    const tell = async (listener: Copy, order: readonly Copy[]): Promise<void> => {
      for (const liar of order) {
        listener.on(new SimNetwork(world.clock))
        liar.on(listener.network)
        await world.pass(10_000)
        liar.off()
      }
    }
    await tell(dad, [mum, copy, third])
    await tell(shop, [third, copy, mum])
    expect(new Set(dad.texts(room).filter((text) => text?.startsWith('이야기'))).size).toBe(INTRINSIC.FORK_BRANCHES)
    expect(shown(dad, room)).toEqual(shown(shop, room))
  })

  it.each([
    ['as long as is asked for at once', RESOURCE.FORK_FETCH_BLOCKS, 1],
    ['one block longer', RESOURCE.FORK_FETCH_BLOCKS + 1, 1],
    ['one block longer, and the other, too', RESOURCE.FORK_FETCH_BLOCKS + 1, RESOURCE.FORK_FETCH_BLOCKS + 1],
  ])('[FORK-1] [FORK-2] a branch comes whole: %s', async (_, away, home) => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    for (let at = 0; at < away; at++) copy.send(room, `밖 ${at}`)
    for (let at = 0; at < home; at++) mum.send(room, `집 ${at}`)
    // Started again before there was time to compact: every message travels as a block of its own.
    copy.on()
    mum.on()
    await world.pass(20_000)
    const device = mum.messenger.me().device
    expect([shop, dad].map((each) => each.messenger.roomBook.byId(room)?.chains.of(device).height)).toEqual([1 + away, 1 + home])
    await meet(world, mum, copy, shop)
    for (const each of [dad, shop]) {
      expect(new Set(each.allTexts(room)).size, each.name).toBe(1 + away + home)
      expect(each.messenger.status().refusals, each.name).toEqual({})
    }
  })

  it('[FORK-3] nobody makes keys for a device that is known to be in two hands', async () => {
    const { world, mum, copy, dad, shop, room } = await twoGroups()
    mum.send(room, '집')
    copy.send(room, '밖')
    await world.pass()
    const forked = mum.messenger.me().device
    await meet(world, mum, copy, shop)
    const state = dad.messenger.roomBook.byId(room)
    expect(state?.forks.isForked(forked)).toBe(true)
    const before = new Set(state?.state.epochs.map(({ id }) => id))
    state?.govern(() => state.acts.rotate())
    const made = state?.state.epochs.find(({ id }) => !before.has(id))
    expect(made?.holders.has(forked)).toBe(false)
    expect(made?.holders.has(shop.messenger.me().device)).toBe(true)
    expect(state?.acts.grant(forked, [...before])).toBe(false)
  })
})

describe('the week after', () => {
  it('[FORK-5] the old device is dropped when both copies had time to follow it; nothing is lost by it', async () => {
    const world = new ForkWorld()
    const [mum, dad] = [world.person('엄마'), world.person('아빠')]
    const room = await world.group(mum, dad)
    mum.send(room, '처음')
    await world.pass()
    const old = mum.messenger.me().device
    const copy = world.clone(mum)
    copy.send(room, '밖')
    mum.send(room, '집')
    mum.off()
    copy.on(world.home)
    await world.pass(20_000)
    // Two devices of one id cannot be on one network at once; that would not be noticed as anything but trouble with lines.
    copy.off()
    mum.on(world.home)
    await world.pass(20_000)
    copy.on()
    await world.pass(20_000)
    expect([mum.retired, copy.retired]).toEqual([1, 1])
    const state = () => dad.messenger.roomBook.byId(room)?.state.devices.get(old)
    expect(state()?.live).toBe(true)
    for (const each of [mum, copy, dad]) each.off()
    for (let day = 0; day < 7; day++) world.clock.advance(RESOURCE.RETIRED_DROP_MS / 7)
    for (const each of [mum, copy, dad]) each.on()
    await world.pass(20_000)
    expect(state()?.dropped).toBe(true)
    for (const each of [mum, copy, dad]) expect(each.sortedTexts(room), each.name).toEqual(['밖', '집', '처음'])
    mum.send(room, '다시')
    await world.pass()
    for (const each of [copy, dad]) expect(each.texts(room), each.name).toContain('다시')
  })

  it('[P10] [FORK-5] power fails while it retires: all of it or nothing, and the next start goes on', async () => {
    const world = new ForkWorld()
    world.doRetire = false
    const [mum, dad] = [world.person('엄마'), world.person('아빠')]
    const room = await world.group(mum, dad)
    mum.send(room, '처음')
    await world.pass()
    const copy = world.clone(mum)
    mum.send(room, '집')
    copy.send(room, '밖')
    await world.pass()
    mum.off()
    copy.on(world.home)
    await world.pass()
    expect(copy.isDue).toBe(true)
    const old = copy.messenger.me().device
    for (let writes = 1; ; writes++) {
      copy.store.failAfter(writes)
      let failed = false
      try {
        copy.retire()
      } catch {
        failed = true
      }
      copy.store.failAfter(undefined)
      if (!failed) break
      copy.on()
      expect(copy.messenger.me().device).toBe(old)
      await world.pass(2000)
      expect(copy.isDue).toBe(true)
    }
    expect(copy.messenger.me().device).not.toBe(old)
    await world.pass(20_000)
    for (const each of [copy, dad]) expect(each.sortedTexts(room), each.name).toEqual(['밖', '집', '처음'])
  })
})
