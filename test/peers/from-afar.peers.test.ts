/** From another network into a home, through the command line alone: by invitation through a friend, and by a port its router opens. */
import { describe, expect, it } from 'vitest'
import { meetByLink, namesOfContacts, reachOf, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { aFarWorld, outsideOf, relayFor, talk } from './far-world.ts'
import { whyNoInternet } from './internet.ts'

describe.skipIf(whyNoInternet() !== undefined)('from afar', () => {
  const far = aFarWorld()

  it('[RELAY-2] a stranger who was invited comes in through a friend of hers, and needs him no more', async () => {
    const world = far.world()
    const [shop, mum, dad, aunt] = await Promise.all([
      far.living('Shop', world.machine()),
      far.living('Mum', world.home({ nat: 'plain' }).machine()),
      far.living('Dad', world.home({ nat: 'plain' }).machine()),
      far.living('Aunt', world.home({ nat: 'plain' }).machine()),
    ])
    await relayFor(shop, [mum])
    // Mum's link names the shop as the way to her, and Dad is nobody there.
    const { link } = await mum.ask(answers.link, ['invite'])
    await dad.ask(answers.accepted, ['accept', link])
    for (const [person, other] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const)
      await person.until(async () => expect(await namesOfContacts(person)).toContain(other), 60_000)
    for (const [person, other] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const)
      await person.until(async () => expect(await roomsOf(person)).toContainEqual(expect.objectContaining({ name: other, state: 'open' })))
    await talk(mum, dad, 'hello')
    await dad.until(async () => {
      const reach = await reachOf(dad, 'Mum')
      expect(reach).toMatchObject({ reach: 'connected' })
      expect(reach).not.toHaveProperty('through')
    }, 60_000)
    await shop.until(async () => expect((await outsideOf(shop)).circuits).toEqual([]))
    // He is nobody there still, and has no place.
    expect(await namesOfContacts(shop)).toEqual(['Mum'])
    expect(await outsideOf(shop)).toMatchObject({ places: [{ name: 'Mum' }] })
    expect((await outsideOf(dad)).relays).toEqual([])

    // The link is used up: nobody is expected, and nobody gets as far as her door.
    await aunt.ask(answers.accepted, ['accept', link])
    expect((await outsideOf(shop)).circuits).toEqual([])
    expect(await namesOfContacts(mum)).toEqual(['Shop', 'Dad'])

    // Into a room the same way.
    await mum.ask(answers.room, ['room', 'create', '--name', 'Family'])
    const toRoom = await mum.ask(answers.link, ['invite', '--room', 'Family'])
    await aunt.ask(answers.accepted, ['accept', toRoom.link])
    for (const person of [mum, aunt])
      await person.until(
        async () => expect(await roomsOf(person)).toContainEqual(expect.objectContaining({ name: 'Family', state: 'open', members: 2 })),
        60_000,
      )
    await say(aunt, 'Family', 'here I am')
    await say(mum, 'Family', 'come in')
    for (const person of [mum, aunt])
      await person.until(async () => expect((await textsIn(person, 'Family')).toSorted()).toEqual(['come in', 'here I am']), 60_000)
    expect(await namesOfContacts(shop)).toEqual(['Mum'])
    await shop.until(async () => expect((await outsideOf(shop)).circuits).toEqual([]), 150_000)
    await say(aunt, 'Family', 'still here')
    await mum.until(async () => expect(await textsIn(mum, 'Family')).toContain('still here'), 60_000)
  }, 480_000)

  it.each(['upnp', 'nat-pmp'] as const)(
    '[REACH-16] a router that opens a port by %s makes a home reachable, and has it closed in the end',
    async (language) => {
      const world = far.world()
      const home = world.home({ nat: 'symmetric' })
      await home.router.opensPorts(language)
      const [mum, dad] = await Promise.all([
        far.living('Mum', home.machine()),
        far.living('Dad', world.home({ nat: 'symmetric' }).machine()),
      ])
      await mum.until(async () => expect((await outsideOf(mum)).mapping).toBe('mapped'))
      expect(await home.router.forwarded()).toHaveLength(1)
      await meetByLink(mum, dad)
      await talk(mum, dad, 'hello')
      expect(await reachOf(dad, 'Mum')).toMatchObject({ via: expect.stringContaining(`/ip4/${home.address}/`) })
      await mum.until(async () => expect(await outsideOf(mum)).toMatchObject({ reachable: 'yes', host: home.address }), 60_000)
      await mum.ask(answers.settings, ['settings', 'port-mapping', 'off'])
      await mum.until(async () => expect(await home.router.forwarded()).toEqual([]))
      await mum.ask(answers.settings, ['settings', 'port-mapping', 'on'])
      await mum.until(async () => expect(await home.router.forwarded()).toHaveLength(1))
      await mum.stop()
      expect(await home.router.forwarded()).toEqual([])
    },
    180_000,
  )
})
