/** Real engines on loopback: who is removed from a room, and who is blocked. */
import { expect, it } from 'vitest'
import { messagesIn, meetByLink, namesOfContacts, roomsOf, say, textsIn } from '../peers/acts.ts'
import { answers } from '../peers/cli-shapes.ts'
import { LOOPBACK, peopleHere, twoContacts } from './people-here.ts'

it('[KEY-3][GOV-5] a removed member is told so, reads nothing further and is not heard', async () => {
  const [mum, dad, shop] = await peopleHere('Mum', 'Dad', 'Shop')
  if (mum === undefined || dad === undefined || shop === undefined) throw new Error('three people expected')
  await Promise.all([mum, dad, shop].map((each) => each.serve(LOOPBACK)))
  for (const guest of [dad, shop]) await meetByLink(mum, guest)
  const { room } = await mum.ask(answers.room, ['room', 'create', '--name', 'Home'])
  for (const name of ['Dad', 'Shop']) await mum.ask(answers.room, ['member', 'add', '--room', room, name])
  await say(mum, room, 'for all three')
  for (const each of [dad, shop]) await each.until(async () => expect(await textsIn(each, room)).toEqual(['for all three']))

  await mum.ask(answers.room, ['member', 'remove', '--room', room, 'Shop'])
  await shop.until(async () => expect((await roomsOf(shop)).find((one) => one.room === room)?.state).toBe('removed'))
  expect((await shop.refused(['send', '--room', room, 'still here'])).exit).toBe(1)
  await say(mum, room, 'for two')
  await dad.until(async () => expect(await textsIn(dad, room)).toEqual(['for all three', 'for two']))
  // What Mum wrote to the shop alone comes after it on the same connection: nothing else is on its way.
  await say(mum, 'Shop', 'sorry')
  await shop.until(async () => expect(await textsIn(shop, 'Mum')).toEqual(['sorry']))
  expect(await textsIn(shop, room)).toEqual(['for all three'])
  expect((await mum.ask(answers.members, ['members', '--room', room])).members.map(({ name }) => name)).toEqual(['Mum', 'Dad'])
})

it('[GOV-16] somebody blocked gets nothing through, and everything after being let in again', async () => {
  const { mum, dad, room } = await twoContacts()
  await say(dad, room, 'first')
  await mum.until(async () => expect(await textsIn(mum, room)).toEqual(['first']))
  await mum.ask(answers.contact, ['contact', 'block', 'Dad'])
  expect((await mum.refused(['send', '--room', room, 'no'])).code).toBe('BLOCKED')
  const unheard = await say(dad, room, 'unheard')
  await dad.until(async () => {
    const { peers } = await dad.ask(answers.status, ['status'])
    expect(peers).toEqual([])
  })
  expect((await dad.ask(answers.trail, ['trail', unheard])).state).toBe('queued')
  expect((await messagesIn(mum, room)).map(({ text }) => text)).toEqual(['first'])
  await mum.ask(answers.contact, ['contact', 'unblock', 'Dad'])
  await mum.until(async () => expect(await textsIn(mum, room)).toEqual(['first', 'unheard']), 45_000)
  expect(await namesOfContacts(mum)).toEqual(['Dad'])
})
