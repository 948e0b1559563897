import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { FIRST_WINDOW_BYTES, NEWEST_BYTES, STAGE_ONE_BYTES } from '../../shared/sync/want-chain.ts'
import { type WantOrder, WantScheduler } from '../../shared/sync/want-scheduler.ts'
import { FakeClock } from '../harness/fake-clock.ts'
import { deviceNamed } from '../harness/toy-room.ts'

const [A, B] = [deviceNamed('a'), deviceNamed('b')]

function setting(): { clock: FakeClock; wants: WantScheduler; orders: WantOrder[] } {
  const clock = new FakeClock()
  const orders: WantOrder[] = []
  return { clock, orders, wants: new WantScheduler(clock, (order) => orders.push(order)) }
}

describe('want scheduler', () => {
  it('[SYNC-5] has one WANT per chain over all sessions, and asks only for what is missing', () => {
    const { wants, orders } = setting()
    wants.setOwn(1, A, [
      [1, 5],
      [8, 9],
    ])
    for (const session of [1, 2, 3]) wants.announced(session, 1, A, [[1, 20]])
    wants.run()
    wants.run()
    expect(orders).toEqual([
      {
        session: 1,
        room: 1,
        number: 1,
        device: A,
        ranges: [
          [6, 7],
          [10, 20],
        ],
        max: FIRST_WINDOW_BYTES,
        newest: true,
      },
    ])
  })

  it('[SYNC-6] goes by priority, then in turns around the rooms, over the least busy sessions', () => {
    const { wants, orders } = setting()
    for (const [room, priority] of [
      [1, 2],
      [2, 0],
      [3, 2],
    ] as const) {
      wants.setPriority(room, priority)
      for (const device of [A, B]) for (const session of [7, 8]) wants.announced(session, room, device, [[1, 1]])
    }
    wants.run()
    expect(orders.map(({ room }) => room)).toEqual([2, 2, 1, 3, 1, 3])
    expect(orders.map(({ session }) => session)).toEqual([7, 8, 7, 8, 7, 8])
  })

  it('[SYNC-5] widens a window when half of it has arrived, never past 1 MiB on the way', () => {
    const { wants, orders } = setting()
    wants.announced(1, 1, A, [[1, 100_000]])
    wants.run()
    let granted = orders[0]!.max
    let received = 0
    for (let step = 0; step < 200; step++) {
      received += 65_536
      wants.received(1, 1, 1, 65_536, true)
      wants.run()
      granted = orders.reduce((sum, order) => sum + order.max, 0)
      expect(granted - received).toBeLessThanOrEqual(RESOURCE.WANT_BYTES)
      expect(granted - received).toBeGreaterThanOrEqual(step < 4 ? 0 : RESOURCE.WANT_BYTES / 2 - 65_536)
    }
    expect(new Set(orders.map(({ number }) => number))).toEqual(new Set([1]))
  })

  it('[SYNC-6] asks for what is written now while history is on its way', () => {
    const { wants, orders } = setting()
    wants.announced(1, 1, A, [[1, 1000]])
    wants.run()
    wants.announced(1, 1, A, [[1, 1001]])
    wants.run()
    expect(orders.at(-1)).toMatchObject({ number: 2, ranges: [[1001, 1001]] })
  })

  it('[SYNC-5] turns away from who says and does not give, longer each time, but not for what it says later', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 10]])
    wants.run()
    wants.ended(1, 1, 1, true)
    wants.run()
    expect(orders).toHaveLength(1)
    wants.announced(1, 1, A, [[1, 12]])
    wants.run()
    expect(orders.at(-1)?.ranges).toEqual([[11, 12]])
    wants.setOwn(1, A, [[11, 12]])
    wants.ended(1, 1, 2, true)
    const askedAt: number[] = []
    for (let second = 1; second <= 600; second++) {
      clock.advance(1000)
      const last = orders.at(-1)!
      if (last.number > 2 + askedAt.length) {
        askedAt.push(second)
        wants.ended(1, 1, last.number, true)
      }
    }
    expect(askedAt.map((second) => Math.round(second / 60))).toEqual([1, 3, 7])
  })

  it('[SYNC-5] asks who stalls again later and later, never at once', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 10]])
    wants.run()
    for (let second = 0; second < 300; second++) clock.advance(1000)
    const asked = orders.filter(({ max }) => max > 0).length
    expect(asked).toBeGreaterThan(3)
    expect(asked).toBeLessThan(8)
    expect(orders.length - asked).toBeGreaterThanOrEqual(asked - 1)
  })

  it('[SYNC-5] waits for a line that was cut for a moment where nobody else could give it, and asks for nothing twice', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 10]])
    wants.run()
    for (let second = 0; second < 20; second++) clock.advance(1000)
    expect(orders).toHaveLength(1)
    wants.setOwn(1, A, [[1, 10]])
    wants.received(1, 1, 1, 1000, true)
    wants.ended(1, 1, 1, true)
    wants.announced(1, 1, A, [[1, 11]])
    wants.run()
    expect(orders.slice(1)).toEqual([expect.objectContaining({ session: 1, ranges: [[11, 11]] })])
  })

  it('[SYNC-5] asks another as soon as there is one', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 10]])
    wants.run()
    for (let second = 0; second < 10; second++) clock.advance(1000)
    wants.announced(2, 1, A, [[1, 10]])
    clock.advance(RESOURCE.WANT_STALL_MS / 5)
    expect(orders.map(({ session, max }) => [session, max > 0])).toEqual([
      [1, true],
      [1, false],
      [2, true],
    ])
  })

  it('[SYNC-5] takes nobody for a liar who gave what stands above something that is still on its way', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 10]])
    wants.run()
    wants.announced(2, 1, A, [[1, 11]])
    wants.run()
    expect(orders.at(-1)).toMatchObject({ session: 2, ranges: [[11, 11]] })
    // It came and could not be appended: 1 to 10 are not here.
    wants.received(2, 1, 2, 100, false)
    wants.ended(2, 1, 2, true)
    wants.setOwn(1, A, [[1, 10]])
    wants.received(1, 1, 1, 1000, true)
    wants.ended(1, 1, 1, true)
    wants.run()
    clock.advance(RESOURCE.WANT_STALL_MS + 1000)
    expect(orders.slice(2)).toEqual([expect.objectContaining({ session: 2, ranges: [[11, 11]] })])
  })

  it('[SYNC-5] asks later and later who gives again and again what cannot be appended', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[5, 10]])
    wants.run()
    const asked = () => orders.filter(({ max }) => max > 0)
    for (let second = 0, answered = 0; second < 600; second++) {
      for (const { number } of asked().slice(answered)) {
        wants.received(1, 1, number, 100, false)
        wants.ended(1, 1, number, true)
      }
      answered = asked().length
      clock.advance(1000)
    }
    expect(asked().length).toBeGreaterThan(4)
    expect(asked().length).toBeLessThan(9)
  })

  it('[SYNC-5] lets an idle session go on where a window is used up, so nothing is on its way twice', () => {
    const { wants, orders } = setting()
    for (const device of [A, B, deviceNamed('c')]) wants.announced(1, 1, device, [[1, 1000]])
    wants.run()
    for (const device of [A, B, deviceNamed('c')]) wants.announced(2, 1, device, [[1, 1000]])
    for (const [device, number] of [
      [A, 1],
      [B, 2],
      [deviceNamed('c'), 3],
    ] as const) {
      wants.setOwn(1, device, [[501, 1000]])
      wants.received(1, 1, number, STAGE_ONE_BYTES, true)
    }
    wants.run()
    const moved = orders.filter(({ session }) => session === 2)
    expect(moved).toEqual([expect.objectContaining({ ranges: [[1, 500]] })])
    expect(orders.filter(({ max }) => max === 0).map(({ device }) => device)).toEqual([moved[0]!.device])
  })

  it('[SYNC-6] waits for all rooms of a session to open before it asks, but not for one that never does', () => {
    const { wants, orders, clock } = setting()
    for (const room of [1, 2, 3]) wants.opening(1, room)
    wants.announced(1, 1, A, [[1, 10]])
    wants.announced(2, 4, B, [[1, 10]])
    expect(wants.opened(1, 1)).toBe(false)
    wants.run()
    expect(orders.map(({ session }) => session)).toEqual([2])
    expect(wants.opened(1, 2)).toBe(false)
    expect(wants.opened(1, 2)).toBe(false)
    wants.announced(1, 2, A, [[1, 10]])
    clock.advance(1000)
    expect(orders.map(({ room }) => room)).toEqual([4, 1, 2])
    expect(wants.opened(1, 3)).toBe(true)
    wants.stop()
    expect(clock.pending).toBe(0)
  })

  it('[SYNC-6] asks for newest segments alone, doubles their window, and lets no history pass them', () => {
    const { wants, orders } = setting()
    const told = () => orders.splice(0).map(({ room, max, newest = false }) => [room, max, newest])
    for (const room of [1, 2]) wants.announced(1, room, A, [[1, 100]])
    wants.run()
    expect(told()).toEqual([1, 2].map((room) => [room, FIRST_WINDOW_BYTES, true]))
    wants.setOwn(1, A, [[90, 98]])
    wants.received(1, 1, 1, NEWEST_BYTES, true)
    wants.ended(1, 1, 1, false)
    wants.setOwn(2, A, [[80, 85]])
    wants.received(1, 2, 2, FIRST_WINDOW_BYTES, true)
    wants.run()
    expect(told()).toEqual([[2, FIRST_WINDOW_BYTES, false]])
    wants.setOwn(2, A, [[80, 98]])
    wants.received(1, 2, 2, FIRST_WINDOW_BYTES, true)
    wants.ended(1, 2, 2, false)
    wants.run()
    expect(told()).toEqual([1, 2].map((room) => [room, RESOURCE.WANT_BYTES / 2, false]))
  })

  it('[SYNC-6] a newest segment that makes no page is not the last one asked for first', () => {
    const { wants, orders } = setting()
    wants.announced(1, 1, A, [[1, 100]])
    wants.run()
    for (const [number, from, bytes] of [
      [1, 99, NEWEST_BYTES / 2],
      [2, 98, NEWEST_BYTES / 2],
    ] as const) {
      wants.setOwn(1, A, [[from, 100]])
      wants.received(1, 1, number, bytes, true)
      wants.ended(1, 1, number, false)
      wants.run()
    }
    expect(orders.map(({ newest = false }) => newest)).toEqual([true, true, false])
  })

  it('[SYNC-10] where the newest segment alone is of no use everything is asked for, and then not again at once', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 100]])
    for (const number of [1, 2]) {
      wants.run()
      wants.ended(1, 1, number, false)
    }
    wants.run()
    expect(orders.map(({ newest = false }) => newest)).toEqual([true, false])
    clock.advance(2 * RESOURCE.WANT_STALL_MS)
    expect(orders.filter(({ max }) => max > 0)).toHaveLength(3)
  })

  it('[SYNC-10] gives the work of a session that left to another, and forgets what only it claimed', () => {
    const { wants, orders, clock } = setting()
    wants.announced(1, 1, A, [[1, 10]])
    wants.announced(1, 1, B, [[1, 10]])
    wants.run()
    wants.announced(2, 1, A, [[1, 10]])
    wants.leave(1)
    wants.run()
    expect(orders.slice(2)).toEqual([expect.objectContaining({ session: 2, device: A })])
    wants.leave(2)
    expect(wants.open).toBe(0)
    clock.advance(RESOURCE.WANT_STALL_MS)
    expect(clock.pending).toBe(0)
  })
})
