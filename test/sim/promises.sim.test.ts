/** Single promises, each in a world made for it. */
import { describe, expect, it } from 'vitest'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { disagreement, messagesOf, roomOf } from '../harness/sim/agreement.ts'
import { openedBlocks, tracesOf } from '../harness/sim/what-is-kept.ts'
import { type SimDevice, type SimPerson, World } from '../harness/sim/world.ts'

describe('newcomers', () => {
  it('[GOV-13] come in by an invitation through any member while the network is in islands', async () => {
    const { world, people, room } = await group('islands', 4)
    const [mum, dad, , shop] = people.map(firstDevice)
    const { link } = expectOk(mum!.messenger.inviteToRoom(room, { uses: 2 }))
    await world.run(2000)
    const guest = firstDevice(world.person())
    world.network.partition([mum!.device, shop!.device], [dad!.device, people[2]!.devices[0]!.device, guest.device])
    // Whoever the link names must be within reach to dial; the rest is any member's business.
    void guest.messenger.accept(link)
    world.network.introduce(guest.device, dad!.device)
    expectOk(shop!.messenger.send(room, ['on the other island']))
    await world.run(60_000)
    expectOk(guest.messenger.send(room, ['let in by dad']))
    await world.run(5000)
    expect(texts(dad!, room)).toContain('let in by dad')
    world.network.heal()
    await world.run(60_000)
    expect(disagreement(world)).toBeUndefined()
    expect(new Set(texts(mum!, room))).toEqual(new Set(['let in by dad', 'on the other island']))
  })

  it.each([
    ['none', []],
    ['epoch', ['second epoch']],
    ['all', ['first epoch', 'second epoch']],
  ] as const)('[GOV-14] read with history "%s" exactly that', async (history, readable) => {
    const { world, people, room } = await group(`history ${history}`, 3)
    const [mum, , shop] = people.map(firstDevice)
    const guest = world.person()
    await world.pair(people[0]!, guest)
    roomOf(mum!, room)!.act([{ type: 'set', key: 'history', value: history }])
    expectOk(mum!.messenger.send(room, ['first epoch']))
    await world.run(3000)
    expectOk(mum!.messenger.act(room, { act: 'remove', account: shop!.person.account }))
    expectOk(mum!.messenger.send(room, ['second epoch']))
    await world.run(3000)
    expectOk(mum!.messenger.act(room, { act: 'add', account: guest.account }))
    await world.run(3000)
    expectOk(mum!.messenger.send(room, ['with the guest']))
    await world.run(10_000)
    expect(texts(firstDevice(guest), room)).toEqual([...readable, 'with the guest'])
    // P7: not only not shown: what he holds opens nothing more.
    const opened = openedBlocks(firstDevice(guest), room).map((plain) => new TextDecoder('latin1').decode(plain))
    for (const text of ['first epoch', 'second epoch']) {
      expect(opened.some((plain) => plain.includes(text))).toBe((readable as readonly string[]).includes(text))
    }
    expect(disagreement(world)).toBeUndefined()
  })
})

describe('a removed member', () => {
  it('[KEY-3] [P3] [P7] is refused by everybody, and the next epoch opens with nothing he has', async () => {
    const { world, people, room } = await group('removed', 3)
    const [mum, dad, shop] = people.map(firstDevice)
    expectOk(shop!.messenger.send(room, ['before']))
    await world.run(3000)
    world.network.partition([mum!.device, dad!.device], [shop!.device])
    expectOk(mum!.messenger.act(room, { act: 'remove', account: shop!.person.account }))
    expectOk(mum!.messenger.send(room, ['without the shop']))
    expectOk(shop!.messenger.send(room, ['after, unknowing']))
    await world.run(60_000)
    world.network.heal()
    await world.run(60_000)
    for (const device of [mum!, dad!]) expect(texts(device, room)).toEqual(['before', 'without the shop'])
    expect(shop!.messenger.send(room, ['knowing']).ok).toBe(false)
    const opened = openedBlocks(shop!, room).map((plain) => new TextDecoder('latin1').decode(plain))
    expect(opened.some((plain) => plain.includes('without the shop'))).toBe(false)
    const own = roomOf(mum!, room)!
    const newest = own.keyring.epochs().find((epoch) => roomOf(shop!, room)!.keyring.full(epoch) === undefined)
    expect(newest).toBeDefined()
    expect(disagreement(world)).toBeUndefined()
  })

  it('[FEED-10] [GOV-5] is heard again from where he comes back, and from nowhere else', async () => {
    const { world, people, room } = await group('back again', 3)
    const [mum, dad, shop] = people.map(firstDevice)
    expectOk(shop!.messenger.send(room, ['before']))
    await world.run(3000)
    world.network.partition([mum!.device, dad!.device], [shop!.device])
    expectOk(mum!.messenger.act(room, { act: 'remove', account: shop!.person.account }))
    expectOk(shop!.messenger.send(room, ['between']))
    await world.run(3000)
    world.network.heal()
    await world.run(40_000)
    expectOk(mum!.messenger.act(room, { act: 'add', account: shop!.person.account }))
    await world.run(40_000)
    expectOk(shop!.messenger.send(room, ['after']))
    await world.run(10_000)
    for (const device of [mum!, dad!]) expect(texts(device, room)).toEqual(['before', 'after'])
    expect(disagreement(world)).toBeUndefined()
  })
})

describe('deletion', () => {
  const SECRET = '지울 비밀 문장'

  it('[DEL-2] [P5] takes the words from every honest disk, edited ones too, and late peers never get them', async () => {
    const { world, people, room } = await group('erased', 4)
    const [mum, dad, shop, late] = people.map(firstDevice)
    world.network.partition([mum!.device, dad!.device, shop!.device], [late!.device])
    const [id] = expectOk(mum!.messenger.send(room, [`${SECRET} eins`, 'stays']))
    const [edited] = expectOk(dad!.messenger.send(room, [`${SECRET} zwei`]))
    await world.run(3000)
    for (const device of [mum!, dad!, shop!]) expect(tracesOf(device, room, `${SECRET} eins`)).not.toEqual([])
    expectOk(dad!.messenger.edit(edited!, `${SECRET} drei`))
    await world.run(3000)
    for (const device of [mum!, dad!, shop!]) expect(tracesOf(device, room, `${SECRET} zwei`)).toEqual([])
    expectOk(mum!.messenger.delete(id!))
    expectOk(dad!.messenger.delete(edited!))
    await world.run(70_000)
    world.network.heal()
    await world.run(70_000)
    for (const device of [mum!, dad!, shop!, late!]) {
      expect(tracesOf(device, room, SECRET)).toEqual([])
      expect(texts(device, room).filter((text) => text !== undefined)).toEqual(['stays'])
    }
    // DEL-3; who never held the words has nothing to purge.
    for (const device of [mum!, dad!, shop!]) expect(device.store.purges).toBeGreaterThan(0)
    expect(disagreement(world)).toBeUndefined()
  })

  it('[DEL-4] by another device of the author hides at once and erases after 72 hours', async () => {
    const world = new World('72 hours')
    const [mum, dad] = [world.person(), world.person()]
    await world.pair(mum, dad)
    const second = await world.secondDevice(mum)
    const { room } = firstDevice(mum).messenger.rooms()[0]!
    await world.run(3000)
    const [id] = expectOk(firstDevice(mum).messenger.send(room, [SECRET]))
    await world.run(3000)
    expectOk(second.messenger.delete(id!))
    await world.run(3000)
    for (const device of world.devices) expect(messagesOf(device, room)).toMatchObject([{ deleted: true, text: undefined }])
    expect(tracesOf(firstDevice(dad), room, SECRET)).toEqual(['block'])
    await world.run(RESOURCE.CROSS_DEVICE_ERASURE_MS + 70_000)
    for (const device of world.devices) expect(tracesOf(device, room, SECRET)).toEqual([])
    expect(disagreement(world)).toBeUndefined()
  })
})

describe('catching up', () => {
  it('[P9] [SYNC-5] a newcomer gets what five peers hold once, not five times', async () => {
    const { world, people, room } = await group('five peers', 5)
    roomOf(firstDevice(people[0]!), room)!.act([{ type: 'set', key: 'history', value: 'all' }])
    await world.run(3000)
    for (let round = 0; round < 8; round++) {
      for (const person of people) {
        const long = Array.from({ length: 12 }, (_, at) => `${person.name} ${round} ${at} ${'가나다'.repeat(300)}`)
        expectOk(firstDevice(person).messenger.send(room, long))
      }
      await world.run(500)
    }
    await world.run(60_000)
    const guest = world.person()
    await world.pair(people[0]!, guest)
    const before = world.network.deliveredBytes
    expectOk(firstDevice(people[0]!).messenger.act(room, { act: 'add', account: guest.account }))
    await world.run(30_000)
    const moved = world.network.deliveredBytes - before
    const needed = bytesOf(firstDevice(guest), room)
    expect(messagesOf(firstDevice(guest), room)).toHaveLength(8 * 5 * 12)
    expect(moved / needed).toBeLessThan(1.15)
  })

  it('[FEED-7] [SNAP-3] a long room that rolled over, written by two devices in turn, is read whole by a newcomer', async () => {
    const world = new World('long room')
    const [mum, dad, guest] = [world.person(), world.person(), world.person()]
    await world.pair(mum, dad)
    await world.pair(dad, guest)
    const second = await world.secondDevice(mum)
    const first = firstDevice(mum)
    const room = expectOk(first.messenger.createRoom({ name: 'long', members: [dad.account] }))
    roomOf(first, room)!.act([{ type: 'set', key: 'history', value: 'all' }])
    await world.run(3000)
    const all: string[] = []
    for (let round = 0; round < 44; round++) {
      const writer = round % 2 === 0 ? first : second
      const some = Array.from({ length: 50 }, (_, at) => `${round}/${at}`)
      all.push(...some)
      expectOk(writer.messenger.send(room, some))
      if (round % 11 === 10) for (let at = 0; at < 210; at++) expectOk(writer.messenger.react(newest(writer, room), '👍', at % 2 === 0))
      await world.run(round % 5 === 0 ? 3000 : 300)
    }
    await world.run(70_000)
    expectOk(firstDevice(dad).messenger.send(room, ['the end']))
    await world.run(3000)
    expectOk(first.messenger.act(room, { act: 'role', account: dad.account, role: 3 }))
    await world.run(3000)
    expectOk(firstDevice(dad).messenger.act(room, { act: 'add', account: guest.account }))
    await world.run(70_000)
    for (const device of [first, second, firstDevice(dad), firstDevice(guest)]) {
      expect(texts(device, room)).toEqual([...all, 'the end'])
    }
    expect(disagreement(world)).toBeUndefined()
  })
})

describe('a blocked contact', () => {
  it('[GOV-16] gets no session, and his words still travel through the room to the others', async () => {
    const { world, people, room } = await group('blocked', 3)
    const [mum, dad, shop] = people.map(firstDevice)
    expectOk(mum!.messenger.blockContact(shop!.person.account, true))
    await world.run(3000)
    const isLinked = (): boolean => mum!.messenger.status().peers.some(({ device }) => device === shop!.device)
    expect(isLinked()).toBe(false)
    world.network.partition([mum!.device, dad!.device], [shop!.device])
    expectOk(shop!.messenger.send(room, ['to those who listen']))
    await world.run(3000)
    world.network.heal()
    await world.run(40_000)
    expect(isLinked()).toBe(false)
    expect(texts(dad!, room)).toEqual(['to those who listen'])
    expect(messagesOf(mum!, room)).toHaveLength(1)
    expectOk(mum!.messenger.blockContact(shop!.person.account, false))
    await world.run(40_000)
    expect(disagreement(world)).toBeUndefined()
  })
})

describe('liars', () => {
  it('[P12] peers that claim to hold what they never had cost time and nothing else', async () => {
    const { world, people, room } = await group('liars', 5)
    const [mum, dad, , ...liars] = people.map(firstDevice)
    for (const liar of liars) lieAboutRows(liar, room)
    world.network.partition([mum!.device, ...liars.map(({ device }) => device)], [dad!.device])
    const sent = Array.from({ length: 20 }, (_, at) => `true ${at}`)
    for (const text of sent) expectOk(mum!.messenger.send(room, [text]))
    await world.run(10_000)
    world.network.heal()
    const before = world.network.deliveredBytes
    await world.run(5 * 60_000)
    expect(texts(dad!, room)).toEqual(sent)
    expect(world.network.deliveredBytes - before).toBeLessThan(2_000_000)
  })
})

/** People who all know the first one, in one room of his. */
async function group(
  seed: string,
  size: number,
): Promise<{ readonly world: World; readonly people: readonly SimPerson[]; readonly room: RoomId }> {
  const world = new World(seed)
  const people = Array.from({ length: size }, () => world.person())
  for (const other of people.slice(1)) await world.pair(people[0]!, other)
  const made = firstDevice(people[0]!).messenger.createRoom({ name: seed, members: people.slice(1).map(({ account }) => account) })
  await world.run(5000)
  return { world, people, room: expectOk(made) }
}

function firstDevice(person: SimPerson): SimDevice {
  const [device] = person.devices
  if (device === undefined) throw new Error('a person has a device')
  return device
}

function texts(device: SimDevice, room: RoomId): readonly (string | undefined)[] {
  return messagesOf(device, room).map(({ text }) => text)
}

function newest(device: SimDevice, room: RoomId): MessageId {
  return expectOk(device.messenger.messages(room, { limit: 1 }))[0]!.id as MessageId
}

/** Bytes of all blocks of a room on a device's disk. */
function bytesOf(device: SimDevice, id: RoomId): number {
  const { core, state } = roomOf(device, id)!
  const everything = Number.MAX_SAFE_INTEGER
  const blocks = [0, 1].flatMap((lane) =>
    [...state.devices.keys()].flatMap((author) => core.store.blocks.range(core.key, author, lane as 0 | 1, 1, everything, everything)),
  )
  return blocks.reduce((sum, { header, body }) => sum + header.length + body.length + 64, 0)
}

/** From now on this device says it has every seq of everybody up to a thousand, under heads of its own, and serves nothing. */
function lieAboutRows(device: SimDevice, id: RoomId): void {
  const { roomBook } = device.messenger
  const key = roomBook.registry.byId(id)
  const sync = key === undefined ? undefined : roomBook.sync(key)
  const room = roomOf(device, id)
  if (sync === undefined || room === undefined) throw new Error('no room')
  sync.feedRows = () => [...room.state.devices.keys()].map((author) => ({ device: author, ranges: [[1, 1000]], head: room.state.root! }))
  sync.serve = () => ({ blocks: [], complete: true })
}
