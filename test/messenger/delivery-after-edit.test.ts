/** Where a message is must not depend on whether it travelled alone or inside the snapshot that replaced it. */
import { expect, it } from 'vitest'
import { expectOk } from '../harness/expect-ok.ts'
import { Village } from '../harness/village.ts'

it('[DLV-1][SNAP-5] a message that first travels inside a snapshot counts as delivered like any other', async () => {
  const village = new Village()
  const [mum, dad] = [village.person('엄마'), village.person('아빠')]
  await village.pair(mum, dad)
  await village.pass(3000)
  const room = mum.messenger.rooms()[0]?.room
  if (room === undefined) throw new Error('no room')
  const [first] = expectOk(mum.messenger.send(room, ['하나']))
  if (first === undefined) throw new Error('not sent')
  await village.pass(3000)
  village.partition([mum], [dad])
  const [alone] = expectOk(mum.messenger.send(room, ['혼자']))
  if (alone === undefined) throw new Error('not sent')
  expectOk(mum.messenger.edit(first, '하나, 고침'))
  await village.pass(5000)
  village.network.heal()
  await village.pass(10_000)
  for (const id of [first, alone]) {
    expect(expectOk(dad.messenger.message(id)).deleted).toBe(false)
    expect(expectOk(mum.messenger.message(id)).delivery).toMatchObject({ state: 'delivered', delivered: 1 })
  }
  expect(mum.messenger.status().queued).toBe(0)
})
