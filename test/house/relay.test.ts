/** Two houses on one folder: the second stands in for the engine of the first, and takes over when that one ends. */
import { writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createRpcClient, channelPair, RPC_PROTOCOL } from '../../shared/rpc/index.ts'
import { readEndpoint } from '../../src-main/engine/attach/index.ts'
import { aHouse, aPage, aProfile, listening, PASSPHRASE, refusedWith, untilReady } from './a-house.ts'

async function twoHouses(passphrase?: string) {
  const profile = await aProfile(passphrase)
  const first = aHouse({ profile, local: true, ...(passphrase !== undefined && { passphrase }) })
  await first.opened
  const second = aHouse({ profile, relay: true, local: true })
  const page = await aPage(second)
  await second.opened
  return { profile, first, second, page }
}

it('[RPC-18] passes calls on to the engine that runs, tells what it tells, and opens the profile itself when that ends', async () => {
  const { first, second, page } = await twoHouses()
  expect(second.status()).toBeUndefined()
  expect(await page.phase()).toBe('ready')
  const room = await page.client.call('rooms.create', { name: '우리 집' })
  if (!room.ok) throw new Error(room.error.code)
  const there = await first.attach('desktop')
  expect(await there.call('rooms.list')).toMatchObject({ ok: true, value: [{ name: '우리 집' }] })
  await there.call('messages.send', { room: room.value, texts: ['빵 사 갈게요'] })
  await expect.poll(() => page.heard.some(({ type }) => type === 'message')).toBe(true)
  await first.stop()
  await untilReady(page)
  expect(second.status()).toMatchObject({ me: { name: '엄마' } })
  expect(await page.client.call('messages.page', { room: room.value })).toMatchObject({ ok: true, value: [{ text: '빵 사 갈게요' }] })
  expect(page.heard.flatMap((event) => (event.type === 'host' ? [event.state.phase] : []))).toContain('opening')
})

it('[RPC-18] passes the lock on as well: it is the other house that locks', async () => {
  const { first, second, page } = await twoHouses(PASSPHRASE)
  expect(await page.phase()).toBe('ready')
  expect(await page.client.call('host.lock')).toMatchObject({ ok: true })
  expect(first.state()).toMatchObject({ phase: 'locked', isLocking: true })
  await expect.poll(() => second.state().phase).toBe('locked')
  expect(await page.client.call('rooms.list')).toMatchObject(refusedWith('LOCKED'))
  expect(await page.client.call('host.create', { name: '도둑', language: 'ko' })).toMatchObject(refusedWith('PROFILE_EXISTS'))
  expect(await page.client.call('host.unlock', { passphrase: PASSPHRASE })).toMatchObject({ ok: true })
  expect(await page.client.call('rooms.list')).toMatchObject({ ok: true })
})

it('[RPC-18] is no way in for a stranger: a caller says hello here first, and what he may not ask is not passed on', async () => {
  const { first, second } = await twoHouses()
  const [ours, theirs] = channelPair()
  second.serve('desktop', theirs)
  const stranger = await listening(createRpcClient(ours))
  expect(await stranger.client.call('rooms.list')).toMatchObject(refusedWith('HELLO_FIRST'))
  expect(stranger.heard).toEqual([])
  const phone = await aPage(second, 'phone')
  expect(await phone.client.call('status.stop')).toMatchObject(refusedWith('NOT_ALLOWED'))
  expect(await phone.client.call('host.setPassphrase', { next: '도둑' })).toMatchObject(refusedWith('NOT_ALLOWED'))
  expect(first.status()).toMatchObject({ protection: 'none' })
})

it('[RPC-18] an engine that would not have us, and one that never says anything, are not taken for ours', async () => {
  const { profile } = await twoHouses()
  const endpoint = readEndpoint(profile)
  if (endpoint === undefined) throw new Error('no endpoint')
  writeFileSync(join(profile, 'engine.json'), JSON.stringify({ ...endpoint, token: 'x'.repeat(43) }))
  const refused = aHouse({ profile, relay: true })
  await refused.opened
  expect(refused.state()).toMatchObject({ phase: 'failed', code: 'BAD_TOKEN' })

  const sockets: Socket[] = []
  const impostor = createServer((socket) => void sockets.push(socket))
  const path = join(profile, 'impostor.sock')
  await new Promise<void>((resolve) => impostor.listen(path, resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    impostor.close()
  })
  writeFileSync(join(profile, 'engine.json'), JSON.stringify({ socket: path, token: 'x', pid: process.pid, protocol: RPC_PROTOCOL }))
  const waiting = aHouse({ profile, relay: true })
  const page = await aPage(waiting)
  expect(await page.client.call('rooms.list')).toMatchObject(refusedWith('NOT_READY'))
  expect(await page.phase()).toBe('opening')
  for (const socket of sockets) socket.destroy()
})
