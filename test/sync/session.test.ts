import { describe, expect, it } from 'vitest'
import { ToyNet, roomOf } from '../harness/toy-net.ts'

describe('two devices with a room in common', () => {
  it('[SYNC-4] [SYNC-7] find it, catch up and push', () => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers, his] = roomOf('family', [mum, dad])
    hers!.write(250)
    net.connect(mum, dad)
    net.run()
    expect(mum.opened).toHaveLength(1)
    expect(dad.opened).toHaveLength(1)
    expect(his!.feedRows()).toEqual(hers!.feedRows())
    his!.write(1)
    net.deliver()
    expect(hers!.feed.get(dad.device)?.size).toBe(1)
    net.run()
    expect(his!.held.at(-1)?.rows).toEqual([expect.objectContaining({ device: dad.device, ranges: [[1, 1]] })])
    expect([...mum.hub.counters.refused, ...dad.hub.counters.refused]).toEqual([])
  })
})
