/** How far a profile looks for a free port beside its own, on real sockets of this computer alone. */
import { type Server, createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { chooseListenPorts } from '../../src-main/engine/network/listen-ports.ts'

/** Below the ports that a system gives out by itself. */
const [LOWEST, HIGHEST] = [20_000, 32_000]

it('twenty ports are tried from the wanted one on, then the system gives any', async () => {
  const first = await startOfFree(RESOURCE.PORT_TRIES + 1)
  const chosen = async (): Promise<number> => {
    const [state] = await chooseListenPorts([`/ip4/127.0.0.1/tcp/${first}`])
    expect(state?.code).toBe('port-taken')
    return Number(state?.actual?.split('/').at(-1))
  }
  const last = first + RESOURCE.PORT_TRIES - 1
  for (let port = first; port < last; port++) await held(port)
  expect(await chosen()).toBe(last)
  await held(last)
  const beyond = await chosen()
  expect(beyond < first || beyond > last + 1).toBe(true)
})

async function startOfFree(count: number): Promise<number> {
  for (let first = LOWEST + (process.pid % 100) * count; first + count < HIGHEST; first += count) {
    let free = 0
    while (free < count && (await isFree(first + free))) free += 1
    if (free === count) return first
  }
  throw new Error('no ports in a row are free')
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  if (!(await listens(probe, port))) return false
  await new Promise((resolve) => probe.close(resolve))
  return true
}

async function held(port: number): Promise<void> {
  const server = createServer()
  onTestFinished(() => void server.close())
  if (!(await listens(server, port))) throw new Error(`somebody took ${port} meanwhile`)
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(true))
  })
}
