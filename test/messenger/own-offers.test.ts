import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { FileReferences } from '../../shared/media-keeping/index.ts'
import { ownOffers } from '../../shared/messenger/media/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { roomOfTwo } from '../harness/room-of-two.ts'
import { photo, post } from './media/photos.ts'

const DAY = 86_400_000

describe('what a member offers', () => {
  const scene = async () => {
    const made = await roomOfTwo('우리 집')
    const { mum, shop, room, village } = made
    expectOk(shop.messenger.carrying.allow(mum.account))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass(20_000)
    const { store, messenger } = mum
    const { sets } = new FileReferences(store)
    const rooms = () =>
      ownOffers({ store, clock: village.clock, rooms: messenger.roomBook, files: messenger.media.files, partsOf: (set) => sets.of(set) })
    const newest = () => rooms().flatMap((each) => each.newest())
    return { ...made, newest, rooms }
  }

  it('[MEDIA-93] OFFERED_FILES: that many of a room, the newest, oldest first, and none that is too old for a carrier', async () => {
    const { village, mum, room, newest, rooms } = await scene()
    const old = photo(1, 10)
    await post(mum, room, old)
    village.clock.skew(RESOURCE.CARRY_FILE_AGE_MS - DAY)
    expect(newest()).toEqual([old.file])
    village.clock.skew(2 * DAY)
    expect(newest()).toEqual([])
    const fresh = Array.from({ length: RESOURCE.OFFERED_FILES + 2 }, (_, at) => photo(2 + at, 10))
    for (const file of fresh) {
      village.clock.advance(1)
      await post(mum, room, file)
    }
    expect(newest()).toEqual(fresh.slice(2).map(({ file }) => file))
    const [own] = rooms()
    expect([old.file, photo(9999, 10).file].map((file) => [own?.isOffered(file), own?.isWanted(file)])).toEqual([
      [true, true],
      [false, false],
    ])
  }, 60_000)

  it('[MEDIA-93] OFFERED_ROWS: not what lies behind that many messages', async () => {
    const { village, mum, room, newest } = await scene()
    const file = photo(1, 10)
    await post(mum, room, file)
    const lines = (count: number): void => {
      for (let sent = 0; sent < count; sent += 100)
        expectOk(
          mum.messenger.send(
            room,
            Array.from({ length: 100 }, () => '.'),
          ),
        )
    }
    village.clock.advance(1)
    lines(RESOURCE.OFFERED_ROWS - 100)
    expect(newest()).toEqual([file.file])
    lines(200)
    expect(newest()).toEqual([])
  }, 60_000)

  it('[MEDIA-93] of a folder are the files it names, too, as soon as they are known', async () => {
    const { mum, room, newest } = await scene()
    const [set, part] = [photo(1, 10), photo(2, 10)]
    await post(mum, room, set)
    expect(newest()).toEqual([set.file])
    new FileReferences(mum.store).sets.note(set.file, [part])
    expect(newest().toSorted()).toEqual([set.file, part.file].toSorted())
  })

  it('[MEDIA-90] is for carriers alone whose word says that they keep files', async () => {
    const { village, mum, shop, rooms } = await scene()
    expect(rooms().map((each) => each.carriers())).toEqual([[]])
    expectOk(shop.messenger.carrying.allow(mum.account, undefined, 5000))
    await village.pass(10_000)
    expect(rooms().map((each) => each.carriers())).toEqual([[{ device: shop.messenger.me().device, free: 5000 }]])
    expectOk(shop.messenger.carrying.allow(mum.account, undefined, 0))
    await village.pass(10_000)
    expect(rooms().map((each) => each.carriers())).toEqual([[]])
  })
})
