/** What programs ask of an engine, through its contract, without a network. */
import { expect, onTestFinished, test } from 'vitest'
import { createEngine, makeProfile } from '../../src-main/engine/index.ts'
import type { EngineClient, EngineContract, HouseEvent, EngineMethod, InputOf, Lagged, OutputOf } from '../../shared/rpc/index.ts'
import { INTRINSIC } from '../../shared/limits.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { dataUrlOf, pngOf } from '../harness/pictures.ts'
import { aFolder } from '../profile/a-profile.ts'

async function anEngine() {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const engine = expectOk(await createEngine({ profile, network: 'off' }))
  onTestFinished(() => engine.stop())
  const client = await engine.attach('cli')
  return { client, ask: asker(client) }
}

function asker(client: EngineClient) {
  return async <M extends EngineMethod>(method: M, input?: InputOf<EngineContract, M>): Promise<OutputOf<EngineContract, M>> => {
    const answer = await client.call(method, input)
    if (!answer.ok) throw new Error(answer.error.code)
    return answer.value
  }
}

test('a rebuild says room by room how far it is', async () => {
  const { client, ask } = await anEngine()
  for (const name of ['하나', '둘']) await ask('messages.send', { room: await ask('rooms.create', { name }), texts: ['가', '나'] })
  const heard: (HouseEvent | Lagged)[] = []
  await client.subscribe((event) => heard.push(event))
  expect(await ask('status.rebuild')).toEqual({ messages: 4 })
  expect(heard.filter(({ type }) => type === 'rebuild')).toEqual([
    { type: 'rebuild', done: 1, of: 2 },
    { type: 'rebuild', done: 2, of: 2 },
  ])
})

test('system lines stand among the messages when asked for, each on one page only', async () => {
  const { ask } = await anEngine()
  const room = await ask('rooms.create', { name: '우리 집' })
  await ask('messages.send', { room, texts: ['가'] })
  await ask('rooms.rename', { room, name: '큰집' })
  const [second] = await ask('messages.send', { room, texts: ['나'] })
  if (second === undefined) throw new Error('one was sent')
  const told = (page: OutputOf<EngineContract, 'messages.page'>) =>
    page.map((one) => one.text ?? `${one.system?.act} ${one.system?.detail ?? ''}`.trim())
  expect(told(await ask('messages.page', { room }))).toEqual(['가', '나'])
  expect(told(await ask('messages.page', { room, system: true }))).toEqual(['create', '가', 'rename 큰집', '나'])
  const newest = await ask('messages.page', { room, limit: 1, system: true })
  const older = await ask('messages.page', { room, limit: 9, system: true, before: second })
  expect(told([...older, ...newest])).toEqual(['create', '가', 'rename 큰집', '나'])
})

test('a deleted message stays where it was, without its words', async () => {
  const { ask } = await anEngine()
  const room = await ask('rooms.create', { name: '우리 집' })
  const [first, second] = await ask('messages.send', { room, texts: ['비밀', '인사'] })
  if (first === undefined || second === undefined) throw new Error('two were sent')
  await ask('messages.delete', { message: first })
  const stone = { id: first, kind: 'deleted', deleted: true }
  const expected = [stone, { id: second, deleted: false, text: '인사' }]
  expect(await ask('messages.page', { room })).toMatchObject(expected)
  expect(await ask('messages.get', { message: first })).toMatchObject(stone)
  expect(await ask('messages.trail', { message: first })).toMatchObject({ state: 'queued' })
  await ask('status.rebuild')
  expect(await ask('messages.page', { room })).toMatchObject(expected)
  expect(JSON.stringify(await ask('messages.page', { room }))).not.toContain('비밀')
  expect(await ask('messages.search', { text: '비밀' })).toEqual([])
})

test('[CARR-1] a carrier is a contact’s device, and the contact is asked for by name', async () => {
  const { client, ask } = await anEngine()
  const { account } = await ask('profile.me')
  expect(await client.call('carrying.allow', { account })).toMatchObject({ ok: false, error: { code: 'NO_CONTACT' } })
  const room = await ask('rooms.create', { name: '우리 집' })
  await ask('rooms.act', { room, act: { act: 'carrier', device: 'ab'.repeat(32), on: true } })
  const lines = await ask('messages.page', { room, system: true })
  expect(lines.map((one) => one.system?.act)).toEqual(['create', 'carry'])
})

test('[GOV-13] invitations into a room are listed, and gone when withdrawn', async () => {
  const { ask } = await anEngine()
  const room = await ask('rooms.create', { name: '우리 집' })
  const { invite } = await ask('rooms.invite', { room, uses: 3 })
  expect(await ask('rooms.invites', { room })).toMatchObject([{ invite, uses: 0, max: 3, by: { name: '엄마' } }])
  await ask('rooms.revokeInvite', { room, invite })
  expect(await ask('rooms.invites', { room })).toEqual([])
})

test('[RPC-7] what is set, noted and typed in a room goes through the contract, and nothing else does', async () => {
  const { client, ask } = await anEngine()
  const room = await ask('rooms.create', { name: '우리 집' })
  const picture = dataUrlOf(pngOf(600))
  await ask('rooms.change', { room, changes: { description: '모여요', picture, door: 'ask' } })
  expect(await ask('rooms.details', { room })).toMatchObject({ title: '우리 집', description: '모여요', picture, door: 'ask', inviters: 2 })
  await ask('rooms.change', { room, changes: { picture: null } })
  expect(await ask('rooms.prefer', { room, preferences: { pinned: true } })).toMatchObject({ pinned: true, notify: 'all' })
  await ask('rooms.saveDraft', { room, draft: { text: '반쯤' } })
  await ask('rooms.typing', { room, isTyping: true })
  expect(await ask('rooms.list')).toMatchObject([
    {
      room,
      description: '모여요',
      preferences: { pinned: true },
      draft: { text: '반쯤' },
      faces: [],
      mentions: 0,
      reach: { reached: 0, of: 0 },
    },
  ])
  await ask('rooms.saveDraft', { room, draft: null })
  expect((await ask('rooms.list'))[0]?.draft).toBeUndefined()
  const broken = [
    await client.call('rooms.change', { room, changes: { door: 'shut' as 'open' } }),
    await client.call('rooms.change', { room, changes: { picture: 'x'.repeat(2 * INTRINSIC.PICTURE_BYTES + 1) } }),
    await client.call('rooms.prefer', { room, preferences: { mutedUntil: -1 } }),
    await client.call('rooms.prefer', { room, preferences: JSON.parse('{"pined":true}') }),
    await client.call('rooms.saveDraft', { room, draft: { text: '', at: 1 } as { text: string } }),
    await client.call('rooms.typing', { room, isTyping: JSON.parse('"yes"') }),
  ]
  for (const answer of broken) expect(answer).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } })
  expect(await client.call('rooms.change', { room, changes: { picture: dataUrlOf(new Uint8Array(99)) } })).toMatchObject({
    ok: false,
    error: { code: 'BAD_PICTURE' },
  })
})
