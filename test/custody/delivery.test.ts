import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Holding, type Placed, type Surroundings, includes, spreadOf, union, without } from '../../shared/custody/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../shared/ids/index.ts'

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)
const account = (n: number): AccountId => idFromBytes('account', bytes(32, n))
const device = (n: number): DeviceId => idFromBytes('device', bytes(32, n))
const messageId = (n: number) => idFromBytes('message', bytes(16, n))
const epoch = idFromBytes('epoch', bytes(16, 7))

const me = device(1)
const dadsPhone = device(2)
const dadsPc = device(3)
const shop = device(4)
const carrier = device(9)
const OWNERS: ReadonlyMap<DeviceId, AccountId> = new Map([
  [me, account(1)],
  [dadsPhone, account(2)],
  [dadsPc, account(2)],
  [shop, account(4)],
])
const message: Placed = { id: messageId(5), blocks: [{ device: me, seq: 10, epoch }], t: 1000, c: 3 }

function holds(by: DeviceId, extra: Partial<Holding> = {}): Holding {
  const feeds = new Map([[me, [[1, 10]] as const]])
  return { device: by, at: 1, feeds, read: undefined, unreadBelow: [], lacks: [], ...extra }
}

function around(owners: ReadonlyMap<DeviceId, AccountId>): Surroundings {
  return {
    self: me,
    accountOf: (one) => owners.get(one),
    isCarrier: (one) => one === carrier,
    addressees: new Set([account(2), account(4)]),
  }
}

function spread(holdings: readonly Holding[], owners = OWNERS, asked = message) {
  return spreadOf(asked, holdings, around(owners))
}

describe('where a message is', () => {
  it('[DLV-1] is queued while only the writing device has it, whatever it says of itself', () => {
    expect(spread([])).toMatchObject({ state: 'queued', holders: [] })
    expect(spread([holds(me)])).toMatchObject({ state: 'queued', holders: [] })
    expect(spread([holds(shop, { feeds: new Map([[me, [[1, 9]]]]) })]).state).toBe('queued')
  })

  it('[DLV-1] is held by a carrier and by own other devices, delivered to addressees, counted by account', () => {
    expect(spread([holds(carrier)])).toMatchObject({ state: 'held', holders: [{ device: carrier, account: undefined }] })
    const ownOther = device(8)
    const owners = new Map([...OWNERS, [ownOther, account(1)]])
    expect(spread([holds(ownOther)], owners)).toMatchObject({ state: 'held' })
    const both = spread([holds(dadsPhone), holds(dadsPc)])
    expect(both.state).toBe('delivered')
    expect([...both.delivered]).toEqual([account(2)])
  })

  it('[DLV-1] is not delivered to a device that lacks the key, though held by it', () => {
    expect(spread([holds(dadsPhone, { lacks: [epoch] })])).toMatchObject({ state: 'held' })
    expect(spread([holds(dadsPhone, { lacks: [epoch] }), holds(dadsPc)])).toMatchObject({ state: 'delivered' })
  })

  it('[DLV-1] is there by any of the blocks that tell it, if that one can be read', () => {
    const newer = idFromBytes('epoch', bytes(16, 8))
    const edited: Placed = { ...message, blocks: [...message.blocks, { device: me, seq: 20, epoch: newer }] }
    const both = new Map([[me, [[1, 20]] as const]])
    const editAlone = new Map([[me, [[15, 20]] as const]])
    expect(spread([holds(dadsPhone)], OWNERS, edited).state).toBe('delivered')
    expect(spread([holds(dadsPhone, { feeds: editAlone })], OWNERS, edited).state).toBe('delivered')
    expect(spread([holds(dadsPhone, { feeds: both, lacks: [epoch] })], OWNERS, edited).state).toBe('delivered')
    expect(spread([holds(dadsPhone, { feeds: both, lacks: [epoch, newer] })], OWNERS, edited).state).toBe('held')
  })

  it.each([
    ['before it in time', { t: 999, c: 9, id: messageId(9) }, 'delivered'],
    ['before it by counter', { t: 1000, c: 2, id: messageId(9) }, 'delivered'],
    ['before it by id', { t: 1000, c: 3, id: messageId(4) }, 'delivered'],
    ['at it', { t: 1000, c: 3, id: messageId(5) }, 'read'],
    ['after it by id', { t: 1000, c: 3, id: messageId(6) }, 'read'],
    ['after it in time', { t: 1001, c: 0, id: messageId(0) }, 'read'],
  ] as const)('[DLV-1] a read position %s', (_where, read, state) => {
    expect(spread([holds(dadsPhone, { read })]).state).toBe(state)
  })

  it('[DLV-1] is not read while it stands among the exceptions, nor by a device that has not got it', () => {
    const read = { t: 2000, c: 0, id: messageId(0) }
    expect(spread([holds(dadsPhone, { read, unreadBelow: [message.id] })]).state).toBe('delivered')
    expect(spread([holds(dadsPhone, { read, feeds: new Map() })]).state).toBe('queued')
  })

  it('[DLV-4] falls back when the device that had it is no longer live, or reports less', () => {
    const withoutDad = new Map([...OWNERS].filter(([one]) => one !== dadsPhone))
    expect(spread([holds(dadsPhone)]).state).toBe('delivered')
    expect(spread([holds(dadsPhone)], withoutDad)).toMatchObject({ state: 'queued', holders: [] })
    expect(spread([holds(dadsPhone, { feeds: new Map([[me, [[1, 4]]]]) })]).state).toBe('queued')
  })

  it('[DLV-2] names its holders in the order in which they said so', () => {
    expect(spread([holds(shop, { at: 9 }), holds(dadsPc, { at: 3 })]).holders.map((holder) => holder.device)).toEqual([dadsPc, shop])
  })
})

describe('ranges of seqs', () => {
  const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 40 }))
  const rangesOf = (values: readonly number[]) =>
    union(
      [],
      values.map((value) => [value, value] as const),
    )
  const listed = (ranges: ReturnType<typeof rangesOf>) => Array.from({ length: 42 }, (_, at) => at).filter((at) => includes(ranges, at))
  const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b)

  it('are sets: union, difference and membership', () => {
    fc.assert(
      fc.property(seqs, seqs, (a, b) => {
        const both = union(rangesOf(a), rangesOf(b))
        expect(listed(both)).toEqual(ascending([...new Set([...a, ...b])]))
        expect(listed(without(rangesOf(a), rangesOf(b)))).toEqual(ascending(a.filter((one) => !b.includes(one))))
        expect(both.every(([first, last], at) => first <= last && (at === 0 || (both[at - 1]?.[1] ?? 0) + 1 < first))).toBe(true)
      }),
    )
  })
})
