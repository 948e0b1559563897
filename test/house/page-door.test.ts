/** The page server of a house, by real sockets: who counts as sitting at this computer, and what a token is worth in each phase. */
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { createRpcClient, type EngineClient } from '../../shared/rpc/index.ts'
import { webChannel } from '../../src-main/engine/rpc/web-channel.ts'
import { aHouse, aProfile, PASSPHRASE, refusedWith } from './a-house.ts'

async function aHouseWithPage(host = '127.0.0.1', passphrase?: string) {
  const house = aHouse({ profile: await aProfile(passphrase), page: { host, port: 0 } })
  await house.opened
  return house
}

async function visit(address: string, headers: Record<string, string> = {}): Promise<{ client: EngineClient; token: string }> {
  const url = new URL(address)
  const socket = new WebSocket(`ws://${url.hostname}:${url.port}/rpc`, { headers })
  await once(socket, 'open')
  onTestFinished(() => socket.terminate())
  return { client: createRpcClient(webChannel(socket)), token: url.hash.slice(1) }
}

it('[RPC-6] [RPC-9] a browser on this computer is its owner’s, anything else is a phone', async () => {
  const house = await aHouseWithPage('0.0.0.0')
  const address = house.pageUrl() ?? ''
  const { port, hash } = new URL(address)
  const here = await visit(`http://127.0.0.1:${port}/${hash}`)
  expect(await here.client.hello(here.token)).toMatchObject({ ok: true, value: { kind: 'browser' } })
  const asked = await here.client.call('host.page')
  const next = asked.ok ? asked.value.url : ''
  expect(next).toMatch(/#[\w-]{43}$/)
  // What a proxy on this computer passes on bears the name it was asked for.
  const proxied = await visit(`http://127.0.0.1:${port}/${new URL(next).hash}`, { host: '203.0.113.7', origin: 'http://203.0.113.7' })
  expect(await proxied.client.hello(proxied.token)).toMatchObject({ ok: true, value: { kind: 'phone' } })
  expect(await proxied.client.call('host.setPassphrase', { next: '도둑' })).toMatchObject(refusedWith('NOT_ALLOWED'))
  const own = Object.values(networkInterfaces())
    .flat()
    .find((one) => one?.family === 'IPv4' && !one.internal)?.address
  // The printed address is one that others can use, where this computer has one.
  expect(new URL(address).hostname).toBe(own ?? '127.0.0.1')
})

it('[RPC-9] [RPC-17] a one-time token lets one page in, locked or not, and a locked page gets nothing but the lock', async () => {
  const house = await aHouseWithPage('127.0.0.1', PASSPHRASE)
  const address = house.pageUrl() ?? ''
  const first = await visit(address)
  const hello = await first.client.hello(first.token)
  expect(hello).toMatchObject({ ok: true, value: { session: expect.any(String) } })
  const second = await visit(address)
  expect(await second.client.hello(second.token)).toMatchObject(refusedWith('BAD_TOKEN'))
  expect(await first.client.call('host.state')).toMatchObject({ ok: true, value: { phase: 'locked', isLocking: false } })
  for (const method of ['rooms.list', 'profile.me', 'status.get', 'people.contacts'] as const) {
    expect(await first.client.call(method)).toMatchObject(refusedWith('LOCKED'))
  }
  expect(await first.client.call('host.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: true })
  expect(await first.client.call('profile.me')).toMatchObject({ ok: true, value: { name: '엄마' } })
})

it('a port that is taken is said so, and another one does where nobody asked for it', async () => {
  const taken = await aHouseWithPage()
  const port = Number(new URL(taken.pageUrl() ?? '').port)
  const refused = aHouse({ profile: await aProfile(), page: { host: '127.0.0.1', port } })
  await refused.opened
  expect(refused.state()).toMatchObject({ phase: 'failed', code: 'PORT_TAKEN' })
  const moved = aHouse({ profile: await aProfile(), page: { host: '127.0.0.1', port, orAnyPort: true } })
  await moved.opened
  expect(moved.state()).toMatchObject({ phase: 'ready' })
  expect(new URL(moved.pageUrl() ?? '').port).not.toBe(String(port))
})
