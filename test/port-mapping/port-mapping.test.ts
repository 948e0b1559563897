/** Asking a router to open a port, of programs on loopback that answer as routers do, and as they should not (docs/spec/reach.md). */
import { createSocket } from 'node:dgram'
import { createServer } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { parseIp } from '../../shared/reach/index.ts'
import type { InterfaceAddress } from '../../src-main/engine/network/index.ts'
import { readAnswer } from '../../src-main/engine/port-mapping/ssdp.ts'
import { fetchText } from '../../src-main/engine/port-mapping/http.ts'
import { openIgd } from '../../src-main/engine/port-mapping/igd.ts'
import { PortMapper } from '../../src-main/engine/port-mapping/index.ts'
import { systemClock } from '../network/system-clock.ts'

const LINK: InterfaceAddress = {
  name: 'eth0',
  address: '192.168.1.10',
  ip: parseIp('192.168.1.10') ?? new Uint8Array(),
  prefix: 24,
  isLoopback: false,
  isPointToPoint: false,
}
const DEVICE = 'urn:schemas-upnp-org:device:InternetGatewayDevice:1'

function answer(location: string, target = DEVICE): Buffer {
  return Buffer.from(['HTTP/1.1 200 OK', `LOCATION: ${location}`, `ST: ${target}`, '', ''].join('\r\n'))
}

/** A server on loopback; its port. */
async function serving(
  respond: (path: string, body: string) => { readonly status?: number; readonly body: string; readonly to?: string },
): Promise<number> {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const { status = 200, body: text, to } = respond(request.url ?? '', body)
      response.writeHead(status, to === undefined ? {} : { Location: to })
      response.end(text)
    })
  })
  onTestFinished(() => void server.close())
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const at = server.address()
      resolve(typeof at === 'object' && at !== null ? at.port : 0)
    })
  })
}

const service = (type: string, control: string): string =>
  `<root><device><serviceList><service><serviceType>${type}</serviceType><controlURL>${control}</controlURL></service></serviceList></device></root>`

describe('[REACH-16] the search for a router', () => {
  it('takes the description of whoever answers from this network', () => {
    expect(readAnswer(answer('http://192.168.1.1:5000/root.xml'), '192.168.1.1', LINK)?.href).toBe('http://192.168.1.1:5000/root.xml')
  })

  it.each([
    ['http://192.168.1.2:80/root.xml', '192.168.1.1'],
    ['http://10.0.0.1/root.xml', '10.0.0.1'],
    ['https://192.168.1.1/root.xml', '192.168.1.1'],
    ['http://router.example/root.xml', '192.168.1.1'],
    ['http://user@192.168.1.1/root.xml', '192.168.1.1'],
    ['file:///etc/passwd', '192.168.1.1'],
    ['http://[::1]/', '192.168.1.1'],
    ['', '192.168.1.1'],
  ])('believes no answer that points elsewhere: %s from %s', (location, sender) => {
    expect(readAnswer(answer(location), sender, LINK)).toBe(undefined)
  })

  it('[LIM] nor another kind of device, nor more than a packet', () => {
    expect(readAnswer(answer('http://192.168.1.1/', 'urn:x'), '192.168.1.1', LINK)).toBe(undefined)
    const long = (size: number) => Buffer.concat([answer('http://192.168.1.1/'), Buffer.alloc(size - answer('http://192.168.1.1/').length)])
    expect(readAnswer(long(RESOURCE.ROUTER_PACKET_BYTES), '192.168.1.1', LINK)).toBeDefined()
    expect(readAnswer(long(RESOURCE.ROUTER_PACKET_BYTES + 1), '192.168.1.1', LINK)).toBe(undefined)
  })
})

describe('[REACH-16] a router’s documents', () => {
  it('[LIM] are read within bounds, and followed nowhere', async () => {
    const port = await serving((path) =>
      path === '/to'
        ? { status: 302, body: '', to: '/fits' }
        : { body: 'x'.repeat(RESOURCE.ROUTER_ANSWER_BYTES + (path === '/fits' ? 0 : 1)) },
    )
    const at = (path: string): URL => new URL(path, `http://127.0.0.1:${port}`)
    expect(await fetchText(at('/fits'))).toHaveLength(RESOURCE.ROUTER_ANSWER_BYTES)
    expect(await fetchText(at('/over'))).toBe(undefined)
    expect(await fetchText(at('/to'))).toBe(undefined)
  })

  it.each(['WANIPConnection:1', 'WANIPConnection:2', 'WANPPPConnection:1'])('open and close a port by %s', async (kind) => {
    const type = `urn:schemas-upnp-org:service:${kind}`
    const asked: string[] = []
    const port = await serving((path, body) => {
      if (path === '/root.xml') return { body: service(type, '/control') }
      asked.push(/<u:(\w+)/.exec(body)?.[1] ?? '')
      // This one knows no leases.
      if (body.includes('<NewLeaseDuration>3600<')) return { status: 500, body: '<errorCode>725</errorCode>' }
      return { body: '<NewExternalIPAddress>60.0.1.2</NewExternalIPAddress>' }
    })
    const gateway = await openIgd(new URL(`http://127.0.0.1:${port}/root.xml`), '127.0.0.1')
    expect(await gateway?.address()).toBe('60.0.1.2')
    expect(await gateway?.map(4001, 4002)).toBe(4002)
    await gateway?.unmap(4001, 4002, AbortSignal.timeout(1_000))
    expect(asked).toEqual(['GetExternalIPAddress', 'AddPortMapping', 'AddPortMapping', 'DeletePortMapping'])
  })

  it('[P4] that send us elsewhere, or are junk, are no gateway', async () => {
    const elsewhere = await serving(() => ({ body: service('urn:schemas-upnp-org:service:WANIPConnection:1', 'http://192.0.2.1/control') }))
    const junk = await serving(() => ({ body: '<service><<<' }))
    for (const port of [elsewhere, junk]) expect(await openIgd(new URL(`http://127.0.0.1:${port}/`), '127.0.0.1')).toBe(undefined)
  })
})

describe('[REACH-16] the mapper', () => {
  it('sends nothing where there is only loopback, or no port', async () => {
    // Both languages are listened for where they would arrive.
    const heard: string[] = []
    const pmp = createSocket('udp4')
    onTestFinished(() => void pmp.close())
    pmp.on('message', (packet) => heard.push(packet.toString('hex')))
    await new Promise<void>((resolve) => pmp.bind(5351, '127.0.0.1', resolve))
    const loopback: InterfaceAddress = {
      ...LINK,
      name: 'lo',
      address: '127.0.0.1',
      ip: Uint8Array.of(127, 0, 0, 1),
      prefix: 8,
      isLoopback: true,
    }
    for (const [interfaces, port] of [
      [[loopback], 4001],
      [[], 4001],
      [[loopback], undefined],
    ] as const) {
      const settled = Promise.withResolvers<void>()
      const mapper: PortMapper = new PortMapper({
        clock: systemClock,
        interfaces: () => interfaces,
        port: () => port,
        changed: () => {
          if (mapper.state === 'none') settled.resolve()
        },
      })
      mapper.start()
      await settled.promise
      await mapper.stop()
      expect(mapper.state).toBe('off')
    }
    expect(heard).toEqual([])
  })
})
