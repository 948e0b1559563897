import { describe, expect, it } from 'vitest'
import { ServeQueue, type Wanted } from '../../shared/sync/serve-queue.ts'
import { deviceNamed } from '../harness/toy-room.ts'

const device = deviceNamed('mum')
const want = (room: number, number: number): Wanted => ({ room, number, device, ranges: [[1, 9]], max: 1000 })
const all = () => ({ blocks: [], complete: true })

describe('WANTs to be answered', () => {
  it('[SYNC-6] a widening that crossed the end of its WANT is not served from the start again', () => {
    const queue = new ServeQueue()
    expect(queue.take(want(1, 5))).toBe(true)
    expect(queue.next(all)?.end).toEqual({ complete: true })
    expect(queue.take(want(1, 5))).toBe(true)
    expect([queue.size, queue.next(all)]).toEqual([0, undefined])
    queue.take(want(1, 6))
    queue.take(want(2, 1))
    expect(queue.size).toBe(2)
  })

  it('[SYNC-6] the end of a WANT that was answered for its newest segment alone says that there is more', () => {
    const queue = new ServeQueue()
    queue.take({ ...want(1, 1), isPart: true })
    expect(queue.next(all)?.end).toEqual({ complete: false })
  })

  it('[SYNC-5] what was taken back, and is widened all the same, stays taken back', () => {
    const queue = new ServeQueue()
    queue.take(want(1, 5))
    queue.cancel(1, 5)
    queue.take(want(1, 5))
    expect(queue.size).toBe(0)
  })
})
