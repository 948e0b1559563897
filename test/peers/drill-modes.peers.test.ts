/**
 * Drills of the narrower modes by real processes behind real routers (docs/spec/readiness.md): somebody at home, somebody behind another router,
 * and a shop on the internet that lends its computer to talk through, and keeps a room. Through the command line alone.
 */
import { describe, expect, it } from 'vitest'
import { meetByLink, reachOf, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { aFarWorld, relayFor } from './far-world.ts'
import { whyNoInternet } from './internet.ts'
import type { Person } from './person.ts'

interface Street {
  readonly me: Person
  /** At home with me. */
  readonly mum: Person
  /** Behind another router: only through the shop. */
  readonly dad: Person
  readonly shop: Person
}

const LONG = ['--minutes', '30']
const AGAIN_MS = 90_000

describe.skipIf(whyNoInternet() !== undefined)('a drill of', () => {
  const far = aFarWorld()

  async function aStreet(): Promise<Street> {
    const world = far.world()
    const home = world.home({ nat: 'symmetric' })
    const [shop, me, mum, dad] = await Promise.all([
      far.living('Shop', world.machine()),
      far.living('Me', home.machine()),
      far.living('Mum', home.machine()),
      far.living('Dad', world.home({ nat: 'symmetric' }).machine()),
    ])
    await relayFor(shop, [me, dad])
    await meetByLink(me, mum)
    await meetByLink(me, dad)
    await me.until(async () => expect(await reachOf(me, 'Dad')).toMatchObject({ reach: 'connected', through: 'Shop' }), AGAIN_MS)
    return { me, mum, dad, shop }
  }

  /** The shop keeps a room of mine with both of them in it. */
  async function keptAtTheShop({ me, mum, dad, shop }: Street): Promise<void> {
    await me.ask(answers.room, ['room', 'create', '--name', 'Family', '--member', 'Dad', '--member', 'Mum'])
    for (const each of [mum, dad]) await each.until(async () => expect((await roomsOf(each)).map(({ name }) => name)).toContain('Family'))
    await me.ask(answers.carriers, ['carry', 'ask', '--room', 'Family', 'Shop'])
    await shop.until(async () => expect((await shop.ask(answers.carried, ['carry', 'list'])).asks).toMatchObject([{ name: 'Me' }]))
    await shop.ask(answers.kept, ['carry', 'allow', 'Me', '--quota', '10MB'])
    await me.until(async () =>
      expect((await me.ask(answers.carriers, ['carry', 'list', '--room', 'Family'])).carriers).toMatchObject([
        { name: 'Shop', state: 'carrying', said: {} },
      ]),
    )
  }

  /** `NAME how`, or `NAME -`. */
  async function found(person: Person): Promise<readonly string[]> {
    const { running } = await person.ask(answers.drill, ['drill', 'status'])
    expect(running).toBeDefined()
    const told = running?.people.map(({ name, answered, keptBy }) =>
      [name, answered?.way ?? '-', ...(keptBy === undefined ? [] : [`kept by ${keptBy}`])].join(' '),
    )
    return (told ?? []).toSorted()
  }

  const allBack = async (me: Person): Promise<void> => {
    for (const name of ['Dad', 'Mum', 'Shop'])
      await me.until(async () => expect(await reachOf(me, name)).toMatchObject({ reach: 'connected' }), AGAIN_MS)
  }

  it('[RDY-6] lan-only: whoever is on my network answers, whoever is behind another router does not, however much he calls', async () => {
    const { me, mum, dad, shop } = await aStreet()
    await me.ask(answers.drill, ['drill', 'start', '--mode', 'lan-only', ...LONG])
    await me.until(async () => expect(await found(me)).toEqual(['Dad -', 'Mum near', 'Shop -']))
    for (const name of ['Dad', 'Shop']) expect(await reachOf(me, name)).toMatchObject({ reach: 'unreachable', code: 'held-back' })
    expect(await reachOf(me, 'Mum')).toMatchObject({ reach: 'connected' })
    for (const each of [dad, shop]) await each.until(async () => expect((await reachOf(each, 'Me')).reach).not.toBe('connected'))
    // He calls with all he has, through the shop and after a restart, and is not let in nor counted.
    await say(dad, 'Me', 'let me in')
    await dad.stop()
    await dad.serve()
    await dad.until(async () => expect(await reachOf(dad, 'Shop')).toMatchObject({ reach: 'connected' }), AGAIN_MS)
    await say(me, 'Dad', 'said in the drill')
    await say(me, 'Mum', 'can you hear me')
    await mum.until(async () => expect(await textsIn(mum, 'Me')).toContain('can you hear me'))
    expect(await found(me)).toEqual(['Dad -', 'Mum near', 'Shop -'])
    expect(await textsIn(me, 'Dad')).toEqual(['said in the drill'])

    const { result } = await me.ask(answers.drill, ['drill', 'stop'])
    expect(result).toMatchObject({ end: 'asked', mode: 'lan-only' })
    await allBack(me)
    await dad.until(async () => expect(await textsIn(dad, 'Me')).toContain('said in the drill'), AGAIN_MS)
    await me.until(async () => expect(await textsIn(me, 'Dad')).toContain('let me in'), AGAIN_MS)
  })

  it('[RDY-6] [RDY-8] carriers-only: only who keeps a room answers, for whoever is in it; nothing is lost by a power cut, and it ends by itself', async () => {
    const street = await aStreet()
    const { me, mum, dad, shop } = street
    await keptAtTheShop(street)
    await me.ask(answers.drill, ['drill', 'start', '--mode', 'carriers-only', ...LONG])
    await me.until(async () => expect(await found(me)).toEqual(['Dad - kept by Shop', 'Mum - kept by Shop', 'Shop internet']))
    for (const name of ['Dad', 'Mum']) await me.until(async () => expect(await reachOf(me, name)).toMatchObject({ code: 'held-back' }))
    await say(me, 'Family', 'by way of the shop')
    await dad.until(async () => expect(await textsIn(dad, 'Family')).toContain('by way of the shop'), AGAIN_MS)
    // What nobody keeps waits.
    await say(me, 'Mum', 'for you alone')
    // The power cord, in the middle of it.
    await me.kill()
    await me.serve()
    expect(await me.ask(answers.drill, ['drill', 'status'])).toEqual({ results: [] })
    await allBack(me)
    for (const [room, text] of [
      ['Me', 'for you alone'],
      ['Family', 'by way of the shop'],
    ] as const)
      await mum.until(async () => expect(await textsIn(mum, room)).toContain(text), AGAIN_MS)

    // Whoever keeps nothing any more answers for nobody, though he is there.
    await shop.ask(answers.kept, ['carry', 'stop', 'Me'])
    await me.until(async () =>
      expect((await me.ask(answers.carriers, ['carry', 'list', '--room', 'Family'])).carriers).not.toMatchObject([{ state: 'carrying' }]),
    )
    await me.ask(answers.drill, ['drill', 'start', '--mode', 'carriers-only', '--minutes', '1'])
    await me.until(async () => {
      const { running, results } = await me.ask(answers.drill, ['drill', 'status'])
      expect(running).toBeUndefined()
      expect(results).toMatchObject([{ mode: 'carriers-only', end: 'time' }])
      expect(results?.[0]?.people.map(({ name, keptBy }) => [name, keptBy]).toSorted()).toEqual([
        ['Dad', undefined],
        ['Mum', undefined],
        ['Shop', undefined],
      ])
    }, AGAIN_MS)
    await allBack(me)
  })
})
