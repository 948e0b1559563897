/** Fifty people, a hundred devices, one room. */
import { describe, expect, it } from 'vitest'
import { crowd } from '../harness/sim/crowd.ts'
import { disagreement, liveIn } from '../harness/sim/agreement.ts'
import { chatter } from './chatter.ts'

describe('a crowd', () => {
  it('[P1] [P6] of 50 people with 2 devices each agrees after talking in islands', async () => {
    const { world, room } = await crowd('fifty', 50)
    expect(liveIn(world, room)).toHaveLength(100)
    const sent = await chatter(world, room, 30)
    expect(disagreement(world)).toBeUndefined()
    expect(sent.broken(world)).toBeUndefined()
  })
})
