import { beforeEach, describe, expect, it } from 'vitest'
import { carrierStatusCodec, signCarrierStatus, type CarrierStatus } from '../../shared/custody/index.ts'
import type { MessageId, RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { sessionOf } from '../harness/hostile-member.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'

describe('what a carrier says of itself', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let son: Villager
  let room: RoomId

  const stateOf = (who: Villager, message: MessageId): unknown => expectOk(who.messenger.message(message)).delivery
  const say = (who: Villager, text: string): MessageId => {
    const [message] = expectOk(who.messenger.send(room, [text]))
    if (message === undefined) throw new Error('one was sent')
    return message
  }
  const syncOf = (who: Villager) => {
    const { roomBook } = who.messenger
    const sync = roomBook.sync(roomBook.registry.byId(room) ?? 0)
    if (sync === undefined) throw new Error('no room')
    return sync
  }
  /** A word in the carrier's name, changed, and signed by whoever's seed it is. */
  const word = (by: Villager, more: Partial<CarrierStatus>): Uint8Array => {
    const bytes = syncOf(mum).status(shop.messenger.me().device) ?? new Uint8Array()
    const read = expectOk(carrierStatusCodec.decode(bytes)).value
    return signCarrierStatus(nodeCrypto(), by.messenger.people.identity().keys.seed, { ...read, n: read.n + 1, ...more })
  }

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    dad = village.person('아빠')
    son = village.person('아들')
    shop = village.person('가게 컴퓨터')
    await village.pair(mum, dad)
    await village.pair(mum, son)
    await village.pair(mum, shop)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, son.account] }))
    expectOk(shop.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass(10_000)
  })

  it('[CARR-2] [DLV-4] is passed on by members, so that custody knows without being connected to it', async () => {
    // Dad writes; the shop takes it from Mum's side of the town only after Dad has left.
    village.partition([dad, mum], [shop], [son])
    const message = say(dad, '가게에 맡겨 줘')
    await village.pass(10_000)
    village.partition([mum, shop], [dad], [son])
    await village.pass(10_000)
    village.partition([mum, dad], [shop], [son])
    await village.pass(10_000)
    const { holders } = expectOk(dad.messenger.trail(message))
    expect(holders.find(({ device }) => device === shop.messenger.me().device)).toMatchObject({ carrier: true })
    expect(expectOk(dad.messenger.carrying.carriersOf(room))).toMatchObject([
      { state: 'carrying', said: { free: expect.any(Number) as number } },
    ])
    // Others' word of a carrier is a word as old as it is: told with when it was said.
    expect(holders.find(({ carrier }) => carrier)?.at).toBeLessThanOrEqual(village.clock.now())
  })

  it('[DLV-4] a message falls back when a newer word omits it, and when its term ends', async () => {
    village.partition([mum, shop], [dad], [son])
    const message = say(mum, '맡겨요')
    await village.pass(10_000)
    expect(stateOf(mum, message)).toMatchObject({ state: 'held', holders: 1 })
    village.partition([mum], [shop], [dad], [son])
    await village.pass()
    const session = sessionOf(shop.messenger.me().device, shop)
    expect(syncOf(mum).acceptStatus(session, word(shop, { n: village.clock.now() + 1, rows: [] }))).toBeUndefined()
    expect(stateOf(mum, message)).toMatchObject({ state: 'queued', holders: 0 })
    const rows = [{ device: mum.messenger.me().device, governance: 1, feed: [[1, 50]] as const }]
    const until = village.clock.now() + 60_000
    expect(syncOf(mum).acceptStatus(session, word(shop, { rows, until }))).toBeUndefined()
    expect(stateOf(mum, message)).toMatchObject({ state: 'held', holders: 1 })
    await village.pass(61_000)
    expect(stateOf(mum, message)).toMatchObject({ state: 'queued', holders: 0 })
  })

  it('[DLV-4] a message falls back when governance drops the carrier, and says so', async () => {
    village.partition([mum, shop], [dad], [son])
    const message = say(mum, '맡겨요')
    await village.pass(10_000)
    expect(stateOf(mum, message)).toMatchObject({ state: 'held' })
    const told: unknown[] = []
    mum.messenger.subscribe((event) => void (event.type === 'delivery' && told.push([event.before, event.state])))
    village.partition([mum], [shop], [dad], [son])
    expectOk(mum.messenger.carrying.end(room, shop.messenger.me().device))
    await village.pass(10_000)
    expect(stateOf(mum, message)).toMatchObject({ state: 'queued' })
    expect(told).toContainEqual(['held', 'queued'])
  })

  it('[DLV-5] counts for its own device only: forged, replayed, foreign and strange words change nothing', () => {
    const sync = syncOf(mum)
    const { device } = shop.messenger.me()
    const session = sessionOf(device, shop)
    const before = sync.status(device)
    expect(sync.acceptStatus(session, word(dad, {}))).toBe('BAD_SIG')
    expect(sync.acceptStatus(session, word(dad, { device: dad.messenger.me().device }))).toBe('NOT_LIVE')
    expect(sync.acceptStatus(session, before ?? new Uint8Array())).toBe('old')
    expect(sync.acceptStatus(session, word(shop, { n: 0 }))).toBe('old')
    expect(sync.acceptStatus(session, new Uint8Array(300).fill(0x81))).toBe('BAD_FRAME')
    expect(sync.status(device)).toEqual(before)
  })

  it('[CARR-2] of heights nobody reached costs nobody a message: what is missing comes from others', async () => {
    village.partition([mum], [dad], [shop], [son])
    await village.pass()
    const lie = word(shop, { rows: [{ device: mum.messenger.me().device, governance: 1, feed: [[1, 2 ** 50]] }] })
    expect(syncOf(dad).acceptStatus(sessionOf(shop.messenger.me().device, shop), lie)).toBeUndefined()
    const message = say(mum, '정말 있어요')
    village.partition([mum, dad], [shop], [son])
    await village.pass(10_000)
    expect(textsOf(dad, room)).toEqual(['정말 있어요'])
    expect(stateOf(mum, message)).toMatchObject({ state: 'delivered' })
  })

  it('[CARR-2] survives a restart on either side, and counts on from where it was', async () => {
    const { device } = shop.messenger.me()
    const counter = (): number =>
      syncOf(mum)
        .statusCounters()
        .find((each) => each.device === device)?.n ?? 0
    const before = counter()
    expect(before).toBeGreaterThan(0)
    mum.messenger.stop()
    mum = village.personOn(mum.name, mum.store)
    await village.pass()
    expect(counter()).toBeGreaterThanOrEqual(before)
    shop.messenger.stop()
    shop = village.personOn(shop.name, shop.store)
    say(mum, '또')
    await village.pass(10_000)
    expect(counter()).toBeGreaterThan(before)
    expect(expectOk(mum.messenger.carrying.carriersOf(room))[0]?.said?.until).toBeLessThanOrEqual(
      village.clock.now() + RESOURCE.CARRY_TERM_MS,
    )
  })
})
