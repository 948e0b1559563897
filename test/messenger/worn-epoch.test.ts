/** KEY-7: a key that has served long enough, in time or in blocks, and who would like the room to think so of every key. */
import { beforeEach, describe, expect, it } from 'vitest'
import { uint } from '../../shared/codec/index.ts'
import { type BlockId, type EpochId, type RoomId, idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { liveGrantees, planEpoch } from '../../shared/messenger/room/epochs.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { HostileMember, Victim, rawEntry, roomOf } from '../harness/hostile-member.ts'
import { World } from '../harness/sim/world.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

const DAY_MS = 86_400_000
const ANY_ID: BlockId = idFromBytes('block', new Uint8Array(32).fill(9))

describe('an epoch that has served long enough', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let eve: Villager
  let room: RoomId
  let first: EpochId

  beforeEach(async () => {
    village = new Village()
    ;[mum, dad, eve] = ['엄마', '아빠', '이브'].map((name) => village.person(name)) as [Villager, Villager, Villager]
    for (const each of [dad, eve]) await village.pair(mum, each)
    room = expectOk(mum.messenger.createRoom({ name: '우리 동네', members: [dad.account, eve.account] }))
    await village.pass()
    first = roomOf(mum, room).state.epochs[0]!.id
  })

  const epochs = (who = mum): readonly EpochId[] => roomOf(who, room).state.epochs.map(({ id }) => id)
  const sealed = (who: Villager, epoch = first): number => roomOf(who, room).chains.epochs.of(epoch)

  /** Epochs of somebody's own blocks, in order. */
  function epochsOf(who: Villager): readonly EpochId[] {
    const { store, key } = roomOf(who, room).core
    const everything = Number.MAX_SAFE_INTEGER
    return store.blocks.range(key, who.messenger.me().device, 1, 1, everything, everything).map(({ epoch }) => epoch)
  }

  /** As if that many had been sealed before; the room is opened anew and reads it from the disk. */
  function wear(who: Villager, blocks: number): void {
    const { key } = roomOf(who, room).core
    who.store.values.put(`sealed/${key}`, first, uint().encode(blocks))
    who.messenger.roomBook.reopen(key)
    expect(sealed(who)).toBe(blocks)
  }

  async function says(who: Villager, ...texts: readonly string[]): Promise<void> {
    expectOk(who.messenger.send(room, texts))
    await village.pass()
  }

  it('[KEY-7] takes its last block and no more: the next is sealed under a new key, which everybody has', async () => {
    wear(mum, RESOURCE.EPOCH_BLOCKS - 1)
    expectOk(mum.messenger.send(room, ['마지막']))
    expect(epochs()).toEqual([first])
    expectOk(mum.messenger.send(room, ['새 열쇠']))
    const [, second, ...more] = epochs()
    expect(more).toEqual([])
    expect(epochsOf(mum)).toEqual([first, second])
    await village.pass()
    await says(dad, '나도')
    expect(epochsOf(dad)).toEqual([second])
    for (const who of [mum, dad, eve]) expect(textsOf(who, room)).toEqual(['마지막', '새 열쇠', '나도'])
  })

  it('[KEY-7] counts what others wrote, once each, and what was compacted away; a restart forgets nothing', async () => {
    for (const text of ['하나', '둘']) await says(dad, text)
    const [third] = expectOk(dad.messenger.send(room, ['셋']))
    await village.pass()
    expect(sealed(mum)).toBe(3)
    const { core, chains } = roomOf(mum, room)
    const device = dad.messenger.me().device
    const kept = core.store.blocks.range(core.key, device, 1, 1, 9, Number.MAX_SAFE_INTEGER)
    const peer = new HostileMember(dad, room)
    const victim = new Victim(mum, room, peer)
    expect(
      victim.sync.acceptFeed(
        victim.session,
        kept.map(({ header, signature, body }) => ({ header, signature, body })),
      ),
    ).toMatchObject({
      done: 0,
      repeats: 3,
    })
    expect(sealed(mum)).toBe(3)
    expectOk(dad.messenger.delete(third!))
    await village.pass()
    // The amendment and the snapshot in which the text is gone; the three before it are on the disk no more.
    expect(core.store.blocks.range(core.key, device, 1, 1, 9, Number.MAX_SAFE_INTEGER).length).toBeLessThan(3)
    expect(chains.of(device).height).toBe(5)
    mum.messenger.roomBook.reopen(core.key)
    expect([sealed(mum), sealed(dad), sealed(eve)]).toEqual([5, 5, 5])
    wear(mum, RESOURCE.EPOCH_BLOCKS - 1)
    await says(dad, '넷')
    await says(mum, '다섯')
    expect(epochs()).toHaveLength(2)
    expect(epochsOf(mum).at(-1)).toBe(epochs()[1])
  })

  it('[KEY-7] changes in the midst of what is sent at once', async () => {
    wear(mum, RESOURCE.EPOCH_BLOCKS - 2)
    const many = Array.from({ length: 350 }, (_, at) => `글 ${at}`)
    await says(mum, ...many)
    const [, second] = epochs()
    expect(epochsOf(mum).filter((epoch) => epoch === first).length).toBeGreaterThan(0)
    expect(epochsOf(mum).filter((epoch) => epoch === second)).toHaveLength(2)
    expect(textsOf(dad, room)).toEqual(many)
  })

  it('[KEY-7] [GOV-15] a guest, who cannot make another, goes on in it until a member writes', async () => {
    expectOk(mum.messenger.act(room, { act: 'role', account: dad.account, role: 1 }))
    await village.pass()
    wear(dad, RESOURCE.EPOCH_BLOCKS)
    await says(dad, '손님')
    expect(epochs()).toEqual([first])
    expect(textsOf(mum, room)).toEqual(['손님'])
  })

  it('[KEY-7] is written in for 30 days and not a millisecond longer', async () => {
    const { t } = roomOf(mum, room).state.epochs[0]!
    village.clock.skew(t + 30 * DAY_MS - village.clock.now())
    expectOk(mum.messenger.send(room, ['서른 날']))
    expect(epochs()).toEqual([first])
    village.clock.skew(1)
    expectOk(mum.messenger.send(room, ['하루 더']))
    expect(epochs()).toHaveLength(2)
    expect(epochsOf(mum)).toEqual(epochs())
    await village.pass()
    expect(textsOf(dad, room)).toEqual(['서른 날', '하루 더'])
  })

  describe('where somebody wants a new key for every message', () => {
    let hostile: HostileMember
    let victim: Victim

    beforeEach(() => {
      village.partition([mum, dad], [eve])
      hostile = new HostileMember(eve, room)
      victim = new Victim(mum, room, hostile)
    })

    /** Mum and Dad talk, and no key changes. */
    async function talk(expected: number): Promise<void> {
      for (let at = 0; at < 5; at++) {
        await says(mum, `엄마 ${at}`)
        await says(dad, `아빠 ${at}`)
      }
      expect(epochs()).toHaveLength(expected)
      expect(epochs(dad)).toHaveLength(expected)
      expect(textsOf(dad, room).at(-1)).toBe('아빠 4')
    }

    it('[KEY-7] [SNAP-5] a snapshot that says it stands for more blocks than an epoch takes counts as one', async () => {
      const ranges = [[1, RESOURCE.EPOCH_BLOCKS + 5] as const]
      const supersede = [{ device: hostile.device, ranges, last: ANY_ID }]
      const plain = hostile.snapshotPlain([hostile.entries([rawEntry(1)])], 1)
      const taken = victim.feed(hostile.feed(plain, { seq: RESOURCE.EPOCH_BLOCKS + 6, prev: ANY_ID, supersede }))
      expect(taken).toMatchObject({ done: 1 })
      expect(victim.room.chains.of(hostile.device).height).toBeGreaterThan(RESOURCE.EPOCH_BLOCKS)
      expect(sealed(mum)).toBe(1)
      await talk(1)
    })

    it('[KEY-7] blocks of epochs nobody announced count for none', async () => {
      const { epoch, secret } = hostile.madeUpEpoch(1)
      victim.feed(hostile.feed(new Uint8Array(64), { epoch }, secret))
      expect(sealed(mum, epoch)).toBe(0)
      expect(mum.store.values.list(`sealed/${victim.room.core.key}`)).toEqual([])
      await talk(1)
    })

    it('[KEY-7] an epoch dated long ago costs him an act, and the room one change', async () => {
      for (let times = 1; times <= 3; times++) {
        const { core, keyring } = hostile.room
        // He sees what the others wrote since, as any member does.
        const plan = planEpoch(core, keyring, victim.room.state, liveGrantees(victim.room.state))
        const heads = victim.room.log.governance.heads
        const parents = [...new Set([...heads, ...(hostile.govEnd.prev === undefined ? [] : [hostile.govEnd.prev])])].toSorted()
        victim.governance(hostile.gov([plan.action], { plain: { parents, t: 0 }, body: plan.extras }))
        await village.pass()
        expect(victim.room.keyring.full(plan.epoch)).toBeDefined()
        expect(epochs()).toHaveLength(2 * times)
        await talk(2 * times + 1)
      }
    })
  })

  it('[KEY-7] [P11] two whose clocks are twenty years apart do not change the key in turns', async () => {
    const world = new World('twenty years apart')
    const [one, other, third] = [world.person(), world.person(), world.person()]
    for (const each of [other, third]) await world.pair(one, each)
    const [a, b] = [one.devices[0]!, other.devices[0]!]
    const id = expectOk(a.messenger.createRoom({ name: 'apart', members: [other.account, third.account] }))
    await world.run(5000)
    world.skew(a, -10 * 365 * DAY_MS)
    world.skew(b, 10 * 365 * DAY_MS)
    const known = (): number => a.messenger.roomBook.byId(id)!.state.epochs.length
    const talk = async (): Promise<void> => {
      for (let at = 0; at < 5; at++) {
        for (const { messenger } of [a, b]) {
          expectOk(messenger.send(id, [`${at}`]))
          await world.run(3000)
        }
      }
    }
    await talk()
    expect(known()).toBe(2)
    expectOk(a.messenger.act(id, { act: 'remove', account: third.account }))
    await world.run(3000)
    await talk()
    expect(known()).toBe(4)
  })
})
