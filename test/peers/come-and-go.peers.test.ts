/** Who comes into a room and who goes, on a LAN without a router, through the command line alone. */
import { afterEach, describe, expect, it } from 'vitest'
import { init, meetByLink, roomsOf, say, textsIn } from './acts.ts'
import { answers } from './cli-shapes.ts'
import { whyNoHosts } from './netns.ts'
import type { Person } from './person.ts'
import { createTown, type Town } from './town.ts'

describe.skipIf(whyNoHosts() !== undefined)('a room', () => {
  let town: Town | undefined
  afterEach(async () => town?.close())

  it('[GOV-13] lets a newcomer in by a link while its maker is off, through any other member', async () => {
    town = createTown(['Mum', 'Dad', 'Shop', 'Aunt'])
    const [mum, dad, shop, aunt] = four(town.people)
    await Promise.all([mum, dad, shop, aunt].map(init))
    await Promise.all([mum, dad, shop, aunt].map((each) => each.serve()))
    await meetByLink(mum, dad)
    await meetByLink(mum, shop)
    const { room } = await mum.ask(answers.room, ['room', 'create', '--name', 'Home'])
    for (const name of ['Dad', 'Shop']) await mum.ask(answers.room, ['member', 'add', '--room', 'Home', name])
    for (const each of [dad, shop]) await each.until(async () => expect(await stateOf(each, room)).toBe('open'))
    await say(shop, 'Home', 'hello')
    const { link } = await mum.ask(answers.link, ['invite', '--room', 'Home'])
    // Governance goes before messages (SYNC-6): who has this one has the invitation.
    await say(mum, 'Home', 'I am off')
    await dad.until(async () => expect(await textsIn(dad, 'Home')).toEqual(['hello', 'I am off']))
    await Promise.all([mum.stop(), shop.stop()])

    await aunt.ask(answers.accepted, ['accept', link])
    await aunt.until(async () => expect(await stateOf(aunt, room)).toBe('open'))
    await say(aunt, 'Home', 'here I am')
    await dad.until(async () => expect(await textsIn(dad, 'Home')).toContain('here I am'))
    const { members } = await dad.ask(answers.members, ['members', '--room', 'Home'])
    expect(members.map(({ role }) => role).toSorted()).toEqual(['member', 'member', 'member', 'owner'])

    // The one who made the link finds her there, and what she wrote.
    await mum.serve()
    await mum.until(async () => expect(await textsIn(mum, 'Home')).toEqual(['hello', 'I am off', 'here I am']))
    await aunt.until(async () => expect(await textsIn(aunt, 'Home')).toContain('here I am'))
  })
})

async function stateOf(person: Person, room: string): Promise<string | undefined> {
  return (await roomsOf(person)).find((each) => each.room === room)?.state
}

function four<T>([a, b, c, d]: readonly T[]): readonly [T, T, T, T] {
  if (a === undefined || b === undefined || c === undefined || d === undefined) throw new Error('four expected')
  return [a, b, c, d]
}
