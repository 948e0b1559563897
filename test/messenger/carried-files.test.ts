import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, RoomId } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { type MemoryMediaStore, memoryMediaStore } from '../../shared/media/index.ts'
import { memoryStore } from '../../shared/store/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, type Villager, textsOf } from '../harness/village.ts'
import { type SealedFile, crypto } from '../media/some-files.ts'
import { fetched, isWhole, passing, photo, post } from './media/photos.ts'

const MB = 1_000_000
const DAY = 86_400_000
const KEY = 50_000_001
const SOON = 6000

/** Mum, dad, and the computer of a shop that keeps their room; a second one where it is asked for. */
describe('a carrier whose person agreed to keep files', () => {
  let village: Village
  let mum: Villager
  let dad: Villager
  let shop: Villager
  let room: RoomId
  let shopMedia: MemoryMediaStore

  const deviceOf = (who: Villager): DeviceId => who.messenger.me().device
  const kept = (by = shop) => by.messenger.carrying.carried().find(({ account }) => account === mum.account)?.files
  const allow = (files: number, by = shop): undefined => expectOk(by.messenger.carrying.allow(mum.account, undefined, files))
  const has = (file: SealedFile, by = shop): Promise<boolean> => isWhole(by, file)
  const soon = (until: () => boolean | Promise<boolean> = () => false, ms = SOON): Promise<void> => passing(village, until, ms)
  /** Off and on again, with the same disk. */
  const restart = (): void => {
    shop.messenger.stop()
    village.network.unplug(deviceOf(shop))
    shop = village.personOn('치킨집', shop.store, { media: shopMedia })
  }

  beforeEach(async () => {
    village = new Village()
    shopMedia = memoryMediaStore({ crypto, clock: village.clock })
    mum = village.person('엄마')
    dad = village.person('아빠')
    shop = village.personOn('치킨집', memoryStore(), { media: shopMedia })
    await village.pair(mum, dad)
    await village.pair(mum, shop)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account] }))
    expectOk(shop.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass(20_000)
  })

  it('[MEDIA-49] brings a photo to somebody who never meets who sent it, and can open nothing', async () => {
    allow(100 * MB)
    village.partition([mum, shop], [dad])
    await soon()
    const file = photo(1, 600_000)
    const message = await post(mum, room, file)
    await soon(() => has(file))
    expect(expectOk(await mum.messenger.media.holders(message, 0)).whole.map(({ name }) => name)).toEqual(['치킨집'])
    village.partition([shop, dad], [mum])
    await soon(() => textsOf(dad, room).length > 0)
    expect(textsOf(dad, room)).toEqual(['회의록'])
    expect(await fetched(village, dad, message)).toBe('here')
    expect(await has(file, dad)).toBe(true)
    // Neither the key nor anything of the room is on its disk.
    expect(shop.store.references.has(file.file)).toBe(false)
    expect(shop.store.values.list(`keys/${KEY}`)).toEqual([])
    expect(shop.messenger.rooms().some((each) => each.room === room)).toBe(false)
    expect(kept()).toEqual({ files: 1, bytes: 600_000 + 3 * 16, quota: 100 * MB })
  })

  it('[MEDIA-90] keeps none unless its person says so, and is not even told which there are', async () => {
    const file = photo(1)
    await post(mum, room, file)
    await soon()
    expect(shop.messenger.media.hub.links).toEqual([])
    expect(mum.store.values.list('media/offered')).toEqual([])
    expect(expectOk(mum.messenger.carrying.carriersOf(room))).toMatchObject([{ said: { files: undefined } }])
    // What was said before comes with the yes.
    allow(MB)
    await soon(() => has(file), 20_000)
    expect(await has(file)).toBe(true)
    await soon()
    expect(expectOk(mum.messenger.carrying.carriersOf(room))).toMatchObject([{ said: { files: { bytes: 1016 } } }])
    expect(shop.messenger.carrying.allow(mum.account, undefined, RESOURCE.CARRY_FILES_MOST_BYTES + 1)).toMatchObject({
      code: 'OUT_OF_RANGE',
    })
    expect(shop.messenger.carrying.allow(mum.account, undefined, RESOURCE.CARRY_FILES_MOST_BYTES)).toMatchObject({ ok: true })
    expect(shop.messenger.carrying.allow(mum.account, undefined, -1)).toMatchObject({ code: 'OUT_OF_RANGE' })
  })

  it('[MEDIA-93] is offered files by whoever has them, also by who came to have them later', async () => {
    village.partition([mum, dad], [shop])
    const file = photo(2)
    const message = await post(mum, room, file)
    await soon(() => textsOf(dad, room).length > 0)
    expect(await fetched(village, dad, message)).toBe('here')
    allow(MB)
    village.partition([shop, dad], [mum])
    await soon(() => has(file), 30_000)
    expect(await has(file)).toBe(true)
  })

  it('[MEDIA-93] is offered what is deleted for everyone no longer, and lets it go, at once or when it is met', async () => {
    allow(MB)
    const [first, second] = [photo(3), photo(4)]
    const one = await post(mum, room, first)
    const other = await post(mum, room, second)
    await soon(async () => (await has(first)) && has(second), 20_000)
    expect(kept()).toMatchObject({ files: 2 })
    expectOk(mum.messenger.delete(one))
    await soon(() => kept()?.files === 1)
    expect([await has(first), await has(second)]).toEqual([false, true])
    expect((await shopMedia.usage()).files).toBe(1)
    village.partition([mum], [shop], [dad])
    expectOk(mum.messenger.delete(other))
    await soon()
    expect(await has(second)).toBe(true)
    village.partition([mum, shop], [dad])
    await soon(() => kept()?.files === 0, 30_000)
    expect((await shopMedia.usage()).files).toBe(0)
    // The carrier said that they are gone: nothing is left to be taken back.
    await soon()
    expect(mum.store.values.list('media/offered')).toEqual([])
  })

  it('[MEDIA-92] keeps the newest within what was agreed to, and does not take again what it let go of', async () => {
    const files = [5, 6, 7, 8].map((seed) => photo(seed, 100_000))
    const [first, second, third, fourth] = files
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('four')
    allow(250_000)
    await soon()
    for (const file of [first, second, third]) {
      await post(mum, room, file)
      await soon(() => has(file))
    }
    expect([await has(first), await has(second), await has(third)]).toEqual([false, true, true])
    expect((await shopMedia.usage()).bytes).toBeLessThanOrEqual(250_000)
    village.partition([mum], [shop], [dad])
    await village.pass()
    await post(mum, room, fourth)
    village.partition([mum, shop, dad])
    await soon(() => has(fourth), 30_000)
    await soon()
    expect(await Promise.all(files.map((file) => has(file)))).toEqual([false, false, true, true])
    allow(150_000)
    await soon()
    expect(await Promise.all(files.map((file) => has(file)))).toEqual([false, false, false, true])
    // With more room everything is welcome again.
    allow(MB)
    village.partition([mum], [shop], [dad])
    await village.pass()
    village.partition([mum, shop, dad])
    await soon(() => has(first), 30_000)
    await soon()
    expect(await Promise.all(files.map((file) => has(file)))).toEqual([true, true, true, true])
    allow(0)
    await soon()
    expect(kept()).toEqual({ files: 0, bytes: 0, quota: 0 })
    expect((await shopMedia.usage()).files).toBe(0)
  })

  it('[MEDIA-92] of many files at once takes the newest', async () => {
    village.partition([mum, dad], [shop])
    const files = Array.from({ length: 6 }, (_, at) => photo(20 + at, 100_000))
    for (const file of files) {
      await post(mum, room, file)
      village.clock.advance(1000)
    }
    allow(350_000)
    await village.pass()
    village.partition([mum, shop, dad])
    await soon(() => has(files[5] ?? photo(1)), 30_000)
    await soon(undefined, 20_000)
    expect(await Promise.all(files.map((file) => has(file)))).toEqual([false, false, false, true, true, true])
  })

  it('[MEDIA-92] CARRY_FILE_AGE_MS: keeps what came a day less ago, also over a restart, and lets go of what is older', async () => {
    allow(MB)
    const file = photo(9)
    await post(mum, room, file)
    await soon(() => has(file), 20_000)
    village.clock.skew(RESOURCE.CARRY_FILE_AGE_MS - DAY)
    restart()
    await soon()
    shop.messenger.carrying.upkeep()
    await soon()
    expect(await has(file)).toBe(true)
    expect(kept()).toMatchObject({ files: 1 })
    village.clock.skew(2 * DAY)
    shop.messenger.carrying.upkeep()
    await soon()
    expect(await has(file)).toBe(false)
    expect(shop.store.values.list('media/kept')).toEqual([])
  })

  it('[MEDIA-91] whose power goes in the middle goes on with what it has, and gives it away', async () => {
    allow(100 * MB)
    await soon()
    const file = photo(10, 40 * 262_144)
    const message = await post(mum, room, file)
    await soon(async () => ((await shopMedia.held(file.file))?.chunks.count ?? 0) >= 32)
    village.network.powerOff(deviceOf(shop))
    shop.store.crash()
    shopMedia.crash()
    const held = (await shopMedia.held(file.file))?.chunks.count ?? 0
    expect(held).toBeGreaterThan(0)
    expect(held).toBeLessThan(40)
    // The old process is no more; what it would still do meets a disk that has moved on.
    shop.messenger.stop()
    shop = village.personOn('치킨집', shop.store, { media: shopMedia })
    await soon(() => has(file), 60_000)
    expect(await has(file)).toBe(true)
    village.partition([shop, dad], [mum])
    await soon(() => textsOf(dad, room).length > 0, 20_000)
    expect(await fetched(village, dad, message, 60_000)).toBe('here')
  })

  it('[MEDIA-92] clears everything away when the room is no longer carried, whoever ends it', async () => {
    allow(MB)
    const file = photo(11)
    await post(mum, room, file)
    await soon(() => has(file), 20_000)
    const handle = shop.messenger.carrying.sync(KEY)?.handle
    if (handle === undefined) throw new Error('carried')
    expect(shop.messenger.carrying.files.mayHave(deviceOf(dad), handle, file.file)).toBe(true)
    expectOk(mum.messenger.carrying.end(room, deviceOf(shop)))
    await soon()
    expect((await shopMedia.usage()).files).toBe(0)
    expect(shop.store.values.list(`carried/${KEY}`)).toEqual([])
    expect(shop.store.values.list('media/kept')).toEqual([])
    expect(shop.messenger.carrying.files.mayHave(deviceOf(dad), handle, file.file)).toBe(false)
  })

  it('[MEDIA-90] takes no more than all files may take of its computer', async () => {
    expectOk(shop.messenger.changeSettings({ mediaMib: 1 }))
    allow(100 * MB)
    await soon()
    const [small, large] = [photo(12, 500_000), photo(13, 700_000)]
    await post(mum, room, small)
    await soon(() => has(small))
    await post(mum, room, large)
    await soon(undefined, 10_000)
    expect([await has(small), await has(large)]).toEqual([true, false])
    expect((await shopMedia.usage()).bytes).toBeLessThanOrEqual(1024 * 1024)
  })

  it('[MEDIA-94] gives what a member offered to the room’s other carrier, which passes it on no further', async () => {
    const box = village.person('집 상자')
    await village.pair(mum, box)
    allow(MB)
    expectOk(box.messenger.carrying.allow(mum.account, undefined, MB))
    expectOk(mum.messenger.carrying.ask(room, box.account))
    await village.pass(20_000)
    village.partition([mum, shop], [dad], [box])
    await village.pass()
    const file = photo(14, 300_000)
    const message = await post(mum, room, file)
    await soon(() => has(file), 20_000)
    village.partition([shop, box], [mum], [dad])
    await soon(() => has(file, box), 30_000)
    expect(await has(file, box)).toBe(true)
    expect(box.store.values.list('media/offered')).toEqual([])
    village.partition([box, dad], [mum], [shop])
    await soon(() => textsOf(dad, room).length > 0, 30_000)
    expect(await fetched(village, dad, message)).toBe('here')
    // Deleted by who sent it, it goes from the one she told, and from the other by that one.
    village.partition([mum, shop, box], [dad])
    await village.pass()
    expectOk(mum.messenger.delete(message))
    await soon(async () => !(await has(file)) && !(await has(file, box)), 30_000)
    expect([await has(file), await has(file, box)]).toEqual([false, false])
  })
})

describe('a carrier whose disk is full', () => {
  it('[MEDIA-91] takes nothing for a while, loses nothing, and goes on when there is room', async () => {
    const village = new Village()
    let capacity = 150_000
    const media = memoryMediaStore({ crypto, clock: village.clock, capacityBytes: () => capacity })
    const [mum, shop] = [village.person('엄마'), village.personOn('치킨집', memoryStore(), { media })]
    await village.pair(mum, shop)
    const room = expectOk(mum.messenger.createRoom({ name: '우리 집' }))
    expectOk(shop.messenger.carrying.allow(mum.account, undefined, 10 * MB))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass(20_000)
    const [small, large] = [photo(1, 100_000), photo(2, 100_000)]
    await post(mum, room, small)
    await passing(village, () => isWhole(shop, small))
    await post(mum, room, large)
    await passing(village, () => false, 10_000)
    expect([await isWhole(shop, small), await isWhole(shop, large)]).toEqual([true, false])
    expect(shop.messenger.carrying.carried()[0]?.files).toMatchObject({ files: 1 })
    capacity = MB
    village.clock.advance(RESOURCE.CARRY_FULL_MS)
    await passing(village, () => isWhole(shop, large))
    expect(await isWhole(shop, large)).toBe(true)
  })
})
