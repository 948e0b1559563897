/** People whose networks do not touch, through the command line alone: through a friend's device, or a laptop that is on both. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { init, meetByLink, reachOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { createInternet, type Internet, whyNoInternet } from './internet.ts'
import type { Machine } from './machine.ts'
import { Person } from './person.ts'
import type { Nat } from './router.ts'

describe.skipIf(whyNoInternet() !== undefined)('far apart', () => {
  let internet: Internet | undefined
  let folder = ''
  afterEach(async () => {
    await internet?.close()
    if (folder !== '') rmSync(folder, { recursive: true, force: true })
  })

  function world(): Internet {
    folder = mkdtempSync(join(tmpdir(), 'sarangbang-far-'))
    internet = createInternet()
    return internet
  }

  async function living(name: string, at: Machine): Promise<Person> {
    const person = new Person(name, at, join(folder, name))
    await init(person)
    await person.serve()
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
  const relaysOf = async (person: Person) => (await outsideOf(person)).relays.map(({ name }) => name)

  it('[RELAY-1] two islands talk through a laptop that is on both', async () => {
    const world_ = world()
    const [one, two] = [world_.island(), world_.island()]
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
    expect((await outsideOf(shop)).circuits.map(({ from, to }) => [from.name, to.name].toSorted())).toEqual([['Dad', 'Mum']])
  }, 120_000)

  /** Mum and Dad, each at home, both friends of a shop that is on the internet and relays. */
  async function twoHomes(mums: Nat, dads: Nat) {
    const world_ = world()
    const [shop, mum, dad] = [
      await living('Shop', world_.machine()),
      await living('Mum', world_.home({ nat: mums }).machine()),
      await living('Dad', world_.home({ nat: dads }).machine()),
    ]
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
      await person.until(async () => expect(await textsIn(person, other)).toEqual(expect.arrayContaining([`${word} from Mum`, `${word} from Dad`])))
    }
  }

  it('[REACH-17] two homes behind routers talk through a friend, then directly, and the friend is needed no more', async () => {
    const { shop, mum, dad } = await twoHomes('plain', 'plain')
    await talk(mum, dad, 'first')
    await mum.until(async () => expect(await reachOf(mum, 'Dad')).not.toHaveProperty('through'), 60_000)
    await dad.until(async () => expect(await reachOf(dad, 'Mum')).toMatchObject({ reach: 'connected' }))
    await shop.until(async () => expect((await outsideOf(shop)).circuits).toEqual([]))
    expect(await reachOf(dad, 'Mum')).not.toHaveProperty('through')
    await shop.stop()
    await talk(mum, dad, 'second')
  }, 180_000)
})
