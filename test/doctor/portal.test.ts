/** A website asked about a sign-in, over real sockets: what each answer means, and how little a hostile one gets out of us. */
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createTcp, type Server } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { RESOURCE } from '../../shared/limits.ts'
import { askPortal, portalAddress } from '../../src-main/engine/doctor/index.ts'

async function open(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/`
}

const website = (listener: RequestListener) => open(createHttp(listener))
const saying = (bytes: string) => open(createTcp((socket) => socket.on('error', () => undefined).end(bytes)))

describe('[DOC-7] the answer of a website', () => {
  it.each([
    ['clear', 204, ''],
    ['clear', 200, 'success\n'],
    ['clear', 200, 'Microsoft Connect Test'],
    ['sign-in', 200, '<html>Welcome! success is near</html>'],
    ['sign-in', 200, ''],
    ['sign-in', 302, ''],
    ['sign-in', 307, 'success'],
    ['sign-in', 511, ''],
    ['unclear', 404, 'success'],
    ['unclear', 500, ''],
  ] as const)('is %s for %i “%s”', async (fact, status, body) => {
    const address = await website((_request, response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body))
    expect(await askPortal(address)).toBe(fact)
  })

  it('is none where nothing answers, it breaks off, or the name means nothing', async () => {
    expect(await askPortal('http://127.0.0.1:1/')).toBe('no-answer')
    expect(await askPortal(await saying(''))).toBe('no-answer')
    expect(await askPortal('http://name.invalid/')).toBe('no-answer')
  })

  it('says nothing where it is no answer of a website', async () => {
    expect(await askPortal(await saying('\u0000\u0001 not http at all\r\n\r\n'))).toBe('unclear')
    expect(await askPortal(await saying(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(2 * RESOURCE.PORTAL_BYTES)}\r\n\r\nsuccess`))).toBe('unclear')
  })

  it('does not come in time where it never ends: RESOURCE.PORTAL_MS', async () => {
    const address = await website((_request, response) => void response.writeHead(200).write('succ'))
    expect(await askPortal(address)).toBe('no-answer')
    expect(RESOURCE.PORTAL_MS).toBeLessThan(RESOURCE.DOCTOR_MS)
  })

  it('is followed nowhere, and reads no more than RESOURCE.PORTAL_BYTES of a page that never ends', async () => {
    let written = 0
    let requests = 0
    const address = await website((_request, response) => {
      requests += 1
      response.writeHead(200)
      const more = (): void => {
        while (!response.destroyed && response.write('success '.repeat(512))) written += 4096
      }
      response.on('drain', more)
      more()
    })
    expect(await askPortal(address)).toBe('sign-in')
    expect(requests).toBe(1)
    // What lay in the buffers of both ends; a reader would have taken it without end.
    expect(written).toBeLessThan(64 * 2 ** 20)
  })

  it('goes without cookies, names or secrets of ours', async () => {
    let asked = ''
    const address = await website((request, response) => {
      asked = JSON.stringify(request.rawHeaders)
      response.writeHead(204).end()
    })
    await askPortal(address)
    expect(JSON.parse(asked)).toEqual([
      'cache-control',
      'no-cache',
      'user-agent',
      'sarangbang',
      'Host',
      expect.any(String),
      'Connection',
      'close',
    ])
  })
})

describe('[DOC-7] an address to ask', () => {
  it.each(['http://check.example/generate_204', 'http://192.0.2.1:8080/'])('%s may be', (text) => {
    expect(portalAddress(text)).toBe(text)
  })

  it.each([
    'https://check.example/',
    'ftp://check.example/',
    'http://user@check.example/',
    'http://u:p@check.example/',
    'check.example',
    '',
    'http://',
  ])('“%s” may not', (text) => {
    expect(portalAddress(text)).toBeUndefined()
  })

  it('has at most RESOURCE.PORTAL_ADDRESS_CHARACTERS', () => {
    const base = 'http://check.example/'
    const fitting = base.padEnd(RESOURCE.PORTAL_ADDRESS_CHARACTERS, 'x')
    expect(portalAddress(fitting)).toBe(fitting)
    expect(portalAddress(`${fitting}x`)).toBeUndefined()
    // Longer once it is written out.
    expect(portalAddress(base.padEnd(RESOURCE.PORTAL_ADDRESS_CHARACTERS, '가'))).toBeUndefined()
  })
})
