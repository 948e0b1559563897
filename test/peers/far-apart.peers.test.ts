/** People whose networks do not touch, through the command line alone: through a friend's device, or a laptop that is on both. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { init, meetByLink, namesOfContacts, reachOf, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { concerned, examine, told } from './doctor-acts.ts'
import { createInternet, type Internet, whyNoInternet } from './internet.ts'
import type { Machine, WireOptions } from './machine.ts'
import { Person } from './person.ts'
import type { Nat } from './router.ts'

const HELP = / (?:reached-from-afar|not-from-afar|router-\w+|through-others|others-through-us|kept-\w+-us)\b/

describe.skipIf(whyNoInternet() !== undefined)('far apart', () => {
  let internet: Internet | undefined
  let folder = ''
  afterEach(async () => {
    await internet?.close()
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })

  function aWorld(): Internet {
    folder = mkdtempSync(join(tmpdir(), 'sarangbang-far-'))
    internet = createInternet()
    return internet
  }

  async function living(name: string, at: Machine, args: readonly string[] = []): Promise<Person> {
    const person = new Person(name, at, join(folder, name))
    await init(person)
    await person.serve(args)
    return person
  }

  /** Offers to relay, and both of the others are its contacts and have a place there. */
  async function relayFor(shop: Person, others: readonly Person[]): Promise<void> {
    await shop.ask(answers.settings, ['settings', 'relay', 'on'])
    for (const other of others) {
      await meetByLink(shop, other)
      await other.until(async () => expect(await relaysOf(other)).toContain(shop.name))
    }
  }

  const outsideOf = async (person: Person) => (await person.ask(answers.status, ['status'])).outside
  /** What the doctor says of ways from outside and of who lends a hand. */
  const helpTold = async (person: Person) => told((await examine(person)).report).filter((line) => HELP.test(line))
  const relaysOf = async (person: Person) => (await outsideOf(person)).relays.map(({ name }) => name)

  it('[RELAY-1] two islands talk through a laptop that is on both', async () => {
    const world = aWorld()
    const [one, two] = [world.island(), world.island()]
    const laptop = one.machine()
    two.join(laptop)
    const [mum, dad, shop] = [await living('Mum', one.machine()), await living('Dad', two.machine()), await living('Shop', laptop)]
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
    const world = aWorld()
    const homes = [world.home({ nat: mums }).machine(), world.home({ nat: dads }).machine()] as const
    if (wire !== undefined) for (const each of homes) await each.wire(wire)
    const [shop, mum, dad] = [await living('Shop', world.machine()), await living('Mum', homes[0]), await living('Dad', homes[1])]
    await relayFor(shop, [mum, dad])
    await meetByLink(mum, dad)
    return { shop, mum, dad }
  }

  /** Each says something, and both have both. */
  async function talk(mum: Person, dad: Person, word: string): Promise<void> {
    await say(mum, 'Dad', `${word} from Mum`)
    await say(dad, 'Mum', `${word} from Dad`)
    for (const [person, other] of [
      [mum, 'Dad'],
      [dad, 'Mum'],
    ] as const) {
      await person.until(async () =>
        expect(await textsIn(person, other)).toEqual(expect.arrayContaining([`${word} from Mum`, `${word} from Dad`])),
      )
    }
  }

  it('[REACH-17] two homes behind routers talk through a friend, then directly, and the friend is needed no more', async () => {
    const { shop, mum, dad } = await twoHomes('plain', 'plain', { delayMs: 40, jitterMs: 10, lossPercent: 1 })
    await talk(mum, dad, 'first')
    await mum.until(async () => {
      const reach = await reachOf(mum, 'Dad')
      expect(reach).toMatchObject({ reach: 'connected' })
      expect(reach).not.toHaveProperty('through')
    }, 60_000)
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

  it('[REACH-17] where one can be reached, the other calls back directly, whatever its own router does', async () => {
    const world = aWorld()
    const home = world.home({ nat: 'plain' })
    const machine = home.machine()
    home.router.forward(41_000, machine)
    const [shop, mum, dad] = [
      await living('Shop', world.machine()),
      await living('Mum', machine, ['--listen', '/ip4/0.0.0.0/tcp/41000']),
      await living('Dad', world.home({ nat: 'symmetric' }).machine()),
    ]
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

  it('[RELAY-2] a stranger who was invited comes in through a friend of hers, and needs him no more', async () => {
    const world = aWorld()
    const [shop, mum, dad, aunt] = [
      await living('Shop', world.machine()),
      await living('Mum', world.home({ nat: 'plain' }).machine()),
      await living('Dad', world.home({ nat: 'plain' }).machine()),
      await living('Aunt', world.home({ nat: 'plain' }).machine()),
    ]
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
      const world = aWorld()
      const home = world.home({ nat: 'symmetric' })
      await home.router.opensPorts(language)
      const [mum, dad] = [await living('Mum', home.machine()), await living('Dad', world.home({ nat: 'symmetric' }).machine())]
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
