/** The page over HTTP, with real requests: what is served, how it may be kept, what it may do, and that nothing else can be had. */
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { openWebServer, pageFiles, type WebServer } from '../../src-main/engine/rpc/index.ts'
import { systemClock } from '../harness/system-clock.ts'
import { openNotebook, WIDE } from './notebook.ts'

const HTML = '<!doctype html><title>사랑방</title>'
const SCRIPT = `console.log(${JSON.stringify('가'.repeat(5000))})`

let server: WebServer
let outside: string

beforeEach(async () => {
  outside = mkdtempSync(join(tmpdir(), 'sb-page-'))
  const folder = join(outside, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(outside, 'secret.txt'), 'the key')
  writeFileSync(join(folder, 'index.html'), HTML)
  writeFileSync(join(folder, 'assets', 'index-Bx4kQ_9z.js'), SCRIPT)
  writeFileSync(join(folder, 'assets', 'index-Bx4kQ_9z.js.map'), '{}')
  writeFileSync(join(folder, 'assets', 'Pretendard-DkT81aaZ.woff2'), Buffer.from([0, 1, 2, 255]))
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'))
  server = await openWebServer({
    host: '127.0.0.1',
    port: 0,
    rpc: openNotebook().rpc,
    admitted: () => ({ kind: 'phone', allowed: WIDE }),
    clock: systemClock,
    page: pageFiles(folder),
  })
  onTestFinished(async () => {
    await server.close()
    rmSync(outside, { recursive: true })
  })
})

interface Got {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const asked = request({ host: '127.0.0.1', port: server.port, path, method, headers })
  asked.end()
  const [response]: IncomingMessage[] = await once(asked, 'response')
  if (response === undefined) throw new Error('no response')
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(await response.toArray()) }
}

describe('[RPC-19] the page', () => {
  it('is served with its types, and each part may be kept as long as it is true', async () => {
    const page = await get('/')
    expect(page.body.toString()).toBe(HTML)
    expect(page.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' })
    expect((await get('/index.html?x=1')).body.toString()).toBe(HTML)
    const script = await get('/assets/index-Bx4kQ_9z.js')
    expect(script.body.toString()).toBe(SCRIPT)
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    const font = await get('/assets/Pretendard-DkT81aaZ.woff2', { 'accept-encoding': 'gzip' })
    expect([...font.body]).toEqual([0, 1, 2, 255])
    expect(font.headers['content-type']).toBe('font/woff2')
    expect(font.headers['content-encoding']).toBeUndefined()
  })

  it('has no icon unless it brings one, and says so without an error', async () => {
    const { status, body } = await get('/favicon.ico')
    expect([status, body.length]).toEqual([204, 0])
  })

  it('comes packed to who takes it so, and by HEAD without a body', async () => {
    for (let times = 0; times < 2; times += 1) {
      const packed = await get('/assets/index-Bx4kQ_9z.js', { 'accept-encoding': 'br, gzip' })
      expect(packed.headers['content-encoding']).toBe('gzip')
      expect(gunzipSync(packed.body).toString()).toBe(SCRIPT)
    }
    expect((await get('/assets/index-Bx4kQ_9z.js', { 'accept-encoding': 'gzip;q=0' })).headers['content-encoding']).toBeUndefined()
    const head = await get('/', {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, String(Buffer.byteLength(HTML)), 0])
  })

  it('may load from here only, run no text as a program, and be framed by nobody; refusals say the same', async () => {
    for (const path of ['/', '/assets/index-Bx4kQ_9z.js', '/nothing']) {
      const { headers } = await get(path)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https?:/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      })
    }
  })

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/..\\secret.txt',
    '//etc/passwd',
    '/etc/passwd',
    '/link.txt',
    '/assets/index-Bx4kQ_9z.js.map',
    '/assets',
    '/assets/',
    '/index.html/',
    '/index.html%00',
    '/INDEX.HTML',
    '/__proto__',
    '/constructor',
    '/rpc',
  ])('does not give %s', async (path) => {
    const { status, body } = await get(path)
    expect([status, body.toString()]).toEqual([404, ''])
  })

  it('is only read, only under its own address, and survives requests that are none', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await get('/', {}, method)).status).toBe(405)
    expect((await get('/', { host: 'evil.example' })).status).toBe(421)
    for (const nonsense of [
      'GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
      'GET \r\n\r\n',
      '\0\0\0\0\r\n\r\n',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
    ]) {
      const socket = connect(server.port, '127.0.0.1')
      socket.on('error', () => undefined)
      let answer = ''
      socket.on('data', (bytes) => (answer += String(bytes)))
      socket.end(nonsense)
      await once(socket, 'close')
      expect(answer).not.toContain('200 OK')
    }
    expect((await get('/')).status).toBe(200)
  })
})
