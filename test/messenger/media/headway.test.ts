import { describe, expect, it } from 'vitest'
import { MEDIA, TRANSFER } from '../../../shared/limits.ts'
import { Headway } from '../../../shared/messenger/media/headway.ts'

const LOOK_MS = TRANSFER.NOBODY_MS

/** When it is said to be stuck, having looked every few seconds for ten minutes; undefined: never. */
function stuckAt(of: (ms: number) => { readonly bytes: number; readonly arriving: number; readonly having: number }): number | undefined {
  const headway = new Headway(0)
  for (let ms = LOOK_MS; ms <= 600_000; ms += LOOK_MS) if (headway.isStuck(of(ms), ms)) return ms
  return undefined
}

describe('[MEDIA-82] a transfer', () => {
  it('that nobody has is stuck at once, and one that stands still after STALL_MS', () => {
    expect(stuckAt(() => ({ bytes: 0, arriving: 0, having: 0 }))).toBe(TRANSFER.NOBODY_MS)
    expect(stuckAt(() => ({ bytes: 0, arriving: 0, having: 1 }))).toBe(TRANSFER.STALL_MS)
    const stopped = 100_000
    const standing = stuckAt((ms) => ({ bytes: 0, arriving: Math.min(ms, stopped), having: 1 }))
    expect(standing).toBeGreaterThan(stopped)
    expect(standing).toBeLessThanOrEqual(stopped + TRANSFER.STALL_MS + LOOK_MS)
  })

  it('is not while a chunk comes, however long that takes', () => {
    const bytesPerMs = 1
    expect(MEDIA.CHUNK_BYTES / bytesPerMs).toBeGreaterThan(4 * TRANSFER.STALL_MS)
    expect(
      stuckAt((ms) => {
        const came = ms * bytesPerMs
        const arriving = came % MEDIA.CHUNK_BYTES
        return { bytes: came - arriving, arriving, having: 1 }
      }),
    ).toBeUndefined()
  })

  it('is while less than LEAST_BYTES come, so that a byte a minute takes nobody’s place', () => {
    const bytesPerMs = (TRANSFER.LEAST_BYTES - 1) / (TRANSFER.STALL_MS + LOOK_MS)
    expect(stuckAt((ms) => ({ bytes: 0, arriving: Math.floor(ms * bytesPerMs), having: 1 }))).toBe(TRANSFER.STALL_MS)
  })

  it('is not while what a broken line took away comes anew', () => {
    const broke = 100_000
    expect(stuckAt((ms) => ({ bytes: 0, arriving: ms < broke ? 2 * ms : Math.min(ms - broke, 500_000), having: 1 }))).toBeUndefined()
  })

  it('is not when the last chunk came, short as it is', () => {
    const late = TRANSFER.STALL_MS - LOOK_MS
    expect(stuckAt((ms) => ({ bytes: ms < late ? 0 : 1, arriving: 0, having: 1 }))).toBe(late + TRANSFER.STALL_MS)
  })
})
