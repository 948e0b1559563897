/** A room from its first link to its last member, as strangers drive it: nothing but commands and what they print. */
import { expect, it } from 'vitest'
import { Computer } from './service.ts'

const POLL = { timeout: 30_000, interval: 200 }

interface Line {
  readonly kind: string
  readonly text: string
  readonly id: string
}

async function lines(computer: Computer, more: readonly string[] = []): Promise<readonly Line[]> {
  const { messages } = await computer.json(['messages', '--room', 'Family', ...more])
  return messages as readonly Line[]
}

it('is joined by link, by contacts and strangers alike; told in words; carried; left', async () => {
  const [mum, dad, shop] = [new Computer(), new Computer(), new Computer()]
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', 'Dad']), shop.serve(['--name', 'Shop'])])
  const { account } = await mum.json(['me'])
  const first = await mum.json(['invite'])
  await dad.json(['accept', String(first['link'])])
  const { room } = await mum.json(['room', 'create', '--name', 'Family'])

  const { link, invite } = await mum.json(['invite', '--room', 'Family', '--uses', '3', '--expires', '2d'])
  expect(await mum.json(['invites', '--room', 'Family'])).toMatchObject({ room, invites: [{ invite, uses: 0, max: 3, role: 'member' }] })
  // Dad is a contact and connected; the shop has never heard of Mum.
  for (const computer of [dad, shop]) {
    const accepted = await computer.json(['accept', String(link)])
    expect(accepted).toEqual({ contact: { account, name: 'Mum' }, room, state: 'done' })
  }
  expect(await shop.json(['contacts'])).toEqual({ contacts: [] })
  await expect.poll(() => mum.json(['invites', '--room', 'Family']), POLL).toMatchObject({ invites: [{ uses: 2 }] })

  const said = await shop.json(['send', '--room', 'Family', 'chicken?'])
  await expect.poll(async () => (await lines(dad)).map(({ text }) => text), POLL).toEqual(['chicken?'])
  await dad.json(['reply', '--message', String(said['id']), 'two, please'])
  await dad.json(['react', '--message', String(said['id']), '👍'])
  await shop.json(['delete', '--message', String(said['id'])])
  await expect
    .poll(() => lines(mum), POLL)
    .toMatchObject([
      { id: said['id'], kind: 'deleted', deleted: true, text: '', reactions: [] },
      { text: 'two, please', replyTo: said['id'], author: { name: 'Dad' } },
    ])
  expect(await mum.json(['trail', '--message', String(said['id'])])).toMatchObject({ state: 'received' })

  await mum.json(['room', 'rename', '--room', 'Family', '--name', 'Family'])
  const told = await lines(mum, ['--system'])
  expect(told.map(({ kind, text }) => (kind === 'system' ? text : kind))).toEqual([
    'Mum made the room',
    'Mum made an invitation',
    'Dad joined, let in by Mum',
    'Shop joined, let in by Mum',
    'deleted',
    'text',
    'Mum named the room “Family”',
  ])
  // A program that asks has read nothing; a person who looks has.
  expect(await mum.json(['rooms'])).toMatchObject({ rooms: [{ room, unread: 1 }, {}] })
  expect((await mum.run(['messages', '--room', 'Family'])).out).toContain('· Mum made the room')
  expect(await mum.json(['rooms'])).toMatchObject({ rooms: [{ room, unread: 0 }, {}] })
  await expect.poll(() => lines(dad), POLL).toMatchObject([{}, { text: 'two, please', delivery: 'read' }])

  expect(await dad.json(['carry', 'allow', 'Mum', '--quota', '200MB'])).toMatchObject({
    account,
    carried: { rooms: 0, used: 0, quota: 200_000_000 },
  })
  expect(await dad.json(['carry', 'list'])).toMatchObject({ asks: [], carried: [{ account, name: 'Mum' }] })
  expect((await dad.run(['carry', 'list'])).out).toMatch(/Mum +0 rooms +0 B \/ 200 MB/)
  const vague = await dad.run(['carry', 'quota', 'Mum', 'perhaps', '--json'])
  expect([vague.code, JSON.parse(vague.err).error.code]).toEqual([2, 'USAGE'])
  // Dad is in the room: he has it anyway.
  const needless = await mum.run(['carry', 'ask', '--room', 'Family', 'Dad', '--json'])
  expect([needless.code, JSON.parse(needless.err).error.code]).toEqual([1, 'FORBIDDEN'])
  expect(await mum.json(['carry', 'list', '--room', 'Family'])).toMatchObject({ room, carriers: [] })
  expect(await dad.json(['carry', 'stop', 'Mum'])).toEqual({ account, carried: null })

  await mum.json(['member', 'remove', '--room', 'Family', 'Shop'])
  await expect.poll(() => shop.json(['rooms']), POLL).toMatchObject({ rooms: [{ room, state: 'removed' }] })
  await dad.json(['leave', '--room', 'Family'])
  await expect
    .poll(() => mum.json(['members', '--room', 'Family']), POLL)
    .toMatchObject({ members: [{ name: 'Mum', role: 'owner', me: true }] })
}, 120_000)
