/** What every carrier must do. Each carrier's test file registers this suite with its own way to connect. */
import { describe, expect, it, onTestFinished } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import type { Lagged, RpcClient } from '../../shared/rpc/index.ts'
import { NARROW, type Notebook, type NotebookContract, type NotebookEvent, openNotebook, WIDE } from './notebook.ts'

export type NotebookClient = RpcClient<NotebookContract, NotebookEvent>
export interface Carrier {
  /** A new connection; `narrow` chooses the shorter allow-list. Says nothing yet. */
  connect(narrow: boolean): Promise<NotebookClient>
  /** What a hello needs. */
  token(): string | undefined
  close(): Promise<void>
}

export function registerCarrierSuite(name: string, open: (notebook: Notebook) => Promise<Carrier>): void {
  const world = async (narrow = false) => {
    const notebook = openNotebook()
    const carrier = await open(notebook)
    onTestFinished(() => carrier.close())
    const client = await carrier.connect(narrow)
    return { notebook, carrier, client, greeted: async () => expect(await client.hello(carrier.token())).toMatchObject({ ok: true }) }
  }

  describe(`RPC over ${name}`, () => {
    it('says in the hello what it speaks and what this caller may call', async () => {
      const { client, carrier } = await world(true)
      const hello = await client.hello(carrier.token())
      expect(hello).toMatchObject({ ok: true, value: { protocol: 1, version: '0.0.0-test', methods: NARROW } })
    })

    it('answers calls in the shapes of the contract', async () => {
      const { client, greeted } = await world()
      await greeted()
      expect(await client.call('notes.add', { text: '감자 두 박스' })).toEqual({ ok: true, value: 0 })
      expect(await client.call('notes.list')).toEqual({ ok: true, value: ['감자 두 박스'] })
      expect(await client.call('notes.clear')).toEqual({ ok: true, value: undefined })
    })

    it('answers nothing before a hello, and ends the connection after some tries', async () => {
      const { client, notebook } = await world()
      for (let tries = 0; tries < RPC.REFUSALS_BEFORE_HELLO; tries += 1) {
        expect(await client.call('notes.list')).toMatchObject({ ok: false, error: { code: 'HELLO_FIRST' } })
      }
      await client.ended
      expect(notebook.rpc.connections).toBe(0)
    })

    it('refuses an unknown method, a method for others and bad arguments, each with its code', async () => {
      const { client, greeted } = await world(true)
      await greeted()
      // @ts-expect-error the contract has no such method: a caller of another version might
      expect(await client.call('notes.burn', {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_METHOD' } })
      // @ts-expect-error as above; every object has one of these
      expect(await client.call('constructor', {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_METHOD' } })
      // @ts-expect-error as above
      expect(await client.call('__proto__', {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_METHOD' } })
      expect(await client.call('notes.clear')).toMatchObject({ ok: false, error: { code: 'NOT_ALLOWED' } })
      // @ts-expect-error the wrong type
      expect(await client.call('notes.add', { text: 7 })).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } })
      // @ts-expect-error a field nobody knows
      expect(await client.call('notes.add', { text: '', loud: true })).toMatchObject({ ok: false, error: { code: 'BAD_ARGUMENTS' } })
      expect(await client.call('notes.list')).toEqual({ ok: true, value: [] })
    })

    it('turns an unexpected failure into INTERNAL and keeps its text for the log', async () => {
      const { client, greeted, notebook } = await world()
      await greeted()
      const answer = await client.call('notes.explode')
      expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } })
      expect(JSON.stringify(answer)).not.toContain('secret')
      expect(notebook.faults).toHaveLength(1)
    })

    it('lets only so many calls run at once, and cuts them when the connection ends', async () => {
      const { client, greeted, notebook } = await world()
      await greeted()
      const calls = Array.from({ length: RPC.CALLS_AT_ONCE + 1 }, () => client.call('notes.wait', {}, 0))
      expect(await calls.at(-1)).toMatchObject({ ok: false, error: { code: 'TOO_MANY_CALLS' } })
      client.close()
      await expect.poll(notebook.cut).toBe(RPC.CALLS_AT_ONCE)
      expect(await calls[0]).toMatchObject({ ok: false, error: { code: 'DISCONNECTED' } })
    })

    it('passes events in order and stops when the client has gone', async () => {
      const { client, greeted, notebook } = await world()
      await greeted()
      const seen: (NotebookEvent | Lagged)[] = []
      await client.subscribe((event) => seen.push(event))
      await client.call('notes.burst', { count: 1000 })
      await expect.poll(() => seen.length).toBe(1000)
      expect(seen).toEqual(Array.from({ length: 1000 }, (_, index) => ({ type: 'added', index })))
      client.close()
      await expect.poll(notebook.listeners).toBe(0)
    })

    it('drops events for a client that cannot keep up, says how many, and goes on', async () => {
      const { client, greeted } = await world()
      await greeted()
      const seen: (NotebookEvent | Lagged)[] = []
      await client.subscribe((event) => seen.push(event))
      const count = RPC.EVENTS_WAITING + RPC.EVENTS_IN_FLIGHT + 10
      await client.call('notes.burst', { count })
      const told = () => seen.reduce((sum, event) => sum + (event.type === 'lagged' ? event.dropped : 1), 0)
      await expect.poll(told).toBe(count)
      expect(seen.filter((event) => event.type === 'lagged')).toHaveLength(1)
      expect(seen.at(-1)).toEqual({ type: 'added', index: count - 1 })
    })

    it('[RPC-11] gives a slow listener one event after the other, and lets the engine wait', async () => {
      const { client, greeted, notebook } = await world()
      await greeted()
      const seen: (NotebookEvent | Lagged)[] = []
      const gate = Promise.withResolvers<void>()
      await client.subscribe(async (event) => {
        seen.push(event)
        await gate.promise
      })
      const count = RPC.EVENTS_WAITING + RPC.EVENTS_IN_FLIGHT + 10
      for (let sent = 0; sent < count; sent += 10) await client.call('notes.burst', { count: 10 })
      expect(seen).toHaveLength(1)
      gate.resolve()
      const told = () => seen.reduce((sum, event) => sum + (event.type === 'lagged' ? event.dropped : 1), 0)
      await expect.poll(told).toBe(Math.ceil(count / 10) * 10)
      expect(seen.some(({ type }) => type === 'lagged')).toBe(true)
      notebook.rpc.close()
    })

    it('answers a call that a lost connection cut short', async () => {
      const { client, greeted, notebook } = await world()
      await greeted()
      const waiting = client.call('notes.wait', {}, 0)
      notebook.rpc.close()
      expect(await waiting).toMatchObject({ ok: false, error: { code: 'DISCONNECTED' } })
      expect(await client.call('notes.list')).toMatchObject({ ok: false, error: { code: 'DISCONNECTED' } })
    })
  })
}

export function allowedFor(narrow: boolean): readonly (typeof WIDE)[number][] {
  return narrow ? NARROW : WIDE
}
