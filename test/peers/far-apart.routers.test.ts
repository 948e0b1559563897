/** People whose networks do not touch, through the command line alone: through a friend's device, or a laptop that is on both. */
import { describe, expect, it } from 'vitest'
import { meetByLink, reachOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { concerned, examine } from './doctor-acts.ts'
import { aFarWorld, helpTold, outsideOf, relayFor, relaysOf, talk } from './far-world.ts'
import { whyNoInternet } from './internet.ts'
import type { WireOptions } from './machine.ts'
import type { Nat } from './router.ts'

const PLAIN_PORT_SHUT = `
table ip shut {
  chain out { type filter hook forward priority -10; tcp dport 41000 drop; }
}`

describe.skipIf(whyNoInternet() !== undefined)('far apart', () => {
  const far = aFarWorld()

  it('[RELAY-1] two islands talk through a laptop that is on both', async () => {
    const world = far.world()
    const [one, two] = [world.island(), world.island()]
    const laptop = one.machine()
    two.join(laptop)
    const [mum, dad, shop] = await Promise.all([
      far.living('Mum', one.machine()),
      far.living('Dad', two.machine()),
      far.living('Shop', laptop),
    ])
    await relayFor(shop, [mum, dad])
    await meetByLink(mum, dad)
    await say(mum, 'Dad', 'can you hear me')
    await say(dad, 'Mum', 'as if you were here')
    for (const [person, other] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const) {
      await person.until(async () => expect((await textsIn(person, other)).toSorted()).toEqual(['as if you were here', 'can you hear me']))
      expect(await reachOf(person, other)).toMatchObject({ reach: 'connected', through: 'Shop' })
    }
    const [circuit] = (await outsideOf(shop)).circuits
    expect(new Set([circuit?.from.name, circuit?.to.name])).toEqual(new Set(['Mum', 'Dad']))
    // Nobody here has a way outside: who passes on is all there is to say of it.
    expect(await helpTold(shop)).toEqual(['fact others-through-us Dad Mum'])
    for (const person of [mum, dad]) expect(await helpTold(person)).toEqual(['good through-others Shop'])
  }, 120_000)

  /** Mum and Dad, each at home, both friends of a shop that is on the internet and relays. */
  async function twoHomes(mums: Nat, dads: Nat, wire?: WireOptions) {
    const world = far.world()
    const homes = [world.home({ nat: mums }).machine(), world.home({ nat: dads }).machine()] as const
    if (wire !== undefined) for (const each of homes) await each.wire(wire)
    const [shop, mum, dad] = await Promise.all([
      far.living('Shop', world.machine()),
      far.living('Mum', homes[0]),
      far.living('Dad', homes[1]),
    ])
    await relayFor(shop, [mum, dad])
    await meetByLink(mum, dad)
    return { shop, mum, dad }
  }

  it('[REACH-17] two homes behind routers talk through a friend, then directly, and the friend is needed no more', async () => {
    const { shop, mum, dad } = await twoHomes('plain', 'plain', { delayMs: 40, jitterMs: 10, lossPercent: 1 })
    await talk(mum, dad, 'first')
    await mum.until(async () => {
      const reach = await reachOf(mum, 'Dad')
      expect(reach).toMatchObject({ reach: 'connected' })
      expect(reach).not.toHaveProperty('through')
    }, 150_000)
    await dad.until(async () => expect(await reachOf(dad, 'Mum')).toMatchObject({ reach: 'connected' }))
    await shop.until(async () => expect((await outsideOf(shop)).circuits).toEqual([]))
    expect(await reachOf(dad, 'Mum')).not.toHaveProperty('through')
    for (const person of [mum, dad]) {
      const lines = ['fact not-from-afar', 'fact router-plain', 'good through-others Shop']
      await person.until(async () => expect(await helpTold(person)).toEqual(lines), 90_000)
    }
    await shop.until(async () => expect(await helpTold(shop)).toEqual(['fact others-through-us Dad Mum', 'good reached-from-afar']), 60_000)
    await shop.stop()
    await talk(mum, dad, 'second')
    for (const [person, other] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const) {
      expect(await reachOf(person, other)).toMatchObject({ reach: 'connected' })
    }
  }, 300_000)

  it('[REACH-17] also where both came to the friend by WebSocket', async () => {
    const world = far.world()
    const homes = [world.home({ nat: 'plain' }), world.home({ nat: 'plain' })] as const
    const [shop, mum, dad] = await Promise.all([
      far.living('Shop', world.machine(), ['--listen', '/ip4/0.0.0.0/tcp/41000', '--listen', '/ip4/0.0.0.0/tcp/41001/ws']),
      far.living('Mum', homes[0].machine()),
      far.living('Dad', homes[1].machine()),
    ])
    for (const { router } of homes) router.set('nft', PLAIN_PORT_SHUT)
    await relayFor(shop, [mum, dad])
    for (const { router } of homes) router.set('nft', 'delete table ip shut')
    for (const each of [mum, dad]) expect((await reachOf(each, 'Shop')).via).toMatch(/\/tcp\/41001\/ws$/)
    await meetByLink(mum, dad)
    await mum.until(async () => {
      const reach = await reachOf(mum, 'Dad')
      expect(reach).toMatchObject({ reach: 'connected' })
      expect(reach).not.toHaveProperty('through')
    }, 150_000)
    await talk(mum, dad, 'hello')
  }, 300_000)

  it('[REACH-17] where one can be reached, the other calls back directly, whatever its own router does', async () => {
    const world = far.world()
    const home = world.home({ nat: 'plain' })
    const machine = home.machine()
    home.router.forward(41_000, machine)
    const [shop, mum, dad] = await Promise.all([
      far.living('Shop', world.machine()),
      far.living('Mum', machine, ['--listen', '/ip4/0.0.0.0/tcp/41000']),
      far.living('Dad', world.home({ nat: 'symmetric' }).machine()),
    ])
    await relayFor(shop, [dad])
    await meetByLink(shop, mum)
    await mum.until(async () => expect(await outsideOf(mum)).toMatchObject({ reachable: 'yes', relays: [] }), 60_000)
    expect((await outsideOf(mum)).addresses).toEqual([`/ip4/${home.address}/tcp/41000`])
    // She comes by the way his link names; he learns over it where she is.
    await meetByLink(dad, mum)
    await talk(mum, dad, 'hello')
    await dad.until(async () => {
      const reach = await reachOf(dad, 'Mum')
      expect(reach).toMatchObject({ reach: 'connected', via: `/ip4/${home.address}/tcp/41000` })
    }, 60_000)
    await shop.until(async () => expect((await outsideOf(shop)).circuits).toEqual([]))
  }, 300_000)

  it('[REACH-17] behind a router that changes every port it stays with the friend, and works', async () => {
    const { shop, mum, dad } = await twoHomes('plain', 'symmetric')
    await talk(mum, dad, 'first')
    for (const each of [mum, dad]) await each.until(async () => expect((await outsideOf(each)).reachable).toBe('no'), 60_000)
    await shop.until(async () => expect((await outsideOf(shop)).reachable).toBe('yes'), 60_000)
    await mum.until(async () => expect(await reachOf(mum, 'Dad')).toMatchObject({ reach: 'connected', through: 'Shop' }))
    // The friend's computer goes dark and comes back: both find it, and each other through it.
    await shop.kill()
    await mum.until(async () => expect(await relaysOf(mum)).toEqual([]), 60_000)
    await say(mum, 'Dad', 'while it was dark')
    await shop.serve()
    for (const each of [mum, dad]) await each.until(async () => expect(await relaysOf(each)).toEqual(['Shop']), 60_000)
    for (const [person, ...lines] of [
      [mum, 'fact not-from-afar', 'fact router-plain', 'good through-others Shop'],
      [dad, 'fact not-from-afar', 'fact router-strict', 'good through-others Shop'],
      [shop, 'fact others-through-us Dad Mum', 'good reached-from-afar'],
    ] as const) {
      await person.until(async () => expect(await helpTold(person)).toEqual(lines), 60_000)
    }
    await dad.until(async () => expect(await textsIn(dad, 'Mum')).toContain('while it was dark'), 60_000)
    await dad.until(async () => expect(await reachOf(dad, 'Mum')).toMatchObject({ reach: 'connected', through: 'Shop' }))
    // Consent is taken back: whoever goes through it is cut off, and what is said is kept.
    await shop.ask(answers.settings, ['settings', 'relay', 'off'])
    await mum.until(async () => expect((await reachOf(mum, 'Dad')).reach).not.toBe('connected'), 60_000)
    expect((await outsideOf(shop)).circuits).toEqual([])
    // Now the router is what keeps her away, and nobody helps.
    await dad.until(async () => expect(await helpTold(dad)).toEqual(['fact not-from-afar Mum', 'notice router-strict Mum']), 120_000)
    expect(concerned((await examine(dad)).report, 'reached')).toEqual(['Shop'])
    expect(await helpTold(shop)).toEqual(['good reached-from-afar'])
  }, 480_000)
})
