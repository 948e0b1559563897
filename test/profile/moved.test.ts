/** FORK-6 with real folders: a copy of a profile is another device, and nothing that either wrote is lost. */
import { cpSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, type Engine, makeProfile } from '../../src-main/engine/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aFolder } from './a-profile.ts'

async function started(profile: string): Promise<Engine> {
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  onTestFinished(() => engine.stop())
  return engine
}

async function said(engine: Engine): Promise<readonly (string | undefined)[]> {
  const client = await engine.attach('cli')
  const rooms = await client.call('rooms.list')
  if (!rooms.ok || rooms.value[0] === undefined) throw new Error('no room')
  const page = await client.call('messages.page', { room: rooms.value[0].room })
  return page.ok ? page.value.map(({ text }) => text) : []
}

test('[FORK-6] a copied folder comes up as another device of the same account, once; the original stays what it was', async () => {
  const [home, copy] = [aFolder(), aFolder()]
  const { account, device } = expectOk(await makeProfile({ profile: home, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const first = await started(home)
  const client = await first.attach('cli')
  const room = await client.call('rooms.create', { name: '우리 집' })
  if (!room.ok) throw new Error(room.error.code)
  await client.call('messages.send', { room: room.value, texts: ['처음'] })
  await first.stop()
  await first.stopped
  cpSync(home, copy, { recursive: true })

  const second = await started(copy)
  const { me } = second.status()
  expect(me.account).toBe(account)
  expect(me.device).not.toBe(device)
  const there = await second.attach('cli')
  expect(await there.call('messages.send', { room: room.value, texts: ['사본'] })).toMatchObject({ ok: true })
  expect(await said(second)).toEqual(['처음', '사본'])
  await second.stop()
  expect((await started(copy)).status().me.device).toBe(me.device)
  expect((await started(home)).status().me.device).toBe(device)
})
