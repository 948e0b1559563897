/** The internet of the real-process suites proves itself: who reaches whom through which router, on two networks, over a long cable. */
import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createInternet, type Internet, whyNoInternet } from './internet.ts'
import type { Machine } from './machine.ts'

describe.skipIf(whyNoInternet() !== undefined)('an internet of network namespaces', () => {
  let internet: Internet | undefined
  afterEach(async () => internet?.close())

  it('lets homes out and nobody in, and says by which address and port they came', async () => {
    internet = createInternet()
    const [shop, plain, symmetric] = [internet.machine(), internet.home({ nat: 'plain' }), internet.home({ nat: 'symmetric' })]
    const [mum, dad] = [plain.machine(), symmetric.machine()]
    expect(await seenFrom(mum, shop, 40_000)).toBe(`${plain.address} 40000`)
    expect(await seenFrom(mum, shop, 40_001)).toBe(`${plain.address} 40001`)
    const [address, port] = (await seenFrom(dad, shop, 40_000)).split(' ')
    expect(address).toBe(symmetric.address)
    expect(port).not.toBe('40000')
    expect(await reaches(shop, plain.address)).toBe(false)
    expect(await reaches(shop, mum.address)).toBe(false)
    expect(await reaches(mum, dad.address)).toBe(false)

    const names = [shop, mum, dad, plain.router, symmetric.router].map(({ name }) => name)
    await internet.close()
    expect(readdirSync('/run/netns').filter((name) => names.includes(name))).toEqual([])
  }, 60_000)

  it('lets through what somebody forwarded', async () => {
    internet = createInternet()
    const [shop, home] = [internet.machine(), internet.home({ nat: 'plain' })]
    const mum = home.machine()
    home.router.forward(5_000, mum, 41_000)
    expect(await accepts(mum, 41_000, shop, `${home.address}:5000`)).toBe(true)
  }, 60_000)

  it('has islands that one computer is on both of, and long cables', async () => {
    internet = createInternet()
    const [one, two] = [internet.island(), internet.island()]
    const [mum, dad, laptop] = [one.machine(), two.machine(), one.machine()]
    two.join(laptop)
    expect(await Promise.all([mum, dad].map((each, index) => reaches(each, laptop.addresses[index] ?? '')))).toEqual([true, true])
    expect(await reaches(mum, dad.address)).toBe(false)
    await mum.wire({ delayMs: 60 })
    const { stdout } = await mum.run('ping', ['-c', '2', '-W', '2', laptop.address])
    expect(Number(/= ([\d.]+)\//.exec(stdout)?.[1])).toBeGreaterThan(119)
  }, 60_000)
})

async function reaches(from: Machine, address: string): Promise<boolean> {
  return (await from.run('ping', ['-c', '1', '-W', '1', address])).code === 0
}

/** How the one who is called sees the caller, who calls from that port. */
async function seenFrom(caller: Machine, called: Machine, port: number): Promise<string> {
  const server = called.start('python3', ['-uc', LISTEN, '9000'])
  await server.line((text) => text === 'listening')
  await caller.run('python3', ['-c', CALL, called.address, '9000', String(port)])
  const line = await server.line((text) => text !== 'listening')
  await server.ended
  return line
}

async function accepts(called: Machine, port: number, caller: Machine, address: string): Promise<boolean> {
  const server = called.start('python3', ['-uc', LISTEN, String(port)])
  await server.line((text) => text === 'listening')
  const [host = '', outside = ''] = address.split(':')
  const { code } = await caller.run('python3', ['-c', CALL, host, outside, '0'])
  server.kill('SIGKILL')
  return code === 0
}

const LISTEN = `
import socket, sys
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('', int(sys.argv[1]))); s.listen()
print('listening')
c, a = s.accept(); print(a[0], a[1])`
const CALL = `
import socket, sys
s = socket.socket(); s.settimeout(3); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); s.bind(('', int(sys.argv[3])))
s.connect((sys.argv[1], int(sys.argv[2])))`
