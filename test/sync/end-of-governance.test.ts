import { expect, it } from 'vitest'
import { idFromBytes } from '../../shared/ids/index.ts'
import { ToyNet } from '../harness/toy-net.ts'

/** His line takes so little at once that a frame may wait for room while the next is made ready; hers takes everything. */
const SLOW = [1, 64, 200, 500, 1_000, 4_000]
const CHUNKS = [7, 50, 333, 5_000]

it.each(SLOW.flatMap((slow) => CHUNKS.map((chunk) => [slow, chunk])))(
  '[SYNC-4] nothing is said before the end of governance, or it would be refused and lost: %i bytes at once, by %i',
  (bytesAtOnce, chunk) => {
    const net = new ToyNet()
    const [mum, dad] = [net.peer('mum'), net.peer('dad')]
    const [hers, his] = [mum.join('family'), dad.join('family')]
    for (const { device } of [mum, dad, ...Array.from({ length: 3 }, (_, i) => net.peer(`relative ${i}`))]) hers.govern('+', device)
    his.lacking = [idFromBytes('epoch', new Uint8Array(16).fill(7))]
    const line = net.connect(mum, dad, { highWaterBytes: { a: 100_000, b: bytesAtOnce } })
    for (let ms = 0; ms < 400; ms++) {
      line.step(chunk)
      net.clock.advance(1)
      if (ms % 5 > 0) continue
      hers.write(1)
      hers.writeStatus(ms)
      if (his.live().size > 0) his.write(1)
    }
    net.run(10_000)
    expect([...mum.hub.counters.refused, ...dad.hub.counters.refused]).toEqual([])
    expect(hers.grantsAsked).toEqual(his.lacking)
    expect(his.feed.get(mum.device)?.size).toBe(80)
  },
)
