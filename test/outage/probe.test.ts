/** One question to one host over real sockets on loopback: what each answer means, and how little is said (OUT-3). */
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { OUTAGE } from '../../shared/limits.ts'
import { distanceOf, probe } from '../../src-main/engine/outage/index.ts'
import { clientHello } from './client-hello.ts'
import { aClosedPort, aServer, type Behaviour, SILENT, someNames } from './servers.ts'

const here = '127.0.0.1'
const never = () => Promise.reject(new Error('no name is to be looked up'))
const ask = (port: number, signal = new AbortController().signal) =>
  probe({ host: here, port }, { resolve: never, isPreset: false, signal })

describe('[OUT-3] an answer', () => {
  it.each([
    ['answers', 'up'],
    ['resets', 'reset'],
    ['closes', 'reset'],
    ['speaks-http', 'elsewhere'],
  ] as const)('of a host that %s is %s', async (behaviour: Behaviour, outcome) => {
    const server = await aServer(() => behaviour)
    expect(await ask(server.port)).toEqual({ outcome, distance: 0 })
    expect(server.connections()).toBe(1)
  })

  it('where nobody listens is refused', async () => {
    expect(await ask(await aClosedPort())).toEqual({ outcome: 'refused', distance: 0 })
  })

  it('that does not come ends with whoever asks no longer, and no socket stays', async () => {
    const server = await aServer(() => 'hangs')
    const ending = new AbortController()
    const asking = ask(server.port, ending.signal)
    await expect.poll(() => server.open()).toBe(1)
    ending.abort()
    expect((await asking).outcome).toBe('silent')
    await expect.poll(() => server.open()).toBe(0)
  })

  it('that does not come in OUTAGE.CONNECT_MS is silence', { timeout: 3 * OUTAGE.CONNECT_MS }, async () => {
    const server = await aServer(() => 'hangs')
    expect((await ask(server.port)).outcome).toBe('silent')
  })

  it('with a certificate for somebody else is an answer: what is asked is whether anybody is there', async () => {
    const server = await aServer()
    const names = await someNames(() => here)
    const found = await probe(
      { host: 'chat.example', port: server.port },
      { resolve: names.resolve, isPreset: false, signal: new AbortController().signal },
    )
    expect(found).toEqual({ outcome: 'up', distance: 0 })
    // The name of the host itself, once, and not a byte inside.
    expect(server.names).toEqual(['chat.example'])
    expect(server.said()).toBe(0)
    expect(names.asked).toEqual(['chat.example'])
  })
})

describe('[OUT-3] what is said', () => {
  /** The first bytes of a connection, from a listener that answers nothing and lets go. */
  async function hellosOf(count: number): Promise<readonly Buffer[]> {
    const hellos: Buffer[] = []
    const server = createServer((socket) => {
      socket
        .on('error', () => undefined)
        .once('data', (bytes: Buffer) => {
          hellos.push(bytes)
          socket.destroy()
        })
    })
    await new Promise<void>((resolve) => server.listen(0, here, resolve))
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.address()
    const port = address !== null && typeof address === 'object' ? address.port : 0
    const { resolve } = await someNames(() => here)
    for (let each = 0; each < count; each += 1)
      await probe({ host: 'chat.example', port }, { resolve, isPreset: false, signal: new AbortController().signal })
    return hellos
  }

  it('names the host and nobody else: no ticket of before, no protocol inside, and each time the same but for what is drawn', async () => {
    const [first, second] = await hellosOf(2)
    if (first === undefined || second === undefined) throw new Error('two questions expected')
    const read = [first, second].map(clientHello)
    expect(read[0]?.serverName).toBe('chat.example')
    const [ALPN, EARLY_DATA, PRE_SHARED_KEY] = [16, 42, 41]
    for (const type of [ALPN, EARLY_DATA, PRE_SHARED_KEY]) expect(read[0]?.extensions).not.toContain(type)
    expect(read[1]).toEqual(read[0])
    expect(second.length).toBe(first.length)
    // Random, session id and key share are drawn anew.
    expect(second.equals(first)).toBe(false)
  })
})

describe('[OUT-3] a name', () => {
  const signal = new AbortController().signal

  it('that nobody knows any more is an answer of its own', async () => {
    const { resolve } = await someNames(() => undefined)
    expect(await probe({ host: 'chat.example', port: 1 }, { resolve, isPreset: true, signal })).toEqual({ outcome: 'no-name', distance: 2 })
  })

  it('that nobody can be asked for says nothing of the service', async () => {
    const { resolve } = await someNames(() => SILENT)
    expect(await probe({ host: 'chat.example', port: 1 }, { resolve, isPreset: true, signal })).toEqual({
      outcome: 'no-resolver',
      distance: 2,
    })
  })

  it.each(['127.0.0.1', '10.0.0.1', '0.0.0.0', '224.0.0.1'])(
    'of a preset that leads to %s leads to somebody else, who is not asked',
    async (address) => {
      const server = await aServer()
      const { resolve } = await someNames(() => address)
      expect((await probe({ host: 'chat.example', port: server.port }, { resolve, isPreset: true, signal })).outcome).toBe('elsewhere')
      expect(server.connections()).toBe(0)
    },
  )

  it('with many addresses costs OUTAGE.ADDRESSES_TRIED connections', async () => {
    const server = await aServer(() => 'resets')
    const resolve = () => Promise.resolve(Array.from({ length: OUTAGE.ADDRESSES_TRIED + 1 }, () => here))
    expect((await probe({ host: 'chat.example', port: server.port }, { resolve, isPreset: false, signal })).outcome).toBe('reset')
    expect(server.connections()).toBe(OUTAGE.ADDRESSES_TRIED)
  })

  it('whose addresses are junk is followed nowhere', async () => {
    for (const addresses of [[], ['nonsense'], ['::'], ['256.1.1.1']]) {
      const found = await probe({ host: 'chat.example', port: 1 }, { resolve: () => Promise.resolve(addresses), isPreset: false, signal })
      expect(['no-name', 'elsewhere']).toContain(found.outcome)
    }
  })
})

describe('[OUT-4] how far away', () => {
  it.each([
    ['127.0.0.1', 0],
    ['::1', 0],
    ['192.168.1.1', 1],
    ['fe80::1', 1],
    ['203.0.113.1', 2],
    ['0.0.0.0', -1],
    ['nonsense', -1],
  ])('%s is %i', (address, distance) => {
    expect(distanceOf(address)).toBe(distance)
  })
})
