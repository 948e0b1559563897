/** [RECV-9] What is kept for contacts: bounded, in use before new, gone with the contact or after a year. */
import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../../shared/limits.ts'
import { Shelf } from '../../../shared/messenger/keepsakes/shelf.ts'
import { keepsakeDigest } from '../../../shared/messenger/keepsakes/sealing.ts'
import { memoryStore } from '../../../shared/store/index.ts'
import { crypto, someAccount, someDevice } from './samples.ts'

const bytes = (size: number, fill = 1) => new Uint8Array(size).fill(fill)
const NOW = 1_700_000_000_000

function scene() {
  const store = memoryStore()
  const shelf = new Shelf(store)
  const put = (account = someAccount(), device = someDevice(), sealed = bytes(100), now = NOW) =>
    shelf.put(account, device, sealed, keepsakeDigest(crypto, sealed), now)
  return { store, shelf, put, mum: someAccount() }
}

describe('[RECV-9] the shelf', () => {
  it('keeps the newest of each device, over a restart', () => {
    const { store, shelf, put, mum } = scene()
    const [desk, phone] = [someDevice(), someDevice()]
    put(mum, desk, bytes(10, 1))
    put(mum, desk, bytes(20, 2))
    put(mum, phone, bytes(30, 3))
    put(someAccount(), desk, bytes(40, 4))
    for (const each of [shelf, new Shelf(store)]) {
      expect(new Map(each.of(mum))).toEqual(
        new Map([
          [desk, bytes(20, 2)],
          [phone, bytes(30, 3)],
        ]),
      )
      expect(each.use).toEqual({ contacts: 2, bytes: 90 })
    }
  })

  it('holds KEEPSAKES_PER_CONTACT of one contact: a fifth device gets a place only when one was not renewed for a month', () => {
    const { shelf, put, mum } = scene()
    const devices = Array.from({ length: RESOURCE.KEEPSAKES_PER_CONTACT }, () => someDevice())
    for (const [index, device] of devices.entries()) expect(put(mum, device, bytes(10), NOW + index)).toBe(true)
    const fifth = someDevice()
    expect(put(mum, fifth, bytes(10), NOW + 1000)).toBe(false)
    expect(put(mum, devices[1], bytes(11), NOW + 1000)).toBe(true)
    shelf.renew(mum, devices[0]!, NOW + 2000)
    expect(put(mum, fifth, bytes(10), NOW + 2 + RESOURCE.KEEPSAKE_AWAY_MS)).toBe(true)
    expect(shelf.digestOf(mum, devices[2]!)).toBeUndefined()
    expect(shelf.of(mum)).toHaveLength(RESOURCE.KEEPSAKES_PER_CONTACT)
  })

  it('holds KEEPSAKES_BYTES in all, and pushes out nothing in use', () => {
    const { shelf, put } = scene()
    const places = RESOURCE.KEEPSAKES_BYTES / (128 * 1024)
    for (let at = 0; at < places; at++) expect(put(someAccount(), someDevice(), bytes(128 * 1024), NOW + at)).toBe(true)
    expect(put()).toBe(false)
    expect(put(undefined, undefined, bytes(1), NOW + RESOURCE.KEEPSAKE_AWAY_MS)).toBe(true)
    expect(shelf.use.bytes).toBeLessThanOrEqual(RESOURCE.KEEPSAKES_BYTES)
  })

  it('lets go of who is no contact, and after KEEPSAKE_TERM_MS without a word of the device', () => {
    const { store, shelf, put, mum } = scene()
    const [desk, other] = [someDevice(), someAccount()]
    put(mum, desk)
    put(other)
    shelf.renew(mum, desk, NOW + RESOURCE.KEEPSAKE_AGE_MS)
    expect(shelf.isDue(() => true, NOW + RESOURCE.KEEPSAKE_TERM_MS - 1)).toBe(false)
    shelf.sweep(() => true, NOW + RESOURCE.KEEPSAKE_TERM_MS)
    expect([shelf.of(mum).length, shelf.of(other).length]).toEqual([1, 0])
    shelf.sweep((account) => account !== mum, NOW)
    expect(shelf.use).toEqual({ contacts: 0, bytes: 0 })
    expect(['keepsakes/notes', 'keepsakes/sealed'].map((space) => store.values.list(space))).toEqual([[], []])
  })
})
