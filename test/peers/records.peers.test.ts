/** Finding each other again after everybody's address changed, where nothing is heard of each other by multicast. Through the command line alone. */
import { afterEach, describe, expect, it } from 'vitest'
import { init, meetByLink, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { tellFigure } from './figures.ts'
import { whyNoHosts } from './netns.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('three who know each other', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  const recordsAt = async (person: Person, of: string) => {
    const { contacts, records } = await person.ask(answers.status, ['status'])
    const account = contacts.find(({ name }) => name === of)?.account
    return records.filter((record) => record.account === account)
  }

  it('[REC-5] Mum and Dad both got new addresses while apart; the shop brings them together', async () => {
    town = createTown(['Mum', 'Dad', 'Shop'], { ipv6: false })
    const [mum, dad, shop] = town.people
    if (mum === undefined || dad === undefined || shop === undefined) throw new Error('three people expected')
    for (const person of town.people) {
      const host = town.host(person)
      for (const words of [
        'add table inet quiet',
        'add chain inet quiet in { type filter hook input priority 0; }',
        'add rule inet quiet in udp dport { 5353, 53530 } drop',
      ])
        expect(await host.run('nft', words.split(' '))).toMatchObject({ code: 0 })
    }
    await Promise.all(town.people.map((person) => init(person)))
    await Promise.all(town.people.map((person) => person.serve()))
    for (const [one, other] of [
      [mum, dad],
      [mum, shop],
      [dad, shop],
    ] as const)
      await meetByLink(one, other)
    // They know of each other that the shop is a friend of both.
    await mum.until(async () => expect(await recordsAt(mum, 'Dad')).toHaveLength(1))
    await shop.until(async () => expect(await recordsAt(shop, 'Dad')).toHaveLength(1))

    town.host(mum).cable('out')
    town.host(mum).readdress('10.77.0.98')
    town.host(dad).readdress('10.77.0.99')
    await say(dad, 'Mum', 'we moved')
    const isThere = (addresses: readonly string[]): boolean => addresses.some((address) => address.includes('/10.77.0.99/'))
    await shop.until(async () => expect((await recordsAt(shop, 'Dad')).some(({ addresses }) => isThere(addresses))).toBe(true), 60_000)
    expect((await recordsAt(mum, 'Dad')).some(({ addresses }) => isThere(addresses))).toBe(false)

    const back = performance.now()
    town.host(mum).cable('in')
    await mum.until(async () => expect(await textsIn(mum, 'Dad')).toEqual(['we moved']), 90_000)
    tellFigure('from the cable to a message, all addresses new', performance.now() - back)
    const [hers, his] = [await recordsAt(mum, 'Dad'), await recordsAt(dad, 'Mum')]
    expect([hers, his].map(([record]) => record?.addresses.some((address) => /\/10\.77\.0\.9[89]\//.test(address)))).toEqual([true, true])
    // Whoever dialled was told the way by the shop.
    expect([...hers, ...his].some(({ isFirstHand }) => !isFirstHand)).toBe(true)
    await say(mum, 'Dad', 'found you')
    await dad.until(async () => expect((await textsIn(dad, 'Mum')).toSorted()).toEqual(['found you', 'we moved']), 30_000)
  })
})
