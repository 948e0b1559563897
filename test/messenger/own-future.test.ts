import { describe, expect, it } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village, seenBy } from '../harness/village.ts'

const YEAR_MS = 365 * 24 * 3600 * 1000

describe('[CLK-5] a clock that was ahead and is right again', () => {
  it('puts what was written meanwhile into the present, in its order, for everybody', async () => {
    const village = new Village()
    const [mum, dad] = [village.person('엄마'), village.person('아빠')]
    const room = await village.pair(mum, dad)
    village.partition([mum], [dad])
    village.clock.skew(10 * YEAR_MS)
    expectOk(mum.messenger.send(room, ['하나', '둘']))
    expectOk(mum.messenger.send(room, ['셋']))
    village.clock.skew(-10 * YEAR_MS)
    const key = mum.messenger.roomBook.registry.byId(room)
    if (key === undefined) throw new Error('no room')
    mum.messenger.roomBook.reopen(key)
    expect(seenBy(mum, room).map(({ inDoubt }) => inDoubt)).toEqual([true, true, true])
    // Not at once: a profile that was put back is to hear of it first (FORK-4).
    village.clock.advance(RESOURCE.RETIME_DELAY_MS - 1)
    expect(seenBy(mum, room).map(({ inDoubt }) => inDoubt)).toEqual([true, true, true])
    village.clock.advance(1)
    expect(seenBy(mum, room).map(({ text, inDoubt }) => [text, inDoubt])).toEqual([
      ['하나', false],
      ['둘', false],
      ['셋', false],
    ])
    village.network.heal()
    await village.pass(10_000)
    expectOk(dad.messenger.send(room, ['넷']))
    await village.pass()
    for (const who of [mum, dad]) expect(seenBy(who, room).map(({ text }) => text)).toEqual(['하나', '둘', '셋', '넷'])
    expect(mum.messenger.roomBook.failures).toEqual([])
  })
})
