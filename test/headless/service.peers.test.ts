import { once } from 'node:events'
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createRpcClient, type EngineClient } from '../../shared/rpc/index.ts'
import { webChannel } from '../../src-main/engine/rpc/web-channel.ts'
import { Computer } from './service.ts'

const HEX32 = /^[0-9a-f]{64}$/

async function pageAt(address: string): Promise<EngineClient> {
  const { host, hash } = new URL(address)
  const socket = new WebSocket(`ws://${host}/rpc`)
  await once(socket, 'open')
  const client: EngineClient = createRpcClient(webChannel(socket))
  await client.hello(hash.slice(1))
  return client
}

describe('a profile', () => {
  it('is made once, and its words bring the account back as a new device', async () => {
    const first = new Computer()
    const words = join(first.profile, 'words')
    const made = await first.json(['init', '--name', '엄마', '--words-lang', 'ko', '--words-out', words])
    expect(made).toEqual({ account: expect.stringMatching(HEX32), device: expect.stringMatching(HEX32) })
    expect(first.file('words').trim().split(' ')).toHaveLength(12)
    expect(statSync(words).mode & 0o777).toBe(0o600)
    const again = await first.run(['init', '--name', 'x', '--json'])
    expect([again.code, JSON.parse(again.err).error.code]).toEqual([1, 'PROFILE_EXISTS'])

    const second = new Computer()
    const restored = await second.json(['restore', '--words-file', words])
    expect(restored['account']).toBe(made['account'])
    expect(restored['device']).not.toBe(made['device'])
  })

  it('shows its words to a person and never in JSON', async () => {
    const computer = new Computer()
    const { code, out } = await computer.run(['init', '--name', 'Mum'])
    expect(code).toBe(0)
    expect(out).toMatch(/ 1 \w+ +5 \w+ +9 \w+/)
  })

  it('with a passphrase opens with that one only, and a wrong one makes nothing new', async () => {
    const computer = new Computer()
    const right = join(computer.profile, 'right')
    const wrong = join(computer.profile, 'wrong')
    writeFileSync(right, '비밀\n')
    writeFileSync(wrong, 'guess\n')
    await computer.json(['init', '--name', 'Mum', '--passphrase-file', right])
    expect(await computer.json(['status', '--passphrase-file', right])).toMatchObject({ protection: 'passphrase', network: 'off' })
    for (const [args, code] of [
      [['me'], 'PASSPHRASE_NEEDED'],
      [['me', '--passphrase-file', wrong], 'WRONG_PASSPHRASE'],
      [['serve', '--name', 'Eve', '--passphrase-file', wrong], 'WRONG_PASSPHRASE'],
    ] as const) {
      const refused = await computer.run([...args, '--json'])
      expect([refused.code, JSON.parse(refused.err).error.code]).toEqual([1, code])
    }
  })

  it('that is not there is said so, and none is made', async () => {
    const computer = new Computer()
    for (const args of [['me'], ['rooms'], ['status'], ['invite']]) {
      const { code, err } = await computer.run([...args, '--json'])
      expect([code, JSON.parse(err).error.code]).toEqual([1, 'PROFILE_MISSING'])
    }
    expect(existsSync(join(computer.profile, 'store.db'))).toBe(false)
  })
})

describe('the service', () => {
  it('makes a profile at its first start, keeps its ports, and stops cleanly on a signal', async () => {
    const computer = new Computer()
    const first = await computer.serve(['--name', 'Shop'])
    expect(first).toMatchObject({ ready: true, addresses: [expect.stringMatching(/^\/ip4\/127\.0\.0\.1\/tcp\/\d+$/)] })
    expect(await computer.json(['me'])).toMatchObject({ name: 'Shop' })
    expect((await computer.end('SIGTERM')).code).toBe(0)
    expect(existsSync(join(computer.profile, 'engine.json'))).toBe(false)
    expect((await computer.serve()).addresses).toEqual(first.addresses)
    expect((await computer.end('SIGINT')).code).toBe(0)
  })

  it('is one at a time, and says who is asked', async () => {
    const computer = new Computer()
    await computer.serve(['--name', 'Shop'])
    const second = await computer.run(['serve', '--json'])
    expect([second.code, JSON.parse(second.err).error.code]).toEqual([1, 'ENGINE_RUNNING'])
    expect(await computer.json(['stop'])).toEqual({ stopped: true })
    // Nothing holds it any more: whoever copies the folder now gets it whole.
    for (const name of ['lock.pid', 'engine.json', 'store.db-wal'])
      expect([name, existsSync(join(computer.profile, name))]).toEqual([name, false])
    const stopped = await computer.run(['stop', '--json'])
    expect(JSON.parse(stopped.err).error.code).toBe('NO_ENGINE')
  })

  it('is waited for while it starts, and so are other commands', async () => {
    const computer = new Computer()
    await computer.json(['init', '--name', 'Shop'])
    const all = await Promise.all([computer.serve(), ...Array.from({ length: 3 }, () => computer.json(['me']))])
    expect(all.slice(1)).toMatchObject([{ name: 'Shop' }, { name: 'Shop' }, { name: 'Shop' }])
  })

  it('lets pages in where it is told to', async () => {
    const computer = new Computer()
    const { page } = await computer.serve(['--name', 'Shop', '--page', '127.0.0.1:0'])
    expect(page).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/)
    const { page: next } = await computer.json(['page'])
    expect(next).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#[\w-]{43}$/)
    expect(next).not.toBe(page)
  })

  it('without a name and without a page to begin in makes nobody up', async () => {
    const computer = new Computer()
    for (const place of ['off', '192.0.2.1:0']) {
      const { code, err } = await computer.run(['serve', '--page', place, '--json'])
      expect([code, JSON.parse(err).error.code]).toEqual([1, place === 'off' ? 'NEEDS_NAME' : 'EADDRNOTAVAIL'])
    }
    expect(existsSync(join(computer.profile, 'key.json'))).toBe(false)
  })

  it('without a name waits for somebody at its page, and is ready when he has begun', async () => {
    const computer = new Computer()
    const first = await computer.serve(['--page', '127.0.0.1:0'])
    expect(first).toMatchObject({ ready: false, phase: 'empty', page: expect.stringContaining('http://127.0.0.1:') })
    const client = await pageAt(first.page ?? '')
    expect(await client.call('host.create', { name: 'Shop', language: 'en' })).toMatchObject({ ok: true })
    expect(await computer.json(['me'])).toMatchObject({ name: 'Shop' })
    await computer.json(['page'])
    expect((await computer.end('SIGTERM')).code).toBe(0)
  })

  it('without its passphrase waits for somebody who unlocks it in the page', async () => {
    const computer = new Computer()
    const secret = join(computer.profile, 'secret')
    writeFileSync(secret, '비밀\n')
    await computer.json(['init', '--name', 'Shop', '--passphrase-file', secret])
    const first = await computer.serve(['--page', '127.0.0.1:0'])
    expect(first).toMatchObject({ ready: false, phase: 'locked' })
    const client = await pageAt(first.page ?? '')
    expect(await client.call('host.unlock', { passphrase: '비밀' })).toMatchObject({ ok: true })
    expect(await computer.json(['me'])).toMatchObject({ name: 'Shop' })
    expect(await client.call('host.lock')).toMatchObject({ ok: true })
    const refused = await computer.run(['me', '--json'])
    expect(JSON.parse(refused.err).error.code).toBe('LOCKED')
  })
})

it('two computers meet by a link, talk, and lose nothing to kill -9', async () => {
  const mum = new Computer()
  const dad = new Computer()
  await Promise.all([mum.serve(['--name', 'Mum']), dad.serve(['--name', 'Dad'])])
  const { link } = await mum.json(['invite'])
  expect(link).toMatch(/^sarangbang:\/\//)
  expect(String(link).length).toBeLessThanOrEqual(300)
  const accepted = await dad.json(['accept', String(link)])
  expect(accepted).toMatchObject({ contact: { account: expect.stringMatching(HEX32), name: 'Mum' }, state: 'done' })

  const { id } = await dad.json(['send', '--room', 'Mum', '안녕,', '나야'])
  const texts = async (computer: Computer, room: string) => {
    const { messages } = await computer.json(['messages', '--room', room])
    return (messages as readonly { readonly kind: string; readonly text: string }[]).flatMap((one) => (one.kind === 'text' ? one.text : []))
  }
  await expect.poll(() => texts(mum, 'Dad'), POLL).toEqual(['안녕, 나야'])
  await expect
    .poll(() => dad.json(['trail', '--message', String(id)]), POLL)
    .toMatchObject({ state: 'delivered', holders: [{ name: 'Mum' }] })

  const { ids } = await dad.json(['send', '--room', 'Mum', '--stdin'], 'one\n\ntwo\nthree')
  expect(ids).toHaveLength(3)
  await dad.end('SIGKILL')
  expect(await texts(dad, 'Mum')).toEqual(['안녕, 나야', 'one', 'two', 'three'])
  // With nobody running the profile is opened for the command: it is queued.
  await dad.json(['send', '--room', 'Mum', 'offline'])
  expect(await dad.json(['status'])).toMatchObject({
    name: 'Dad',
    network: 'off',
    contacts: [{ name: 'Mum', reach: 'unreachable', code: 'stopped' }],
  })
  await dad.serve()
  await expect.poll(() => texts(mum, 'Dad'), POLL).toEqual(['안녕, 나야', 'one', 'two', 'three', 'offline'])

  const refused = await mum.run(['send', '--room', 'Nobody', 'hi', '--json'])
  expect([refused.code, JSON.parse(refused.err).error.code]).toEqual([1, 'NO_ROOM'])
  await mum.json(['room', 'create', '--name', 'Dad'])
  const ambiguous = await mum.run(['send', '--room', 'Dad', 'hi', '--json'])
  expect([ambiguous.code, JSON.parse(ambiguous.err).error.code]).toEqual([1, 'AMBIGUOUS'])
})

const POLL = { timeout: 30_000, interval: 200 }
