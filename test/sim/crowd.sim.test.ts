/** A crowd of a size that a normal run can afford; fifty people with two devices each live in the nightly one. */
import { describe, expect, it } from 'vitest'
import { crowd } from '../harness/sim/crowd.ts'
import { disagreement, liveIn } from '../harness/sim/agreement.ts'
import { chatter } from './chatter.ts'

describe('a crowd', () => {
  it('[P1] [P6] of 8 people with 2 devices each agrees after talking in islands', async () => {
    const { world, room } = await crowd('eight', 8)
    expect(liveIn(world, room)).toHaveLength(16)
    const sent = await chatter(world, room, 20)
    expect(disagreement(world)).toBeUndefined()
    expect(sent.broken(world)).toBeUndefined()
  })
})
