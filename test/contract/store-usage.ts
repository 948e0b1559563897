import { expect, test } from 'vitest'
import type { RoomKey, RoomUsage, Store } from '../../shared/store/index.ts'
import { aBlock, aMessage, blockId } from './store-rows.ts'

/** The parts, added up. */
export function usageOf(store: Store): ReadonlyMap<RoomKey, RoomUsage> {
  const sum = new Map<RoomKey, RoomUsage>()
  for (const part of store.usage()) {
    for (const [room, { bytes, messages }] of part) {
      const before = sum.get(room)
      sum.set(room, { bytes: bytes + (before?.bytes ?? 0), messages: messages + (before?.messages ?? 0) })
    }
  }
  return sum
}

export function usageCases(store: () => Store): void {
  test('what a room takes is its blocks and messages; a room without any is not among them', () => {
    expect(usageOf(store())).toEqual(new Map())
    const bytes = (count: number) => new Uint8Array(count)
    store().blocks.put(aBlock({ n: 1, header: bytes(10), body: bytes(5_000), signature: bytes(64) }))
    store().blocks.put(aBlock({ n: 2, header: bytes(1), body: bytes(2), signature: undefined }))
    store().blocks.put(aBlock({ n: 3, room: 2, header: bytes(7), body: bytes(0), signature: undefined }))
    store().messages.put(aMessage({ n: 1, content: bytes(100) }))
    store().messages.put(aMessage({ n: 2, content: bytes(0), text: undefined, deleted: true }))
    store().messages.put(aMessage({ n: 3, room: 4, content: bytes(9) }))
    expect(usageOf(store())).toEqual(
      new Map([
        [1, { bytes: 10 + 5_000 + 64 + 3 + 100, messages: 1 }],
        [2, { bytes: 7, messages: 0 }],
        [4, { bytes: 9, messages: 1 }],
      ]),
    )
    store().blocks.remove(1, blockId(1))
    store().blocks.removeRoom(2)
    store().messages.clear(4)
    expect(usageOf(store())).toEqual(new Map([[1, { bytes: 103, messages: 1 }]]))
  })
}
