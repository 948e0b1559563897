import { expect, test } from 'vitest'
import type { Store } from '../../shared/store/index.ts'
import { aBlock, blockId, device, epoch } from './store-rows.ts'

export function blockCases(store: () => Store): void {
  test('gives back what was put, byte for byte', () => {
    const block = aBlock({ n: 3, signature: undefined, checked: false, state: 'stalled', kind: 2, body: new Uint8Array(5_000).fill(7) })
    store().blocks.put(block)
    expect(store().blocks.byId(1, block.id)).toEqual(block)
    expect(store().blocks.byId(2, block.id)).toBeUndefined()
    expect(store().blocks.byId(1, block.id)?.body.constructor).toBe(Uint8Array)
  })

  test('putting is idempotent, also for a block whose state has moved on', () => {
    store().blocks.put(aBlock({ state: 'locked', checked: false }))
    store().blocks.setState(1, blockId(1), 'accepted')
    store().blocks.setChecked(1, blockId(1))
    store().blocks.put(aBlock({ state: 'locked', checked: false }))
    expect(store().blocks.at(1, device(1), 1, 1)).toEqual([aBlock()])
  })

  test('[FORK-1] two ids at one seq both stay, ascending by id', () => {
    store().blocks.put(aBlock({ n: 9, seq: 5 }))
    store().blocks.put(aBlock({ n: 8, seq: 5 }))
    expect(
      store()
        .blocks.at(1, device(1), 1, 5)
        .map((block) => block.id),
    ).toEqual([blockId(8), blockId(9)])
    expect(store().blocks.at(1, device(1), 0, 5)).toEqual([])
    expect(store().blocks.at(1, device(2), 1, 5)).toEqual([])
  })

  test('ranges ascend, keep branches together, and stop after the block that passes the bytes', () => {
    for (const n of [4, 2, 3, 1]) store().blocks.put(aBlock({ n, header: new Uint8Array(10), body: new Uint8Array(10) }))
    store().blocks.put(aBlock({ n: 30, seq: 3, header: new Uint8Array(10), body: new Uint8Array(10) }))
    store().blocks.put(aBlock({ n: 40, seq: 2, lane: 0, kind: 0 }))
    const range = (first: number, last: number, bytes: number) =>
      store()
        .blocks.range(1, device(1), 1, first, last, bytes)
        .map((block) => block.id)
    expect(range(2, 3, 1e9)).toEqual([blockId(2), blockId(3), blockId(30)])
    expect(range(1, 1e9, 39)).toEqual([blockId(1), blockId(2)])
    expect(range(1, 1e9, 40)).toEqual([blockId(1), blockId(2), blockId(3)])
    expect(range(1, 1e9, 0)).toEqual([blockId(1)])
    expect(range(3, 2, 1e9)).toEqual([])
  })

  test('governance is every lane 0 block of the room, ascending by device, seq, id', () => {
    // Device numbers in the store follow arrival, ids do not.
    store().blocks.put(aBlock({ n: 1, lane: 0, kind: 0, device: device(5) }))
    store().blocks.put(aBlock({ n: 3, seq: 2, lane: 0, kind: 0, device: device(1) }))
    store().blocks.put(aBlock({ n: 2, seq: 2, lane: 0, kind: 0, device: device(1) }))
    store().blocks.put(aBlock({ n: 7, lane: 0, kind: 0, room: 2 }))
    store().blocks.put(aBlock({ n: 8 }))
    expect(
      store()
        .blocks.governance(1)
        .map((block) => block.id),
    ).toEqual([blockId(2), blockId(3), blockId(1)])
  })

  test('a segment is found by devices, epoch and index', () => {
    store().blocks.put(aBlock({ n: 1, device: device(5) }))
    store().blocks.put(aBlock({ n: 3, device: device(2) }))
    store().blocks.put(aBlock({ n: 2, device: device(2) }))
    store().blocks.put(aBlock({ n: 4, device: device(2), index: 1 }))
    store().blocks.put(aBlock({ n: 5, device: device(2), epoch: epoch(2) }))
    store().blocks.put(aBlock({ n: 6, device: device(2), lane: 0, kind: 0 }))
    const ids = (...devices: number[]) =>
      store()
        .blocks.segment(1, devices.map(device), epoch(1), 0)
        .map((block) => block.id)
    expect(ids(5, 2, 2)).toEqual([blockId(2), blockId(3), blockId(1)])
    expect(ids(5)).toEqual([blockId(1)])
    expect(ids(9)).toEqual([])
    expect(ids()).toEqual([])
  })

  test("spans name a device's segments, newest first", () => {
    const put = (n: number, e: number, index: number, more = {}) => store().blocks.put(aBlock({ n, epoch: epoch(e), index, ...more }))
    put(1, 2, 0)
    put(2, 2, 0)
    put(3, 2, 1)
    put(4, 1, 0)
    put(5, 2, 0, { kind: 2 })
    put(6, 1, 0, { lane: 0, kind: 0 })
    put(7, 1, 0, { device: device(2) })
    expect(store().blocks.spans(1, device(1))).toEqual([
      { epoch: epoch(2), index: 0, firstSeq: 1, lastSeq: 5 },
      { epoch: epoch(1), index: 0, firstSeq: 4, lastSeq: 4 },
      { epoch: epoch(2), index: 1, firstSeq: 3, lastSeq: 3 },
    ])
    store().blocks.remove(1, blockId(5))
    store().blocks.remove(1, blockId(1))
    expect(store().blocks.spans(1, device(1)).at(-1)).toEqual({ epoch: epoch(2), index: 0, firstSeq: 2, lastSeq: 2 })
    expect(store().blocks.spans(1, device(3))).toEqual([])
  })

  test('[FEED-10] blocks are found by state', () => {
    store().blocks.put(aBlock({ n: 1, state: 'aside', device: device(2) }))
    store().blocks.put(aBlock({ n: 2, state: 'aside' }))
    store().blocks.put(aBlock({ n: 3, state: 'locked' }))
    store().blocks.put(aBlock({ n: 4 }))
    const ids = (state: 'accepted' | 'locked' | 'aside' | 'stalled') =>
      store()
        .blocks.inState(1, state)
        .map((block) => block.id)
    expect(ids('aside')).toEqual([blockId(2), blockId(1)])
    expect(ids('accepted')).toEqual([blockId(4)])
    expect(ids('stalled')).toEqual([])
    store().blocks.setState(1, blockId(3), 'stalled')
    store().blocks.setState(1, blockId(99), 'aside')
    expect(ids('locked')).toEqual([])
    expect(ids('stalled')).toEqual([blockId(3)])
  })

  test('[SNAP-6] a removed block is gone from everywhere, and so is a removed room', () => {
    for (const n of [1, 2]) store().blocks.put(aBlock({ n, state: 'locked' }))
    store().blocks.put(aBlock({ n: 3, room: 2 }))
    store().blocks.remove(1, blockId(1))
    store().blocks.remove(1, blockId(3))
    expect(store().blocks.byId(1, blockId(1))).toBeUndefined()
    expect(
      store()
        .blocks.range(1, device(1), 1, 0, 9, 1e9)
        .map((block) => block.id),
    ).toEqual([blockId(2)])
    store().blocks.removeRoom(1)
    expect(store().blocks.inState(1, 'locked')).toEqual([])
    expect(store().blocks.spans(1, device(1))).toEqual([])
    expect(store().blocks.byId(2, blockId(3))).toEqual(aBlock({ n: 3, room: 2 }))
  })
}
