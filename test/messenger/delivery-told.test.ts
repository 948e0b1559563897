/** Whoever shows where an own message is hears of every step: not only when it first gets somewhere, but with each person who has it (DLV-1). */
import { expect, it } from 'vitest'
import type { MessengerEvent } from '../../shared/messenger/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'

it('[DLV-1] tells of each member who comes to have an own message, and of each who reads it', async () => {
  const village = new Village()
  const [mum, dad, gran] = ['엄마', '아빠', '할머니'].map((name) => village.person(name))
  if (mum === undefined || dad === undefined || gran === undefined) throw new Error('three were made')
  for (const each of [dad, gran]) await village.pair(mum, each)
  const room = expectOk(mum.messenger.createRoom({ name: '우리 집', members: [dad.account, gran.account] }))
  await village.pass(10_000)

  village.partition([mum, dad], [gran])
  const [message] = expectOk(mum.messenger.send(room, ['여섯 시에 먹어요']))
  if (message === undefined) throw new Error('one was sent')
  const told: string[] = []
  mum.messenger.subscribe((event: MessengerEvent) => {
    if (event.type !== 'delivery' || event.message !== message) return
    const { delivery } = expectOk(mum.messenger.message(message))
    if (delivery.state !== 'received')
      told.push(`${event.before} → ${event.state}: ${delivery.delivered} of ${delivery.of}, ${delivery.read} read`)
  })
  await village.pass(10_000)
  village.partition([mum, dad, gran])
  await village.pass(60_000)
  expectOk(dad.messenger.markRead(room, message))
  await village.pass(10_000)
  expectOk(gran.messenger.markRead(room, message))
  await village.pass(10_000)
  expect(told).toEqual([
    'queued → delivered: 1 of 2, 0 read',
    'delivered → delivered: 2 of 2, 0 read',
    'delivered → read: 2 of 2, 1 read',
    'read → read: 2 of 2, 2 read',
  ])
})
