/** The house as the window will have it: in a thread of its own, spoken to over message ports only. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { createRpcClient, type EngineClient, portChannel } from '../../shared/rpc/index.ts'
import { makeProfile } from '../../src-main/engine/index.ts'
import type { HouseOrder } from '../../src-main/engine/parent-service.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { aFolder } from '../profile/a-profile.ts'

class Thread {
  readonly #worker = new Worker(new URL('../../src-main/engine/process.ts', import.meta.url))
  readonly #heard: unknown[] = []
  #waiting: ((report: unknown) => void) | undefined
  readonly ended = new Promise((resolve) => this.#worker.once('exit', resolve))

  constructor() {
    onTestFinished(() => void this.#worker.terminate())
    this.#worker.on('message', (report) => {
      if (this.#waiting === undefined) this.#heard.push(report)
      else this.#waiting(report)
      this.#waiting = undefined
    })
  }

  tell(order: HouseOrder | { readonly type: 'nonsense' }, port?: MessagePort): void {
    this.#worker.postMessage({ order, port }, port === undefined ? [] : [port])
  }

  report(): Promise<unknown> {
    const heard = this.#heard.shift()
    return heard === undefined ? new Promise((resolve) => (this.#waiting = resolve)) : Promise.resolve(heard)
  }

  page(): EngineClient {
    const { port1, port2 } = new MessageChannel()
    this.tell({ type: 'attach' }, port2)
    return createRpcClient(portChannel(port1))
  }
}

async function untilPhase(page: EngineClient, phase: string): Promise<void> {
  await expect.poll(() => page.call('host.state'), { timeout: 15_000 }).toMatchObject({ ok: true, value: { phase } })
}

test('[RPC-14] opens a profile, serves each page over a port of its own, and stops', async () => {
  const profile = aFolder()
  const { account } = expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const thread = new Thread()
  const early = thread.page()
  thread.tell({ type: 'start', options: { profile, network: 'off' } })
  expect(await thread.report()).toEqual({ type: 'ready' })
  for (const page of [early, thread.page(), thread.page()]) {
    expect(await page.hello()).toMatchObject({ ok: true, value: { kind: 'desktop' } })
    await untilPhase(page, 'ready')
    expect(await page.call('profile.me')).toMatchObject({ ok: true, value: { account, name: '엄마' } })
    page.close()
  }
  thread.tell({ type: 'start', options: { profile, network: 'off' } })
  expect(await thread.report()).toEqual({ type: 'failed', code: 'PROFILE_IN_USE' })
  thread.tell({ type: 'stop' })
  expect(await thread.report()).toEqual({ type: 'stopped' })
  expect(await thread.ended).toBe(0)
})

test('[RPC-14] an order that cannot be understood is refused and changes nothing', async () => {
  const thread = new Thread()
  for (const order of [{ type: 'nonsense' }, { type: 'attach' }] as const) {
    thread.tell(order)
    expect(await thread.report()).toEqual({ type: 'failed', code: 'BAD_ARGUMENTS' })
  }
  thread.tell({ type: 'stop' })
  expect(await thread.report()).toEqual({ type: 'stopped' })
})

test('[RPC-14] [RPC-15] without a profile it stands as well: a page makes one, and is told when the system locks', async () => {
  const thread = new Thread()
  thread.tell({ type: 'start', options: { profile: aFolder(), network: 'off', language: 'en' } })
  const page = thread.page()
  await page.hello()
  await untilPhase(page, 'empty')
  expect(await page.call('host.create', { name: 'Mum', language: 'en' })).toMatchObject({ ok: true })
  expect(await page.call('host.setPassphrase', { next: 'two boxes of potatoes' })).toMatchObject({ ok: true })
  expect(await page.call('profile.changeSettings', { lockWithSystem: true })).toMatchObject({ ok: true })
  thread.tell({ type: 'system', event: 'wake' })
  thread.tell({ type: 'system', event: 'lock' })
  await untilPhase(page, 'locked')
})

test('a page may stop it', async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const thread = new Thread()
  thread.tell({ type: 'start', options: { profile, network: 'off' } })
  await thread.report()
  const page = thread.page()
  await page.hello()
  await untilPhase(page, 'ready')
  expect(await page.call('status.stop')).toEqual({ ok: true, value: undefined })
  expect(await thread.report()).toEqual({ type: 'stopped' })
})

test('told to stop while it starts, it starts and stops', async () => {
  const profile = aFolder()
  expectOk(await makeProfile({ profile, name: '엄마', deviceName: 'PC', language: 'ko' }))
  const thread = new Thread()
  thread.tell({ type: 'start', options: { profile, network: 'off' } })
  thread.tell({ type: 'stop' })
  expect([await thread.report(), await thread.report()]).toEqual([{ type: 'ready' }, { type: 'stopped' }])
})
