import { describe, expect, it } from 'vitest'
import { type FileId, idFromBytes } from '../../shared/ids/index.ts'
import { RESOURCE } from '../../shared/limits.ts'
import { type FileOffer, FileOffers } from '../../shared/messenger/carrying/file-offers.ts'
import { planDown, planFor, weigh } from '../../shared/messenger/carrying/file-room.ts'
import type { CarriedFile } from '../../shared/messenger/carrying/file-shelf.ts'
import { deviceNamed } from '../harness/toy-room.ts'

const [mum, dad, eve] = [deviceNamed('mum'), deviceNamed('dad'), deviceNamed('eve')]
const KEY = 50_000_001
const everybody = (): boolean => true

const fileNo = (at: number): FileId =>
  idFromBytes(
    'file',
    new Uint8Array(32).map((_, byte) => (byte < 4 ? (at >> (8 * byte)) & 255 : 0)),
  )
let ranks = 0
const offer = (device = mum, at = 1, key = KEY): FileOffer => ({ key, device, file: fileNo(at), size: 10, rank: (ranks += 1) })

describe('offers that wait', () => {
  it('[MEDIA-91] come the newest first, and devices in turn', () => {
    const offers = new FileOffers()
    for (const [device, at] of [
      [mum, 1],
      [mum, 2],
      [dad, 3],
      [mum, 4],
    ] as const)
      offers.add(offer(device, at))
    const order = Array.from({ length: 5 }, () => offers.next(everybody, everybody)?.file)
    expect(order).toEqual([fileNo(4), fileNo(3), fileNo(2), fileNo(1), undefined])
    expect(offers.isEmpty).toBe(true)
    expect(offers.of(KEY)).toBe(0)
  })

  it('[MEDIA-91] wait while their device has one already, or the file is on its way for somebody else', () => {
    const offers = new FileOffers()
    offers.add(offer(mum, 1))
    offers.add(offer(dad, 2))
    offers.add(offer(dad, 3))
    expect(offers.next((device) => device === dad, everybody)?.file).toBe(fileNo(3))
    expect(offers.next(everybody, (file) => file !== fileNo(1))?.file).toBe(fileNo(2))
    expect(offers.next(everybody, (file) => file !== fileNo(1))).toBeUndefined()
    offers.withdraw(KEY, mum, fileNo(1))
    expect(offers.isEmpty).toBe(true)
  })

  it('[MEDIA-91] said again are the newest again, and put off the last', () => {
    const offers = new FileOffers()
    for (const at of [1, 2, 3]) offers.add(offer(mum, at))
    offers.add(offer(mum, 1))
    expect(offers.of(KEY)).toBe(3)
    const first = offers.next(everybody, everybody)
    expect(first?.file).toBe(fileNo(1))
    if (first !== undefined) offers.addLast(first)
    expect(Array.from({ length: 3 }, () => offers.next(everybody, everybody)?.file)).toEqual([fileNo(3), fileNo(2), fileNo(1)])
  })

  it('[MEDIA-91] CARRIED_OFFERS of a device wait and the oldest goes, CARRIED_ROOM_OFFERS of a room and whoever has most loses', () => {
    const offers = new FileOffers()
    for (let at = 0; at <= RESOURCE.CARRIED_OFFERS; at++) offers.add(offer(eve, at))
    expect(offers.of(KEY)).toBe(RESOURCE.CARRIED_OFFERS)
    const devices = Array.from({ length: 12 }, (_, at) => deviceNamed(`device ${at}`))
    offers.add(offer(mum, 7_000_000))
    for (const device of devices) for (let at = 0; at < RESOURCE.CARRIED_OFFERS; at++) offers.add(offer(device, 10_000 + at))
    expect(offers.of(KEY)).toBe(RESOURCE.CARRIED_ROOM_OFFERS)
    // Of whom there is one offer, it stays.
    expect(offers.next((device) => device === mum, everybody)?.file).toBe(fileNo(7_000_000))
    offers.add(offer(mum, 1, KEY + 1))
    offers.drop(KEY)
    expect([offers.of(KEY), offers.of(KEY + 1), offers.isEmpty]).toEqual([0, 1, false])
  })
})

describe('room for one more file', () => {
  const entry = (at: number, device = mum, size = 100_000): CarriedFile => ({ key: KEY, file: fileNo(at), size, rank: at, by: [device] })
  const ids = (files: readonly CarriedFile[] | undefined): readonly number[] | undefined => files?.map(({ rank }) => rank)

  it('[MEDIA-92] is made by the oldest of whoever has most, the new one counted', () => {
    const held = [entry(1, dad), entry(2), entry(3), entry(4)]
    expect(ids(planFor(held, 1_000_000, entry(9)))).toEqual([])
    expect(ids(planFor(held, 420_000, entry(9)))).toEqual([2])
    expect(ids(planFor(held, 420_000, entry(9, eve)))).toEqual([2])
    // With hers, eve would have as much as anybody: her own go first.
    expect(ids(planFor([entry(1, dad), entry(2, eve), entry(3, eve)], 320_000, entry(9, eve)))).toEqual([2])
  })

  it('[MEDIA-92] is not made by what is newer, nor for what is larger than everything', () => {
    const held = [entry(5), entry(6)]
    expect(planFor(held, 220_000, entry(4))).toBeUndefined()
    expect(ids(planFor(held, 220_000, entry(7)))).toEqual([5])
    expect(planFor([], 90_000, entry(1))).toBeUndefined()
  })

  it('[MEDIA-92] never leaves more than the quota', () => {
    const held = [entry(1, dad), ...Array.from({ length: 9 }, (_, at) => entry(2 + at, eve, 50_000))]
    for (const quota of [600_000, 333_333, 150_001, 100_016, 50_016, 1]) {
      const gone = new Set(planDown(held, quota))
      expect(
        weigh(
          held.filter((each) => !gone.has(each)),
          quota,
        ),
      ).toBeLessThanOrEqual(quota)
    }
  })
})
