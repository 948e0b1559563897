import { describe, expect, it } from 'vitest'
import { type Holding, type PlacedChange, type SeqRanges, type Surroundings, changeSpreadOf } from '../../shared/custody/index.ts'
import { type AccountId, type DeviceId, idFromBytes } from '../../shared/ids/index.ts'

const bytes = (length: number, fill: number): Uint8Array => new Uint8Array(length).fill(fill)
const account = (n: number): AccountId => idFromBytes('account', bytes(32, n))
const device = (n: number): DeviceId => idFromBytes('device', bytes(32, n))
const [older, newer] = [idFromBytes('epoch', bytes(16, 7)), idFromBytes('epoch', bytes(16, 8))]

const me = device(1)
const [dadsPhone, dadsPc, childs, carrier] = [device(2), device(3), device(4), device(9)]
const OWNERS: ReadonlyMap<DeviceId, AccountId> = new Map([
  [me, account(1)],
  [dadsPhone, account(2)],
  [dadsPc, account(2)],
  [childs, account(3)],
])
const around: Surroundings = {
  self: me,
  accountOf: (one) => OWNERS.get(one),
  isCarrier: (one) => one === carrier,
  addressees: new Set([account(2), account(3)]),
}

/** Written at 5 in the older epoch; told at 10 in the newer one; erased at 11 from the old segment and at 12 from an edit's. */
const erased: PlacedChange = {
  kind: 'erased',
  told: { device: me, seq: 10, epoch: newer },
  erasing: [
    { device: me, seq: 11, epoch: older },
    { device: me, seq: 12, epoch: newer },
  ],
  first: { device: me, seq: 5, epoch: older },
}
const edited: PlacedChange = { ...erased, kind: 'edited' }

function has(by: DeviceId, ranges: SeqRanges, extra: Partial<Holding> = {}): Holding {
  return { device: by, at: by === dadsPc ? 2 : 1, feeds: new Map([[me, ranges]]), read: undefined, unreadBelow: [], lacks: [], ...extra }
}

const reached = (change: PlacedChange, ...holdings: readonly Holding[]) => {
  const { state, delivered } = changeSpreadOf(change, holdings, around)
  return [state, ...delivered]
}

describe('where a deletion is', () => {
  it('[DLV-2] is nowhere while nobody else has it, whatever this device says of itself', () => {
    expect(reached(erased)).toEqual(['queued'])
    expect(reached(erased, has(me, [[1, 12]]), has(dadsPhone, [[1, 9]]))).toEqual(['queued'])
    expect(reached(erased, has(device(8), [[1, 12]]))).toEqual(['queued'])
  })

  it('[DLV-2] [DEL-1] has arrived with the last of the snapshots that erase, not with the word of it', () => {
    expect(reached(erased, has(dadsPhone, [[1, 10]]))).toEqual(['queued'])
    expect(reached(erased, has(dadsPhone, [[1, 11]]))).toEqual(['queued'])
    expect(reached(erased, has(dadsPhone, [[1, 12]]))).toEqual(['delivered', account(2)])
    expect(reached({ ...erased, kind: 'deleted' }, has(dadsPhone, [[1, 10]]))).toEqual(['delivered', account(2)])
  })

  it('[DLV-2] waits for every device of a person that is known to keep the words', () => {
    const erasedThere = has(dadsPhone, [[1, 12]])
    expect(reached(erased, erasedThere, has(dadsPc, [[1, 9]]))).toEqual(['held'])
    expect(reached(erased, erasedThere, has(dadsPc, [[1, 3]]))).toEqual(['delivered', account(2)])
    expect(reached(erased, erasedThere, has(childs, [[1, 9]]))).toEqual(['delivered', account(2)])
  })

  it('[DLV-2] is held by a carrier that has all of it', () => {
    expect(reached(erased, has(carrier, [[1, 11]]))).toEqual(['queued'])
    expect(changeSpreadOf(erased, [has(carrier, [[1, 12]])], around)).toMatchObject({ state: 'held', holders: [{ device: carrier }] })
  })

  it('[DLV-2] has not arrived where the word of it cannot be read; the key of the old words is not needed', () => {
    expect(reached(erased, has(dadsPhone, [[1, 12]], { lacks: [newer] }))).toEqual(['held'])
    expect(reached(erased, has(dadsPhone, [[1, 12]], { lacks: [older] }))).toEqual(['delivered', account(2)])
  })

  it('[DLV-4] falls back when a device of the person turns up that still has the words', () => {
    const before = [has(dadsPhone, [[1, 12]])]
    expect(reached(erased, ...before)).toEqual(['delivered', account(2)])
    expect(reached(erased, ...before, has(dadsPc, [[4, 6]]))).toEqual(['held'])
  })
})

describe('where an edit is', () => {
  it('[DLV-2] has arrived with the new text, on any device of a person', () => {
    expect(reached(edited, has(dadsPhone, [[1, 9]]))).toEqual(['queued'])
    expect(reached(edited, has(dadsPhone, [[1, 10]]), has(dadsPc, [[1, 9]]))).toEqual(['delivered', account(2)])
    expect(reached(edited, has(dadsPhone, [[1, 10]], { lacks: [newer] }))).toEqual(['held'])
  })

  it('[DLV-2] names who has it in the order in which they said so', () => {
    const { holders } = changeSpreadOf(edited, [has(dadsPc, [[1, 10]]), has(childs, [[1, 10]])], around)
    expect(holders.map((holder) => holder.device)).toEqual([childs, dadsPc])
  })
})
