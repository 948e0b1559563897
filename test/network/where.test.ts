/** Asking a member where it sees us, over real libp2p on loopback (docs/spec/reach.md). */
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { answerWhere, askWhere } from '../../src-main/engine/network/direct/where.ts'
import { WHERE_PROTOCOL } from '../../src-main/engine/network/direct/messages.ts'
import { sendMessage } from '../../src-main/engine/network/relay/index.ts'
import { FakeClock } from '../reach/fake-network.ts'
import { aNode, type TestNode } from './nodes.ts'

async function two(isMember = () => true, isGuest = () => false) {
  const [shop, mum] = [await aNode(), await aNode()]
  const clock = new FakeClock()
  await answerWhere({ node: shop.node, dialler: shop.dialler, clock, isMember, isGuest })
  const connection = await mum.dial(`/ip4/127.0.0.1/tcp/${shop.port}`, shop)
  return { shop, mum, clock, connection }
}

const ports = ({ port }: TestNode) => ({ tcp: [port], ws: [] })

describe('[REACH-15] a member', () => {
  it('says from where we come, and that we answer at our port', async () => {
    const { mum, connection } = await two()
    const seen = await askWhere(connection, ports(mum))
    expect(seen?.ip).toEqual(Uint8Array.of(127, 0, 0, 1))
    expect(seen?.port).not.toBe(mum.port)
    expect(seen?.tcp).toEqual([mum.port])
  })

  it('[RELAY-2] tells a guest whom it joins where he comes from, and calls nobody back', async () => {
    const { mum, connection } = await two(
      () => false,
      () => true,
    )
    const seen = await askWhere(connection, ports(mum))
    expect(seen).toMatchObject({ ip: Uint8Array.of(127, 0, 0, 1), tcp: [] })
  })

  it('finds nobody where somebody else answers, or nobody does', async () => {
    const { shop, connection } = await two()
    const server = createServer((socket) => socket.destroy())
    onTestFinished(() => void server.close())
    const other = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
    })
    // Its own port has a device behind it, which is not the one that asked; the other's program is none of ours.
    expect((await askWhere(connection, { tcp: [shop.port, other], ws: [] }))?.tcp).toEqual([])
  })

  it('does not answer strangers', async () => {
    const { mum, connection } = await two(() => false)
    expect(await askWhere(connection, ports(mum))).toBe(undefined)
  })

  it('[LIM] answers so often a minute, and again later', async () => {
    const { connection, clock } = await two()
    const nothing = { tcp: [], ws: [] }
    for (let count = 0; count < RESOURCE.WHERE_PER_DEVICE_MINUTE; count += 1) expect(await askWhere(connection, nothing)).toBeDefined()
    expect(await askWhere(connection, nothing)).toBe(undefined)
    await clock.advance(60_000)
    expect(await askWhere(connection, nothing)).toBeDefined()
  })

  it('[LIM] answers so many in all', async () => {
    const { shop } = await two()
    const askers = Math.ceil(RESOURCE.WHERE_PER_MINUTE / RESOURCE.WHERE_PER_DEVICE_MINUTE) + 1
    let answered = 0
    for (let number = 0; number < askers; number += 1) {
      const asker = await aNode()
      const connection = await asker.dial(`/ip4/127.0.0.1/tcp/${shop.port}`, shop)
      for (let count = 0; count < RESOURCE.WHERE_PER_DEVICE_MINUTE; count += 1) {
        answered += Number((await askWhere(connection, { tcp: [], ws: [] })) !== undefined)
      }
    }
    expect(answered).toBe(RESOURCE.WHERE_PER_MINUTE)
  })

  it('[LIM] [P4] breaks off at junk, at more ports than allowed and at messages without an end', async () => {
    const { connection } = await two()
    expect(RESOURCE.WHERE_PORTS).toBe(2)
    const tooMany = Uint8Array.of(0xa2, 0x01, 0x83, 0x01, 0x02, 0x03, 0x02, 0x80)
    for (const bytes of [Uint8Array.of(0xff, 0xff), tooMany, new Uint8Array(RESOURCE.RELAY_MESSAGE_BYTES + 1)]) {
      const stream = await connection.newStream(WHERE_PROTOCOL)
      const ended = new Promise((resolve) => stream.addEventListener('close', resolve, { once: true }))
      sendMessage(stream, bytes)
      await ended
      expect(stream.status).toBe('reset')
    }
  })
})
