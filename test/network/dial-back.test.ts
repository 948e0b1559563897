/** A contact tries our door when asked, and nobody can have it try another one. Real libp2p on loopback. */
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { parseAddress } from '../../shared/reach/index.ts'
import { aHost, type TestHost } from './hosts.ts'
import { nobleEd25519PublicKey } from './keys.ts'

const soon = () => AbortSignal.timeout(10_000)

async function aServer(): Promise<{ readonly port: number; readonly accepted: () => number }> {
  let accepted = 0
  const server = createServer((socket) => {
    accepted += 1
    socket.destroy()
  }).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return { port: address !== null && typeof address === 'object' ? address.port : 0, accepted: () => accepted }
}

async function connected(from: TestHost, to: TestHost): Promise<void> {
  const [dialled] = await Promise.all([from.network.dial(to.device, to.network.addresses()), to.next()])
  expect(dialled.ok).toBe(true)
}

describe('[DOC-5] a contact asked to connect to us', () => {
  it('says whether it could, from either side of a connection', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    await connected(mum, dad)
    const port = mum.network.port('tcp') ?? 0
    expect(await mum.network.askDialBack(dad.device, port, soon())).toBe('answered')
    expect(await dad.network.askDialBack(mum.device, 1, soon())).toBe('refused')
  })

  it('does not say more than once in a while: RESOURCE.DIAL_BACK_GAP_MS', async () => {
    let now = 1_000_000
    const clock = { now: () => now, after: (ms: number, run: () => void) => (setTimeout(run, ms), () => undefined) }
    const [mum, dad] = [await aHost(1), await aHost(2, { clock })]
    await connected(mum, dad)
    const { port, accepted } = await aServer()
    expect(await mum.network.askDialBack(dad.device, port, soon())).toBe('answered')
    now += RESOURCE.DIAL_BACK_GAP_MS - 1
    expect(await mum.network.askDialBack(dad.device, port, soon())).toBeUndefined()
    expect(accepted()).toBe(1)
    now += 1
    expect(await mum.network.askDialBack(dad.device, port, soon())).toBe('answered')
  })

  it('does it for contacts only', async () => {
    const { port, accepted } = await aServer()
    const mum = await aHost(1)
    const stranger = await aHost(2, { allow: () => 'stranger' })
    await connected(mum, stranger)
    expect(await mum.network.askDialBack(stranger.device, port, soon())).toBeUndefined()
    expect(accepted()).toBe(0)
  })

  it('tries nothing for number 0, and one who is not connected says nothing', async () => {
    const [mum, dad] = [await aHost(1), await aHost(2)]
    expect(await mum.network.askDialBack(dad.device, 1, soon())).toBeUndefined()
    await connected(mum, dad)
    expect(await mum.network.askDialBack(dad.device, 0, soon())).toBeUndefined()
  })

  it('tries at most RESOURCE.DIAL_BACKS_AT_ONCE doors at once', async () => {
    const dad = await aHost(100)
    const askers = await Promise.all(Array.from({ length: RESOURCE.DIAL_BACKS_AT_ONCE + 2 }, (_, index) => aHost(index + 1)))
    for (const asker of askers) await connected(asker, dad)
    const { port } = await aServer()
    const answers = await Promise.all(askers.map((asker) => asker.network.askDialBack(dad.device, port, soon())))
    // Those over the number are turned away, none waits for ever; on loopback a door may be done with before the next is asked for.
    expect(answers.filter((answer) => answer === 'answered').length).toBeGreaterThanOrEqual(RESOURCE.DIAL_BACKS_AT_ONCE)
    expect(answers.every((answer) => answer === 'answered' || answer === undefined)).toBe(true)
  })
})

it('[DOC-6] who answers at an address is who has the key, and a program that is none of ours is nobody', async () => {
  const [mum, dad] = [await aHost(1), await aHost(2)]
  const address = parseAddress(dad.network.addresses()[0])
  const { port } = await aServer()
  const other = parseAddress(`/ip4/127.0.0.1/tcp/${port}`)
  if (address === undefined || other === undefined) throw new Error('addresses expected')
  expect(await mum.network.whoAnswers(address, soon())).toBe(nobleEd25519PublicKey(new Uint8Array(32).fill(2)))
  expect(await mum.network.whoAnswers(other, soon())).toBeUndefined()
  expect(dad.accepted()).toBe(0)
})
