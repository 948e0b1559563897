/**
 * The outage watch of a whole engine, switched on and asked by the command line (docs/spec/outage.md): servers on loopback stop answering and come
 * back, and "I'm here" arrives at somebody else's engine. No preset is asked; time is set forward between two looks.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Clock } from '../../shared/crypto/index.ts'
import { OUTAGE } from '../../shared/limits.ts'
import type { OutageChange } from '../../shared/outage/index.ts'
import { createEngine, makeProfile } from '../../src-main/engine/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { runCommand } from '../headless/terminal.ts'
import { aServer, type Behaviour } from '../outage/servers.ts'

const LOOK_MS = 61_000

/** Runs like any, and can be set forward; timers are real. */
class ForwardClock implements Clock {
  ahead = 0

  now(): number {
    return Date.now() + this.ahead
  }

  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  }
}

async function anEngine(name: string, clock: Clock) {
  const profile = mkdtempSync(join(tmpdir(), 'sb-outage-'))
  expectOk(await makeProfile({ profile, name, deviceName: `${name} 노트북`, language: 'ko', clock }))
  const engine = expectOk(await createEngine({ profile, network: 'on', listen: ['/ip4/127.0.0.1/tcp/0'], mdns: false, local: true, clock }))
  onTestFinished(async () => {
    await engine.stop()
    rmSync(profile, { recursive: true, force: true })
  })
  const ask = async (...args: readonly string[]) => {
    const { code, out, err } = await runCommand([...args, '--json', '--lang', 'ko', '--profile', profile])
    expect(err).toBe('')
    expect(code).toBe(0)
    return JSON.parse(out)
  }
  return { engine, ask }
}

async function aWatch() {
  const clock = new ForwardClock()
  const mum = await anEngine('엄마', clock)
  const changes: OutageChange[] = []
  const client = await mum.engine.attach('cli')
  await client.subscribe((event) => {
    if (event.type === 'outage' && event.change !== undefined) changes.push(event.change)
  })
  /** What `outage --check` prints a minute later, of the services of one's own. */
  const look = async (): Promise<Readonly<Record<string, string>>> => {
    clock.ahead += LOOK_MS
    const { services } = await mum.ask('outage', '--check')
    const watched = services.filter((each: { watched: boolean }) => each.watched)
    return Object.fromEntries(watched.map(({ service, state }: { service: string; state: string }) => [service, state]))
  }
  return { clock, mum, changes, look }
}

describe('[OUT-4] [OUT-6] an outage', () => {
  it('is seen slowly, told once, and over after answers; "I’m here" arrives, and not a word is said to the servers', async () => {
    let behaviour: Behaviour = 'answers'
    const [burning, other] = [await aServer(() => behaviour), await aServer()]
    const { clock, mum, changes, look } = await aWatch()
    const dad = await anEngine('아빠', clock)
    const { link } = await mum.ask('invite')
    await dad.ask('accept', link)
    await expect.poll(() => mum.ask('contacts'), { timeout: 15_000 }).toMatchObject({ contacts: [{ name: '아빠', state: 'paired' }] })

    await mum.ask('outage', 'hosts', 'add', '카톡', `127.0.0.1:${burning.port}`)
    await mum.ask('outage', 'hosts', 'add', '다른 것', `127.0.0.1:${other.port}`)
    await mum.ask('outage', 'on')
    await mum.ask('outage', 'rooms', '아빠')
    expect(await look()).toEqual({ 카톡: 'ok', '다른 것': 'ok' })

    // A sign-in page in between says nothing about the service.
    behaviour = 'speaks-http'
    for (let round = 0; round <= OUTAGE.ROUNDS_TO_DOWN; round += 1) expect(await look()).toMatchObject({ 카톡: 'ok' })

    for (const fault of ['resets', 'closes'] as const) {
      const before = changes.length
      behaviour = fault
      expect(await look()).toEqual({ 카톡: 'suspect', '다른 것': 'ok' })
      for (let round = 2; round < OUTAGE.ROUNDS_TO_DOWN; round += 1) expect(await look()).toMatchObject({ 카톡: 'suspect' })
      await expect.poll(look, { timeout: 15_000 }).toEqual({ 카톡: 'down', '다른 것': 'ok' })
      // Flapping is not back.
      behaviour = 'answers'
      for (let round = 1; round < OUTAGE.ROUNDS_TO_BACK; round += 1) expect(await look()).toMatchObject({ 카톡: 'down' })
      expect(await look()).toEqual({ 카톡: 'ok', '다른 것': 'ok' })
      expect(changes.slice(before).map(({ service, before: from, state }) => [service, from, state])).toEqual([
        ['카톡', 'ok', 'suspect'],
        ['카톡', 'suspect', 'down'],
        ['카톡', 'down', 'ok'],
      ])
    }

    // Nothing was sent by itself.
    const said = async () => (await dad.ask('messages', '--room', '엄마')).messages.filter(({ kind }: { kind: string }) => kind === 'text')
    expect(await said()).toEqual([])
    expect(await mum.ask('outage', 'here')).toMatchObject({ failed: [] })
    await expect.poll(said, { timeout: 15_000 }).toMatchObject([{ text: '여기 있어요.', author: { name: '엄마' } }])
    for (const server of [burning, other]) expect({ said: server.said(), names: server.names }).toEqual({ said: 0, names: [] })
  }, 60_000)

  it('that is our own is not told: where nothing else answers either, nobody is down', async () => {
    let behaviour: Behaviour = 'answers'
    const [one, two] = [await aServer(() => behaviour), await aServer(() => behaviour)]
    const { mum, changes, look } = await aWatch()
    await mum.ask('outage', 'hosts', 'add', '카톡', `127.0.0.1:${one.port}`)
    await mum.ask('outage', 'hosts', 'add', '다른 것', `127.0.0.1:${two.port}`)
    await mum.ask('outage', 'on')
    expect(await look()).toEqual({ 카톡: 'ok', '다른 것': 'ok' })
    behaviour = 'resets'
    for (let round = 0; round < 2 * OUTAGE.ROUNDS_TO_DOWN; round += 1) await look()
    expect(await mum.ask('outage')).toMatchObject({ ownInternet: 'no' })
    expect(changes.map(({ state }) => state)).not.toContain('down')
  }, 60_000)

  it('where nobody listens any more is one', async () => {
    const [burning, other] = [await aServer(), await aServer()]
    const { mum, look } = await aWatch()
    await mum.ask('outage', 'hosts', 'add', '카톡', `127.0.0.1:${burning.port}`)
    await mum.ask('outage', 'hosts', 'add', '다른 것', `127.0.0.1:${other.port}`)
    await mum.ask('outage', 'on')
    expect(await look()).toMatchObject({ 카톡: 'ok' })
    await burning.close()
    await expect.poll(look, { timeout: 15_000 }).toEqual({ 카톡: 'down', '다른 것': 'ok' })
  }, 60_000)
})
