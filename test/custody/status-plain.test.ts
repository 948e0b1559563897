import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type StatusPlain, statusPlain } from '../../shared/custody/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../shared/limits.ts'

const bytes = (length: number, at: number): Uint8Array => new Uint8Array(length).fill(at % 251, 0, length - 2).fill(at >> 8, length - 2)
const device = (at: number) => idFromBytes('device', bytes(32, at))
const message = (at: number) => idFromBytes('message', bytes(16, at))
const epoch = (at: number) => idFromBytes('epoch', bytes(16, at))
const many = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at))

const bare: StatusPlain = { pepper: bytes(16, 1), t: 5, rows: [] }
const rowOf = (ranges: number) => ({ device: device(1), governance: 1, feed: many(ranges, (at) => [2 * at + 1, 2 * at + 1] as const) })

describe('what a status says', () => {
  it('[DLV-5] comes back as it was written', () => {
    const full: StatusPlain = {
      ...bare,
      rows: [rowOf(3), { device: device(2), governance: 0, feed: [] }],
      read: { t: 9, c: 1, id: message(3) },
      unreadBelow: [message(4)],
      lacks: [epoch(5)],
    }
    for (const each of [bare, full]) expect(statusPlain.decode(statusPlain.encode(each))).toMatchObject({ ok: true, value: each })
  })

  it.each([
    ['STATUS_RANGES', RESOURCE.STATUS_RANGES, (count: number) => ({ ...bare, rows: [rowOf(count)] })],
    [
      'ROOM_DEVICES',
      INTRINSIC.ROOM_DEVICES,
      (count: number) => ({ ...bare, rows: many(count, (at) => ({ ...rowOf(0), device: device(at) })) }),
    ],
    ['READ_EXCEPTIONS', RESOURCE.READ_EXCEPTIONS, (count: number) => ({ ...bare, unreadBelow: many(count, message) })],
  ])('[P14] %s: %d pass, one more is neither written nor read', (_name, limit, make) => {
    expect(statusPlain.decode(statusPlain.encode(make(limit))).ok).toBe(true)
    expect(() => statusPlain.encode(make(limit + 1))).toThrow(RangeError)
  })

  it('[P4] junk gets a code', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (junk) => typeof statusPlain.decode(junk).ok === 'boolean'))
  })
})
