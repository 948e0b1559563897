/** The queue of files: its order, what outlives the process, and what gives way when it is full. */
import { describe, expect, it } from 'vitest'
import { type FileId, type MessageId, idFromBytes } from '../../../shared/ids/index.ts'
import { TRANSFER } from '../../../shared/limits.ts'
import { FetchQueue, type Wish } from '../../../shared/messenger/media/queue.ts'
import { type MemoryStore, memoryStore } from '../../../shared/store/index.ts'

const MESSAGE: MessageId = idFromBytes('message', new Uint8Array(16).fill(4))

function fileOf(n: number): FileId {
  const bytes = new Uint8Array(32)
  new DataView(bytes.buffer).setUint32(0, n)
  return idFromBytes('file', bytes)
}

const asked: Wish = { message: MESSAGE, index: 0, state: 'wanted', isAsked: true, isDespite: false }
const unasked: Wish = { ...asked, isAsked: false }

function orderOf(queue: FetchQueue): readonly number[] {
  return queue.all().map(({ file }) => Number.parseInt(file.slice(0, 8), 16))
}

/** The process ends and starts again. */
function again(store: MemoryStore): FetchQueue {
  store.crash()
  return new FetchQueue(store)
}

describe('[MEDIA-80] the queue', () => {
  it('has what was asked for in the order of asking, then what comes by itself, the newest first', () => {
    const store = memoryStore()
    const queue = new FetchQueue(store)
    for (const n of [1, 2]) expect(queue.put(fileOf(n), unasked)).toBe(true)
    for (const n of [3, 4]) queue.put(fileOf(n), asked)
    queue.put(fileOf(5), unasked)
    queue.put(fileOf(6), asked, true)
    expect(orderOf(queue)).toEqual([6, 3, 4, 5, 2, 1])
    // Asked for after all: it goes to those.
    queue.put(fileOf(1), asked)
    expect(orderOf(queue)).toEqual([6, 3, 4, 1, 5, 2])
    // That the policy wants what a person asked for changes nothing.
    queue.put(fileOf(4), asked)
    expect(orderOf(queue)).toEqual([6, 3, 4, 1, 5, 2])
    expect(orderOf(again(store))).toEqual([6, 3, 4, 1, 5, 2])
  })

  it('is moved about as often as one likes, and keeps its order over a power cut', () => {
    const store = memoryStore()
    let queue = new FetchQueue(store)
    for (let n = 0; n < 6; n += 1) queue.put(fileOf(n), asked)
    // Between the same two again and again, until no number is left there.
    for (let n = 0; n < 60; n += 1) queue.move(fileOf(2 + (n % 2)), 1)
    expect(orderOf(queue)).toEqual([0, 3, 2, 1, 4, 5])
    queue.move(fileOf(0), 99)
    queue.move(fileOf(5), 0)
    expect(orderOf(queue)).toEqual([5, 3, 2, 1, 4, 0])
    queue = again(store)
    expect(orderOf(queue)).toEqual([5, 3, 2, 1, 4, 0])
    queue.remove(fileOf(2))
    expect(orderOf(queue)).toEqual([5, 3, 1, 4, 0])
  })

  it('remembers pauses, failures and that everything waits', () => {
    const store = memoryStore()
    const queue = new FetchQueue(store)
    queue.put(fileOf(1), { ...asked, state: 'paused' })
    queue.put(fileOf(2), { ...asked, state: 'failed', code: 'DISK_FULL' })
    queue.put(fileOf(3), asked)
    expect([1, 2, 3].map((n) => queue.mayRun(fileOf(n)))).toEqual([false, false, true])
    queue.pauseAll(true)
    const later = again(store)
    expect(later.isAllPaused).toBe(true)
    expect(later.get(fileOf(2))).toMatchObject({ state: 'failed', code: 'DISK_FULL' })
    expect(later.mayRun(fileOf(3))).toBe(false)
    // Asked for meanwhile: that one goes on, until everything is to wait again.
    later.put(fileOf(3), { ...asked, isDespite: true })
    expect(later.mayRun(fileOf(3))).toBe(true)
    later.pauseAll(true)
    expect(later.mayRun(fileOf(3))).toBe(false)
    later.pauseAll(false)
    expect([1, 2, 3].map((n) => again(store).mayRun(fileOf(n)))).toEqual([false, false, true])
  })

  it('holds TRANSFER.QUEUED files and no more; what nobody asked for gives way, beyond TRANSFER.AUTO_QUEUED to its own kind', () => {
    const queue = new FetchQueue(memoryStore())
    for (let n = 0; n < TRANSFER.AUTO_QUEUED; n += 1) queue.put(fileOf(n), unasked)
    expect(queue.put(fileOf(5000), unasked)).toBe(true)
    expect([queue.size, queue.has(fileOf(0)), queue.has(fileOf(1))]).toEqual([TRANSFER.AUTO_QUEUED, false, true])
    for (let n = 0; n < TRANSFER.QUEUED - 1; n += 1) expect(queue.put(fileOf(10_000 + n), asked)).toBe(true)
    expect([queue.size, queue.has(fileOf(5000)), queue.has(fileOf(2))]).toEqual([TRANSFER.QUEUED, true, false])
    expect(queue.put(fileOf(20_000), asked)).toBe(true)
    expect(queue.has(fileOf(5000))).toBe(false)
    expect([queue.put(fileOf(20_001), asked), queue.put(fileOf(20_002), unasked)]).toEqual([false, false])
    expect(queue.size).toBe(TRANSFER.QUEUED)
  })

  it('[MEDIA-84] remembers the newest TRANSFER.CANCELLED files that were called off', () => {
    const store = memoryStore()
    const queue = new FetchQueue(store)
    for (let n = 0; n <= TRANSFER.CANCELLED; n += 1) queue.cancelled(fileOf(n), n)
    expect([queue.isCancelled(fileOf(0)), queue.isCancelled(fileOf(1))]).toEqual([false, true])
    queue.forgive(fileOf(1))
    const later = new FetchQueue(store)
    expect([0, 1, 2, TRANSFER.CANCELLED].map((n) => later.isCancelled(fileOf(n)))).toEqual([false, false, true, true])
  })

  it('reads what it can of what is on the disk', () => {
    const store = memoryStore()
    new FetchQueue(store).put(fileOf(1), asked)
    store.values.put('media/queue', `file/${fileOf(2)}`, new Uint8Array([1, 2, 3]))
    store.values.put('media/queue', 'file/no-file', new Uint8Array([0]))
    expect(orderOf(new FetchQueue(store))).toEqual([1])
  })
})
