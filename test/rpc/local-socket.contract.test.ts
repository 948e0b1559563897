import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RPC } from '../../shared/limits.ts'
import { createRpcClient } from '../../shared/rpc/index.ts'
import { readEndpoint } from '../../src-main/engine/attach/index.ts'
import { openLocalServer } from '../../src-main/engine/rpc/index.ts'
import { socketChannel } from '../../src-main/engine/attach/index.ts'
import { allowedFor, registerCarrierSuite } from './carrier-suite.ts'
import { openNotebook, WIDE } from './notebook.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'sb-rpc-'))
  chmodSync(made, 0o700)
  return made
}

registerCarrierSuite('the local socket', async (notebook) => {
  const wide = folder()
  const narrowed = folder()
  const servers = [
    await openLocalServer(wide, notebook.rpc, 'cli', allowedFor(false)),
    await openLocalServer(narrowed, notebook.rpc, 'cli', allowedFor(true)),
  ]
  let token: string | undefined
  return {
    connect: async (narrow) => {
      const endpoint = readEndpoint(narrow ? narrowed : wide)
      token = endpoint?.token
      const socket = connect(endpoint?.socket ?? '')
      await once(socket, 'connect')
      return createRpcClient(socketChannel(socket, RPC.FRAME_BYTES))
    },
    token: () => token,
    close: async () => {
      for (const server of servers) await server.close()
      for (const made of [wide, narrowed]) rmSync(made, { recursive: true, force: true })
    },
  }
})

describe('the local socket against strangers', () => {
  async function world() {
    const profile = folder()
    const notebook = openNotebook()
    const server = await openLocalServer(profile, notebook.rpc, 'cli', WIDE)
    onTestFinished(async () => {
      await server.close()
      rmSync(profile, { recursive: true, force: true })
    })
    const raw = async (): Promise<Socket> => {
      const socket = connect(server.socket)
      socket.on('error', () => undefined)
      await once(socket, 'connect')
      socket.resume()
      return socket
    }
    return { profile, notebook, server, raw }
  }
  const line = (frame: unknown) => `${JSON.stringify(frame)}\n`

  it('is readable by its owner only, socket and token', async () => {
    const { profile, server } = await world()
    expect(statSync(server.socket).mode & 0o777).toBe(0o600)
    expect(statSync(join(profile, 'engine.json')).mode & 0o777).toBe(0o600)
  })

  it('refuses a wrong token once and ends the connection', async () => {
    const { raw } = await world()
    const socket = await raw()
    const received: Buffer[] = []
    socket.on('data', (bytes) => received.push(bytes))
    socket.write(line({ t: 'q', i: '1', m: 'hello', a: [{ protocol: 1, token: 'guess' }] }))
    await once(socket, 'close')
    expect(Buffer.concat(received).toString()).toContain('BAD_TOKEN')
  })

  it('refuses another protocol version', async () => {
    const { raw, profile } = await world()
    const socket = await raw()
    socket.write(line({ t: 'q', i: '1', m: 'hello', a: [{ protocol: 2, token: readEndpoint(profile)?.token }] }))
    const [answer] = await once(socket, 'data')
    expect(String(answer)).toContain('VERSION')
    socket.destroy()
  })

  it.each([
    ['junk', () => randomBytes(5000)],
    ['no JSON', () => Buffer.from('hello\n')],
    ['JSON that is no frame', () => Buffer.from('null\n')],
    ['a frame without arguments', () => Buffer.from(line({ t: 'q', i: '1', m: 'hello' }))],
    ['a frame that answers', () => Buffer.from(line({ t: 's', i: '1', r: {} }))],
    ['deep nesting', () => Buffer.from(`{"t":"q","m":"hello","i":"1","a":[${'['.repeat(400_000)}${']'.repeat(400_000)}]}\n${line(0)}`)],
    ['a line without end', () => Buffer.alloc(RPC.FRAME_BYTES + 1, 0x61)],
  ])('drops %s and lives on', async (_name, bytes) => {
    const { raw, notebook, profile } = await world()
    const socket = await raw()
    socket.write(bytes())
    // Random bytes may happen to hold no line end: the end of the stream settles it.
    socket.end()
    await once(socket, 'close')
    await expect.poll(() => notebook.rpc.connections).toBe(0)
    expect(notebook.faults).toEqual([])
    const next = await raw()
    next.write(line({ t: 'q', i: '1', m: 'hello', a: [{ protocol: 1, token: readEndpoint(profile)?.token }] }))
    const [answer] = await once(next, 'data')
    expect(String(answer)).toContain('"ok":true')
    next.destroy()
  })

  it('takes a line at the limit and not one byte more', async () => {
    const { raw, profile } = await world()
    const fits = async (size: number) => {
      const socket = await raw()
      socket.write(line({ t: 'q', i: '1', m: 'hello', a: [{ protocol: 1, token: readEndpoint(profile)?.token }] }))
      await once(socket, 'data')
      const frame = JSON.stringify({ t: 'q', i: '2', m: 'notes.add', a: [{ text: '' }] })
      socket.write(`${frame.replace('""', `"${'a'.repeat(size - frame.length)}"`)}\n`)
      const outcome = await Promise.race([once(socket, 'data').then(() => true), once(socket, 'close').then(() => false)])
      socket.destroy()
      return outcome
    }
    expect(await fits(RPC.FRAME_BYTES)).toBe(true)
    expect(await fits(RPC.FRAME_BYTES + 1)).toBe(false)
  })

  it('serves so many connections and refuses the next', async () => {
    const { raw } = await world()
    const sockets = await Promise.all(Array.from({ length: RPC.CONNECTIONS }, raw))
    const next = await raw()
    await once(next, 'close')
    for (const socket of sockets) socket.destroy()
  })

  it('bounds what waits for a client that floods and never reads', async () => {
    const { raw, notebook, profile } = await world()
    const socket = await raw()
    socket.write(line({ t: 'q', i: '1', m: 'hello', a: [{ protocol: 1, token: readEndpoint(profile)?.token }] }))
    await once(socket, 'data')
    socket.pause()
    socket.write(line({ t: 'q', i: '2', m: 'notes.add', a: [{ text: 'x'.repeat(500_000) }] }))
    for (let index = 0; index < 2000; index += 1) socket.write(line({ t: 'q', i: `${index}`, m: 'notes.list', a: [] }))
    const other = await raw()
    other.write(line({ t: 'q', i: '1', m: 'hello', a: [{ protocol: 1, token: readEndpoint(profile)?.token }] }))
    const [answer] = await once(other, 'data')
    expect(String(answer)).toContain('"ok":true')
    socket.destroy()
    other.destroy()
    await expect.poll(() => notebook.rpc.connections).toBe(0)
  })

  it('takes over from a dead engine and leaves nothing behind', async () => {
    const profile = folder()
    const first = await openLocalServer(profile, openNotebook().rpc, 'cli', WIDE)
    const second = await openLocalServer(profile, openNotebook().rpc, 'cli', WIDE)
    await second.close()
    expect(existsSync(join(profile, 'engine.json'))).toBe(false)
    await first.close()
    rmSync(profile, { recursive: true, force: true })
  })
})
