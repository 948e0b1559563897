/** What the machine and libp2p can do with nothing of ours on top: the round trip of a byte, and the rate of one stream. */
import { type Socket, connect, createServer } from 'node:net'
import { systemRng } from '../../shared/crypto/index.ts'
import { nodeCrypto } from '../../src-main/engine/crypto/index.ts'
import { createNetwork } from '../../src-main/engine/network/index.ts'
import { idFromBytes } from '../../shared/ids/index.ts'
import { systemClock as clock } from '../../src-main/engine/system-clock.ts'

/** Milliseconds of each of `count` round trips over TCP on loopback, both ends in this process. */
export async function bareRoundTrips(count: number): Promise<readonly number[]> {
  const server = createServer((socket) => socket.setNoDelay(true).pipe(socket))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const socket = await new Promise<Socket>((resolve) => {
    const made = connect(port, '127.0.0.1', () => resolve(made))
  })
  socket.setNoDelay(true)
  const times: number[] = []
  for (let at = 0; at < count; at++) {
    const started = performance.now()
    const answered = new Promise((resolve) => socket.once('data', resolve))
    socket.write(Buffer.of(1))
    await answered
    times.push(performance.now() - started)
  }
  socket.destroy()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  return times
}

/** MB a second of one libp2p stream with Noise and yamux on loopback, both ends in this process. */
export async function bareStreamRate(megabytes: number): Promise<number> {
  const crypto = nodeCrypto()
  const seeds = [systemRng().bytes(32), systemRng().bytes(32)] as const
  const networks = seeds.map((seed) => createNetwork({ seed, listen: ['/ip4/127.0.0.1/tcp/0'], clock, allow: () => 'known' }))
  await Promise.all(networks.map((network) => network.start()))
  const [near, far] = networks
  const at = far?.status().listening[0]?.actual
  if (near === undefined || far === undefined || at === undefined) throw new Error('nothing listens')
  const total = megabytes * 1_000_000
  const received = new Promise<void>((resolve) => {
    far.onStream((stream) => {
      let bytes = 0
      const data = (chunk: Uint8Array): void => {
        bytes += chunk.length
        if (bytes >= total) resolve()
      }
      stream.listen({ data, drain: () => undefined, closed: () => undefined })
    })
  })
  const device = idFromBytes('device', crypto.ed25519PublicKey(seeds[1]))
  const dialled = await near.dial(device, [at])
  if (!dialled.ok) throw new Error(dialled.code)
  const { stream } = dialled
  const chunk = new Uint8Array(64 * 1024)
  let left = total
  const started = performance.now()
  const send = (): void => {
    while (left > 0) {
      left -= chunk.length
      if (!stream.send(chunk)) return
    }
  }
  stream.listen({ data: () => undefined, drain: send, closed: () => undefined })
  send()
  await received
  const rate = megabytes / ((performance.now() - started) / 1_000)
  await Promise.all(networks.map((network) => network.stop()))
  return rate
}
