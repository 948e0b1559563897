/** The outbox over the engine's door: what pages and the window ask, as they ask it. */
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, makeProfile } from '../../../src-main/engine/index.ts'
import { MEDIA, RPC } from '../../../shared/limits.ts'
import type { HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import { expectOk } from '../../harness/expect-ok.ts'
import { someBytes } from '../../media/some-files.ts'
import { aFolder } from '../../profile/a-profile.ts'
import { someFolder } from './an-outbox.ts'

async function anEngine() {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  onTestFinished(() => engine.stop())
  const client = await engine.attach('cli')
  const made = await client.call('rooms.create', { name: '우리 집' })
  if (!made.ok) throw new Error(made.error.code)
  return { engine, client, room: made.value }
}

test('[MEDIA-61] the largest piece a page may give fits, and what is no base64 is refused and counts for nothing', async () => {
  const { client, room } = await anEngine()
  const heard: (HouseEvent | Lagged)[] = []
  await client.subscribe((event) => heard.push(event))
  const bytes = Buffer.from(someBytes(RPC.BUNDLE_CHUNK_BYTES))
  const begun = await client.call('outbox.begin', { room, name: 'a.bin', size: bytes.length })
  if (!begun.ok) throw new Error(begun.error.code)
  const { id } = begun.value
  for (const bad of ['한글', 'AA*A', 'AAAAA'])
    expect(await client.call('outbox.give', { id, bytes: bad, isOver: false })).toMatchObject({ error: { code: 'BAD_CONTENT' } })
  expect(await client.call('outbox.give', { id, bytes: bytes.toString('base64'), isOver: true })).toMatchObject({ ok: true })
  while (!heard.some((event) => event.type === 'outbox' && event.outgoing.state === 'ready')) await new Promise((go) => setTimeout(go, 5))
  const files = [{ id, preview: '한글', waveform: Buffer.from([1, 2, 3]).toString('base64') }]
  const posted = await client.call('outbox.post', { room, files, caption: '받아요' })
  if (!posted.ok) throw new Error(posted.error.code)
  const [message] = posted.value
  if (message === undefined) throw new Error('a message')
  expect(await client.call('messages.get', { message })).toMatchObject({
    ok: true,
    value: { text: '받아요', attachments: [{ name: 'a.bin', size: bytes.length, waveform: 'AQID' }] },
  })
})

test('[MEDIA-62] pages elsewhere name no paths, and more files than one message holds are not understood', async () => {
  const { engine, client, room } = await anEngine()
  const phone = await engine.attach('phone')
  const path = join(someFolder({ a: 'x' }), 'a')
  expect(await phone.call('outbox.take', { room, path })).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
  expect(await phone.call('outbox.list')).toEqual({ ok: true, value: [] })
  const files = Array.from({ length: MEDIA.REFERENCES + 1 }, (_, n) => ({ id: `${n}` }))
  expect(await client.call('outbox.post', { room, files })).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } })
  expect(await client.call('outbox.post', { room, files: files.slice(1) })).toMatchObject({ ok: false, error: { code: 'NO_OUTGOING' } })
})
