import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { RPC } from '../../shared/limits.ts'
import { createRpcClient } from '../../shared/rpc/index.ts'
import { openWebServer } from '../../src-main/engine/rpc/index.ts'
import { webChannel } from '../../src-main/engine/rpc/web-channel.ts'
import { systemClock } from '../harness/system-clock.ts'
import { allowedFor, registerCarrierSuite } from './carrier-suite.ts'
import { type Notebook, type NotebookContract, type NotebookEvent, openNotebook } from './notebook.ts'

async function serve(notebook: Notebook, narrow: boolean) {
  return openWebServer({
    host: '127.0.0.1',
    port: 0,
    rpc: notebook.rpc,
    admitted: () => ({ kind: 'phone', allowed: allowedFor(narrow) }),
    clock: systemClock,
  })
}
const tokenIn = (url: string) => url.slice(url.indexOf('#') + 1)

registerCarrierSuite('a WebSocket', async (notebook) => {
  const wide = await serve(notebook, false)
  const narrowed = await serve(notebook, true)
  let token: string | undefined
  return {
    connect: async (narrow) => {
      const server = narrow ? narrowed : wide
      token = tokenIn(server.url())
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}/rpc`)
      await once(socket, 'open')
      return createRpcClient(webChannel(socket))
    },
    token: () => token,
    close: async () => {
      await wide.close()
      await narrowed.close()
    },
  }
})

describe('the WebSocket server against strangers', () => {
  async function world() {
    const notebook = openNotebook()
    const server = await serve(notebook, true)
    onTestFinished(() => server.close())
    const dial = async (headers: Record<string, string> = {}, path = '/rpc') => {
      const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { headers })
      const refused = Promise.withResolvers<number>()
      socket.on('unexpected-response', (_request, response) => refused.resolve(response.statusCode ?? 0))
      socket.on('error', () => undefined)
      const outcome = await Promise.race([once(socket, 'open'), refused.promise])
      return typeof outcome === 'number' ? outcome : socket
    }
    const client = async () => {
      const socket = await dial()
      if (typeof socket === 'number') throw new Error(`refused with ${socket}`)
      return { socket, rpc: createRpcClient<NotebookContract, NotebookEvent>(webChannel(socket)) }
    }
    return { notebook, server, dial, client }
  }

  it('takes a one-time token once and a session token again', async () => {
    const { server, client } = await world()
    const token = tokenIn(server.url())
    const hello = await (await client()).rpc.hello(token)
    expect(hello).toMatchObject({ ok: true, value: { session: expect.stringMatching(/^[\w-]{43}$/) } })
    expect(await (await client()).rpc.hello(token)).toMatchObject({ ok: false, error: { code: 'BAD_TOKEN' } })
    const session = hello.ok ? hello.value.session : undefined
    expect(await (await client()).rpc.hello(session)).toMatchObject({ ok: true })
    expect(await (await client()).rpc.hello()).toMatchObject({ ok: false, error: { code: 'BAD_TOKEN' } })
  })

  it('bars an address after too many wrong tokens', async () => {
    const { client, dial } = await world()
    for (let tries = 0; tries < RPC.WRONG_TOKENS_PER_MINUTE; tries += 1) {
      const { rpc } = await client()
      expect(await rpc.hello(`guess ${tries}`)).toMatchObject({ ok: false, error: { code: 'BAD_TOKEN' } })
    }
    expect(await dial()).toBe(429)
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['a sandboxed page', { origin: 'null' }, 403],
    ['a name that points here', { host: 'evil.example', origin: 'http://evil.example' }, 421],
  ])('refuses %s', async (_name, headers: Record<string, string>, code) => {
    const { dial } = await world()
    expect(await dial(headers)).toBe(code)
  })

  it('answers on one path only', async () => {
    const { dial } = await world()
    expect(await dial({}, '/')).toBe(404)
  })

  it.each([
    ['a binary frame', (socket: WebSocket) => socket.send(Buffer.from('{}'))],
    ['junk', (socket: WebSocket) => socket.send('\u0000')],
    ['an oversize frame', (socket: WebSocket) => socket.send('x'.repeat(RPC.FRAME_BYTES + 1))],
  ])('drops %s', async (_name, send) => {
    const { client, notebook } = await world()
    const { socket } = await client()
    send(socket)
    await once(socket, 'close')
    await expect.poll(() => notebook.rpc.connections).toBe(0)
    expect(notebook.faults).toEqual([])
  })

  it('refuses calls beyond the rate without losing the connection', async () => {
    const { client, server } = await world()
    const { rpc } = await client()
    await rpc.hello(tokenIn(server.url()))
    const answers = []
    for (let index = 0; index < RPC.CALLS_BURST * 3; index += 50) {
      answers.push(...(await Promise.all(Array.from({ length: 50 }, () => rpc.call('notes.list')))))
    }
    expect(answers.some((answer) => !answer.ok && answer.error.code === 'TOO_MANY_CALLS')).toBe(true)
    expect(answers[0]).toEqual({ ok: true, value: [] })
  })

  it('ends while a half-open request hangs', async () => {
    const { server } = await world()
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    socket.write('GET /rpc HTTP/1.1\r\nHost: 127.0')
    const closed = Promise.withResolvers<void>()
    socket.on('close', () => closed.resolve())
    await server.close()
    await closed.promise
  })
})
