/** How far all files are together: true, never falling while something comes, and in the order of the queue. */
import { describe, expect, it } from 'vitest'
import { listed, movedTo, NOTHING_TOLD, shareOf, told } from '../../src-renderer/app/transfers/standing.ts'
import { anArrival, fileId } from './shared-files.ts'

const MB = 1_000_000

describe('files on their way', () => {
  it('are nothing before the list is told', () => {
    expect(told(NOTHING_TOLD, anArrival(1))).toEqual({ standing: NOTHING_TOLD, isNew: false })
  })

  it('do not fall back in their share when one has come', () => {
    const before = listed(NOTHING_TOLD, [anArrival(1, { bytes: 0.9 * MB }), anArrival(2, { bytes: 0 })])
    expect(shareOf(before).share).toBeCloseTo(0.45)
    const { standing } = told(before, anArrival(1, { state: 'here', bytes: MB }))
    expect(standing.arrivals?.map(({ file }) => file)).toEqual([fileId(2)])
    expect(shareOf(standing).share).toBeCloseTo(0.5)
  })

  it('begin anew once all have come', () => {
    const all = listed(NOTHING_TOLD, [anArrival(1)])
    const { standing } = told(all, anArrival(1, { state: 'here', bytes: MB }))
    expect(standing).toEqual({ arrivals: [], came: 0 })
  })

  it('do not count as come what was called off', () => {
    const all = listed(NOTHING_TOLD, [anArrival(1), anArrival(2, { bytes: 0 })])
    const { standing } = told(all, anArrival(1, { state: 'idle' }))
    expect(shareOf(standing).share).toBe(0)
  })

  it('say of one whose place is not known that the order is to be asked for, and nothing of one that is long here', () => {
    const none = listed(NOTHING_TOLD, [])
    expect(told(none, anArrival(3)).isNew).toBe(true)
    expect(told(none, anArrival(3, { state: 'here' }))).toEqual({ standing: none, isNew: false })
  })

  it('leave out of their share what waits for somebody', () => {
    const all = listed(NOTHING_TOLD, [
      anArrival(1, { bytes: 0.5 * MB }),
      anArrival(2, { state: 'failed', bytes: 0 }),
      anArrival(3, { state: 'paused', bytes: 0 }),
    ])
    expect(shareOf(all)).toEqual({ running: 1, waiting: 0, paused: 2, share: 0.5 })
  })

  it('have no share of nothing: files without a byte are no division by zero', () => {
    expect(shareOf(listed(NOTHING_TOLD, [anArrival(1, { size: 0, bytes: 0 })])).share).toBe(0)
  })

  it('are moved to a place, and stay as they are when the file is gone', () => {
    const all = [anArrival(1), anArrival(2), anArrival(3)]
    expect(movedTo(all, fileId(3), 0).map(({ file }) => file)).toEqual([fileId(3), fileId(1), fileId(2)])
    expect(movedTo(all, fileId(9), 0)).toBe(all)
  })
})
