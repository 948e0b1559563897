/** What members can try at a carrier that keeps files, and what strangers learn there. Real messengers; who misbehaves speaks for himself. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { DeviceId, FileId, RoomHandle, RoomId } from '../../shared/ids/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE, TRANSFER } from '../../shared/limits.ts'
import { planFor, weightOf } from '../../shared/messenger/carrying/file-room.ts'
import type { CarriedFile } from '../../shared/messenger/carrying/file-shelf.ts'
import type { MediaFrame } from '../../shared/transfer/frames.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { StreamPair } from '../harness/stream-pair.ts'
import { deviceNamed } from '../harness/toy-room.ts'
import { Village, type Villager } from '../harness/village.ts'
import type { SealedFile } from '../media/some-files.ts'
import { RawEnd } from '../media/transfer/media-net.ts'
import { isWhole, keep, passing, photo, post } from '../messenger/media/photos.ts'

const KEY = 50_000_001
const MB = 1_000_000

describe('at a carrier that keeps files', () => {
  let village: Village
  let mum: Villager
  let eve: Villager
  let shop: Villager
  let room: RoomId
  let handle: RoomHandle

  const deviceOf = (who: Villager): DeviceId => who.messenger.me().device
  const soon = (until: () => boolean | Promise<boolean> = () => false, ms = 6000): Promise<void> => passing(village, until, ms)
  const kept = () => shop.messenger.carrying.carried().find(({ account }) => account === mum.account)?.files
  const onDisk = () => shop.store.values.list(`carried/${KEY}`).map(([file]) => file)
  /** A stream to the shop in somebody's name, on which the test says what it likes. */
  const speakingAs = (device: DeviceId, answer?: (frame: MediaFrame, end: RawEnd) => void): RawEnd => {
    const pair: StreamPair = new StreamPair(
      { device },
      { device: deviceOf(shop) },
      { onPending: () => village.clock.after(1, () => pair.settle()) },
    )
    const end = new RawEnd(pair.a, answer)
    shop.messenger.media.hub.attach(pair.b)
    return end
  }
  const made = (at: number): FileId =>
    idFromBytes(
      'file',
      new Uint8Array(32).map((_, byte) => (byte < 4 ? (at >> (8 * byte)) & 255 : 7)),
    )
  const offer = (end: RawEnd, files: readonly (readonly [FileId, number])[]): void => {
    for (let from = 0; from < files.length; from += TRANSFER.OFFERS_PER_FRAME)
      end.say({ type: 'offer', room: handle, files: files.slice(from, from + TRANSFER.OFFERS_PER_FRAME) })
  }
  const sent = async (file: SealedFile): Promise<void> => {
    await post(mum, room, file)
    await soon(() => isWhole(shop, file), 20_000)
    expect(await isWhole(shop, file)).toBe(true)
  }

  beforeEach(async () => {
    village = new Village()
    mum = village.person('엄마')
    eve = village.person('이브')
    shop = village.person('치킨집')
    await village.pair(mum, eve)
    await village.pair(mum, shop)
    room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [eve.account] }))
    expectOk(shop.messenger.carrying.allow(mum.account, undefined, 10 * MB))
    expectOk(mum.messenger.carrying.ask(room, shop.account))
    await village.pass(20_000)
    const own = shop.messenger.carrying.sync(KEY)
    if (own === undefined) throw new Error('carried')
    ;({ handle } = own)
  })

  it('[MEDIA-49] a member who offered nothing of it takes nothing back, and who did takes back only his own word', async () => {
    const file = photo(1)
    await sent(file)
    const end = speakingAs(deviceOf(eve))
    end.say({ type: 'withdraw', room: handle, files: [file.file] })
    await soon()
    expect(await isWhole(shop, file)).toBe(true)
    offer(end, [[file.file, file.size]])
    await soon()
    end.say({ type: 'withdraw', room: handle, files: [file.file] })
    await soon()
    expect(await isWhole(shop, file)).toBe(true)
    expect(onDisk()).toEqual([file.file])
  })

  it('[MEDIA-49] strangers, and members who were removed, neither offer nor take back nor get anything', async () => {
    const file = photo(2)
    await sent(file)
    expectOk(mum.messenger.act(room, { act: 'remove', account: eve.account }))
    await village.pass(20_000)
    for (const device of [deviceNamed('stranger'), deviceOf(eve)]) {
      const end = speakingAs(device)
      offer(end, [[made(1), 1000]])
      end.say({ type: 'withdraw', room: handle, files: [file.file] })
      end.say({ type: 'ask', n: 1, room: handle, files: [file.file] })
      end.say({ type: 'get', n: 2, room: handle, file: file.file, size: file.size, first: 0, count: 1 })
      await soon()
      expect(end.heard.filter(({ type }) => type === 'chunk' || type === 'held')).toEqual([])
      expect(end.heardOf('have')).toEqual([{ type: 'have', n: 1, held: [null] }])
      expect(end.heardOf('get')).toEqual([])
    }
    expect(onDisk()).toEqual([file.file])
    expect(await isWhole(shop, file)).toBe(true)
  })

  it('[MEDIA-91] CARRIED_OFFERS: a million offers of nothing cost a bounded list, no row, and nobody else his turn', async () => {
    const end = speakingAs(deviceOf(eve))
    const files = Array.from({ length: 4 * RESOURCE.CARRIED_OFFERS }, (_, at) => [made(at), 50_000] as const)
    offer(end, files)
    await soon()
    expect(shop.messenger.carrying.files.waiting(KEY)).toBeLessThanOrEqual(RESOURCE.CARRIED_OFFERS)
    expect(onDisk().length).toBeLessThanOrEqual(RESOURCE.CARRY_FETCHES)
    // Her lies fill her own turn only.
    const file = photo(3)
    await sent(file)
    await soon(undefined, 3 * RESOURCE.CARRY_TURN_MS)
    expect(onDisk().length).toBeLessThanOrEqual(1 + RESOURCE.CARRY_FETCHES)
    expect((await shop.messenger.media.store.usage()).bytes).toBe(1016)
  }, 60_000)

  it('[MEDIA-92] a flood of real files drives out nobody else’s', async () => {
    expectOk(shop.messenger.carrying.allow(mum.account, undefined, MB))
    const own = [photo(4, 200_000), photo(5, 200_000)]
    for (const file of own) await sent(file)
    const flood = Array.from({ length: 12 }, (_, at) => photo(40 + at, 150_000))
    for (const file of flood) await post(eve, room, file)
    await soon(undefined, 40_000)
    expect(await Promise.all(own.map((file) => isWhole(shop, file)))).toEqual([true, true])
    const taken = await Promise.all(flood.map((file) => isWhole(shop, file)))
    expect(taken.filter((each) => each).length).toBeGreaterThan(0)
    expect(taken.at(-1)).toBe(true)
    expect((await shop.messenger.media.store.usage()).bytes).toBeLessThanOrEqual(MB)
  }, 60_000)

  it('[MEDIA-91] a size that is a lie is no obstacle to the file of that id, whoever is faster', async () => {
    const file = photo(6, 300_000)
    const end = speakingAs(deviceOf(eve))
    offer(end, [[file.file, 299_999]])
    await soon()
    await post(mum, room, file)
    await soon(() => isWhole(shop, file), 3 * RESOURCE.CARRY_TURN_MS)
    expect(await isWhole(shop, file)).toBe(true)
    // Afterwards it changes nothing any more.
    offer(speakingAs(deviceOf(eve)), [[file.file, 5]])
    await soon(undefined, RESOURCE.CARRY_TURN_MS)
    expect(await isWhole(shop, file)).toBe(true)
    expect(kept()).toMatchObject({ files: 1, bytes: file.sealed.reduce((sum, { length }) => sum + length, 0) })
  }, 60_000)

  it('[MEDIA-92] a size beyond all that was agreed to makes nothing go', async () => {
    const file = photo(7)
    await sent(file)
    offer(speakingAs(deviceOf(eve)), [[made(1), 4 * 1024 ** 3]])
    await soon(undefined, RESOURCE.CARRY_TURN_MS)
    expect(onDisk()).toEqual([file.file])
  }, 60_000)

  it('[MEDIA-92] CARRIED_FILES: a million tiny files cost as much as if they were larger', () => {
    expect(weightOf(1, RESOURCE.CARRIED_FILES * 40)).toBe(40)
    expect(weightOf(100, RESOURCE.CARRIED_FILES * 40)).toBe(116)
    const entry = (at: number): CarriedFile => ({ key: KEY, file: made(at), size: 1, rank: at, by: [deviceOf(eve)] })
    const all = Array.from({ length: RESOURCE.CARRIED_FILES }, (_, at) => entry(at + 1))
    const quota = RESOURCE.CARRIED_FILES * 40
    expect(planFor(all.slice(1), quota, entry(RESOURCE.CARRIED_FILES + 1))).toEqual([])
    expect(planFor(all, quota, entry(RESOURCE.CARRIED_FILES + 1))).toEqual([entry(1)])
  })

  it('[MEDIA-91] files that are never given cost a turn each, and the honest ones come all the same', async () => {
    const silent = speakingAs(deviceOf(eve), (frame, end) => {
      // It says to have everything, and gives nothing.
      if (frame.type === 'ask') end.say({ type: 'have', n: frame.n, held: frame.files.map(() => new Uint8Array(0)) })
    })
    offer(
      silent,
      Array.from({ length: 20 }, (_, at) => [made(at), 100_000] as const),
    )
    await soon()
    const files = [photo(8), photo(9), photo(10)]
    for (const file of files) await post(mum, room, file)
    await soon(async () => (await Promise.all(files.map((file) => isWhole(shop, file)))).every((each) => each), RESOURCE.CARRY_TURN_MS)
    expect(await Promise.all(files.map((file) => isWhole(shop, file)))).toEqual([true, true, true])
  }, 60_000)

  it('[MEDIA-91] bytes that are not the file part the carrier from who sent them, and leave nothing', async () => {
    const file = photo(11, 300_000)
    const liar = speakingAs(deviceOf(eve), (frame, end) => {
      if (frame.type === 'ask') end.say({ type: 'have', n: frame.n, held: frame.files.map(() => new Uint8Array(0)) })
      if (frame.type === 'get')
        end.say({ type: 'chunk', n: frame.n, index: frame.first, path: new Uint8Array(32), sealed: new Uint8Array(262_160) })
    })
    offer(liar, [[file.file, file.size]])
    await soon(() => liar.isClosed, RESOURCE.CARRY_TURN_MS)
    expect(liar.isClosed).toBe(true)
    expect((await shop.messenger.media.store.usage()).bytes).toBe(0)
    await post(mum, room, file)
    await soon(() => isWhole(shop, file), 3 * RESOURCE.CARRY_TURN_MS)
    expect(await isWhole(shop, file)).toBe(true)
  }, 60_000)

  it('[MEDIA-49] where no files were agreed to an offer is heard by nobody', async () => {
    expectOk(shop.messenger.carrying.allow(mum.account, undefined, 0))
    const file = photo(12)
    await keep(eve, file)
    offer(speakingAs(deviceOf(eve)), [[file.file, file.size]])
    await soon(undefined, 20_000)
    expect(shop.messenger.carrying.files.waiting(KEY)).toBe(0)
    expect(onDisk()).toEqual([])
  })

  it('[MEDIA-91] CARRIED_OFFERERS: a file has that many who may take it back, and the first of them stays', async () => {
    const file = photo(13)
    await sent(file)
    const row = () => shop.store.values.list(`carried/${KEY}`)[0]?.[1].length ?? 0
    const alone = row()
    offer(speakingAs(deviceOf(eve)), [[file.file, file.size]])
    await soon()
    expect(row()).toBeGreaterThan(alone)
    expect(row()).toBeLessThanOrEqual(alone + RESOURCE.CARRIED_OFFERERS * 40)
  })
})
