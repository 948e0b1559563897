/** Drills by real processes behind real routers (docs/spec/readiness.md): two at home, one outside who talks to them through a friend's computer. */
import { describe, expect, it } from 'vitest'
import { meetByLink, reachOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { aFarWorld, relayFor } from './far-world.ts'
import { whyNoInternet } from './internet.ts'
import type { Person } from './person.ts'

describe.skipIf(whyNoInternet() !== undefined)('a drill', () => {
  const far = aFarWorld()

  async function aStreet(): Promise<{ readonly mum: Person; readonly dad: Person; readonly aunt: Person; readonly shop: Person }> {
    const world = far.world()
    const home = world.home({ nat: 'symmetric' })
    const [shop, mum, dad, aunt] = await Promise.all([
      far.living('Shop', world.machine()),
      far.living('Mum', home.machine()),
      far.living('Dad', home.machine()),
      far.living('Aunt', world.home({ nat: 'symmetric' }).machine()),
    ])
    await relayFor(shop, [mum, aunt])
    await meetByLink(mum, dad)
    await meetByLink(mum, aunt)
    await mum.until(async () => expect(await reachOf(mum, 'Aunt')).toMatchObject({ reach: 'connected', through: 'Shop' }), 60_000)
    return { mum, dad, aunt, shop }
  }

  const answered = async (person: Person): Promise<readonly (readonly [string, string | undefined])[]> => {
    const { running } = await person.ask(answers.drill, ['drill', 'status'])
    return (running?.people ?? []).map(({ name, answered: by }) => [name, by?.way] as const).toSorted(([a], [b]) => (a < b ? -1 : 1))
  }

  it('[RDY-6] without the internet: who is at home answers, who is outside does not, and all come back by themselves', async () => {
    const { mum, dad, aunt, shop } = await aStreet()
    await mum.ask(answers.drill, ['drill', 'start', '--mode', 'no-internet', '--minutes', '30'])
    await mum.until(async () =>
      expect(await answered(mum)).toEqual([
        ['Aunt', undefined],
        ['Dad', 'near'],
        ['Shop', undefined],
      ]),
    )
    for (const name of ['Aunt', 'Shop']) expect(await reachOf(mum, name)).toMatchObject({ reach: 'unreachable', code: 'held-back' })
    // The others keep calling, and are not let in.
    await aunt.until(async () => expect((await reachOf(aunt, 'Mum')).reach).not.toBe('connected'))
    await shop.until(async () => expect((await reachOf(shop, 'Mum')).reach).not.toBe('connected'))
    await say(mum, 'Aunt', 'said in the drill')
    await say(mum, 'Dad', 'can you hear me')
    await dad.until(async () => expect(await textsIn(dad, 'Mum')).toContain('can you hear me'))
    expect(await answered(mum)).toContainEqual(['Aunt', undefined])
    expect((await mum.refused(['drill', 'start', '--mode', 'lan-only'])).code).toBe('DRILL_RUNNING')

    const { result } = await mum.ask(answers.drill, ['drill', 'stop'])
    expect(result).toMatchObject({ end: 'asked', mode: 'no-internet' })
    await aunt.until(async () => expect(await textsIn(aunt, 'Mum')).toContain('said in the drill'), 60_000)
    for (const name of ['Aunt', 'Shop', 'Dad'])
      await mum.until(async () => expect(await reachOf(mum, name)).toMatchObject({ reach: 'connected' }), 60_000)
    const { steps, reached } = await mum.ask(answers.readiness, ['readiness'])
    expect(reached.toSorted()).toEqual(['Aunt', 'Dad', 'Shop'])
    expect(steps.map(({ code }) => code)).not.toContain('drill')
  }, 300_000)

  it('[RDY-5] ends with its program: after the power cord all ways are open', async () => {
    const { mum } = await aStreet()
    await mum.ask(answers.drill, ['drill', 'start', '--mode', 'no-internet', '--minutes', '30'])
    await mum.until(async () => expect(await reachOf(mum, 'Shop')).toMatchObject({ code: 'held-back' }))
    await mum.kill()
    await mum.serve()
    expect(await mum.ask(answers.drill, ['drill', 'status'])).toEqual({ results: [] })
    for (const name of ['Aunt', 'Shop', 'Dad'])
      await mum.until(async () => expect(await reachOf(mum, name)).toMatchObject({ reach: 'connected' }), 60_000)
  }, 300_000)
})
