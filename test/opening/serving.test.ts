/** Opened files over HTTP, with real requests: ranges, back-pressure, who may have them and what they may do in a browser. */
import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MEDIA, OPENING } from '../../shared/limits.ts'
import type { MediaPieces } from '../../shared/page-rules/index.ts'
import { type WebServer, openWebServer, withMedia } from '../../src-main/engine/rpc/index.ts'
import { expectOk } from '../harness/expect-ok.ts'
import { systemClock } from '../harness/system-clock.ts'
import { someBytes } from '../media/some-files.ts'
import { WIDE, openNotebook } from '../rpc/notebook.ts'
import { PICTURES, bytesOf } from '../pictures/some-pictures.ts'
import { type FiledProfile, filedProfile } from './filed-profile.ts'

interface Got {
  readonly status: number | undefined
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

async function served(pieces: MediaPieces, stallMs?: number): Promise<WebServer> {
  const server = await openWebServer({
    host: '127.0.0.1',
    port: 0,
    rpc: openNotebook().rpc,
    admitted: () => ({ kind: 'phone', allowed: WIDE }),
    clock: systemClock,
    page: withMedia(pieces, (_request, response) => void response.writeHead(200, { 'x-page': 'yes' }).end(), stallMs),
  })
  onTestFinished(() => server.close())
  return server
}

function piecesOf({ desk }: FiledProfile, asked: number[] = []): MediaPieces {
  return async (address, from, length) => {
    asked.push(length)
    const read = await desk.read(address, from, length)
    return read.ok ? { bytes: Buffer.from(read.value.bytes).toString('base64'), file: read.value.file } : undefined
  }
}

async function get({ port }: WebServer, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> {
  const asked = request({ host: '127.0.0.1', port, path, method, headers, agent: false })
  asked.end()
  const [response]: IncomingMessage[] = await once(asked, 'response')
  if (response === undefined) throw new Error('no response')
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(await response.toArray()) }
}

async function world(bytes: Uint8Array, name = '휴가.bin') {
  const here = await filedProfile()
  const message = await here.post([{ name, bytes }])
  const { address } = expectOk(await here.desk.open(message, 0))
  const asked: number[] = []
  const server = await served(piecesOf(here, asked))
  return { here, message, address: `/${address}`, server, asked }
}

describe('[MEDIA-71] an opened file in a browser', () => {
  it('comes whole or in ranges, as the bytes that were sent', async () => {
    const bytes = someBytes(3 * MEDIA.CHUNK_BYTES + 5)
    const { address, server } = await world(bytes)
    const whole = await get(server, address)
    expect([whole.status, whole.headers['content-length'], whole.headers['accept-ranges']]).toEqual([200, String(bytes.length), 'bytes'])
    expect(whole.body.equals(bytes)).toBe(true)
    for (const [range, from, to] of [
      ['bytes=0-0', 0, 0],
      ['bytes=262143-262144', 262_143, 262_144],
      ['bytes=-7', bytes.length - 7, bytes.length - 1],
      ['bytes=700000-', 700_000, bytes.length - 1],
      ['bytes=5-99999999', 5, bytes.length - 1],
    ] as const) {
      const part = await get(server, address, { range })
      expect([part.status, part.headers['content-range']]).toEqual([206, `bytes ${from}-${to}/${bytes.length}`])
      expect(part.body.equals(bytes.subarray(from, to + 1)), range).toBe(true)
    }
    const head = await get(server, address, {}, 'HEAD')
    expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, String(bytes.length), 0])
    expect((await get(server, address, { range: `bytes=${bytes.length}-` })).status).toBe(416)
    expect((await get(server, address, { range: 'bytes=0-0,2-2' })).status).toBe(416)
    expect((await get(server, address, {}, 'POST')).status).toBe(405)
  })

  it('of every sort runs nothing: a page named as a picture is bytes to be saved', async () => {
    const { address, server } = await world(new TextEncoder().encode('<html><script>alert(1)</script></html>'), '사진.jpg')
    const { headers } = await get(server, address)
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="__.jpg"; filename*=UTF-8''%EC%82%AC%EC%A7%84.jpg`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    })
    const picture = await world(bytesOf(PICTURES.webp), '사진.html')
    expect((await get(picture.server, picture.address)).headers['content-type']).toBe('image/webp')
  })

  it('is not found by who guesses, climbs, asks by another name, or comes when its message is gone', async () => {
    const { here, message, address, server } = await world(someBytes(10))
    for (const path of [
      '/media',
      '/media/',
      `/media/${'A'.repeat(43)}`,
      `${address}x`,
      `${address}/`,
      `/media/../${address}`,
      '/media/%2e%2e/x',
    ]) {
      const { status, headers } = await get(server, path)
      expect([path, status, headers['x-page']]).toEqual([path, 404, undefined])
    }
    expect((await get(server, '/index.html')).headers['x-page']).toBe('yes')
    expect((await get(server, address, { host: 'evil.example' })).status).toBe(421)
    expect((await get(server, `${address}?a=b`)).status).toBe(200)
    expectOk(here.messenger.delete(message))
    expect((await get(server, address)).status).toBe(404)
  })

  it('is read no faster than somebody takes it, and no more once he has gone', async () => {
    const { address, server, asked } = await world(someBytes(40 * 1024 * 1024))
    const socket = connect(server.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    socket.pause()
    socket.write(`GET ${address} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)
    // What the system holds of it is bounded; then nothing more is read.
    let before = -1
    await expect
      .poll(
        () => {
          const isSteady = asked.length > 1 && asked.length === before
          before = asked.length
          return isSteady
        },
        { interval: 300, timeout: 20_000 },
      )
      .toBe(true)
    const read = asked.reduce((sum, length) => sum + length, 0)
    expect(read).toBeLessThan(30 * 1024 * 1024)
    socket.destroy()
    await expect.poll(async () => (await get(server, address, { range: 'bytes=0-0' })).status).toBe(206)
    const after = asked.length
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(asked.length).toBe(after)
  })

  it(`is held for nobody who takes nothing for long (OPENING.STALL_MS, ${OPENING.STALL_MS}; here half a second)`, async () => {
    const here = await filedProfile()
    const message = await here.post([{ name: 'a.bin', bytes: someBytes(40 * 1024 * 1024) }])
    const { address } = expectOk(await here.desk.open(message, 0))
    const server = await served(piecesOf(here), 500)
    const socket = connect(server.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    await once(socket, 'connect')
    socket.on('error', () => undefined)
    socket.pause()
    socket.write(`GET /${address} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    // Read now, it ends long before its end.
    let taken = 0
    socket.on('data', (part) => (taken += part.length))
    socket.resume()
    await once(socket, 'close')
    expect(taken).toBeLessThan(40 * 1024 * 1024)
  })

  it('that is deleted while it is read is cut short, and the browser sees that it is', async () => {
    const bytes = someBytes(4 * MEDIA.CHUNK_BYTES)
    const here = await filedProfile()
    const message = await here.post([{ name: 'a.bin', bytes }])
    const { address } = expectOk(await here.desk.open(message, 0))
    const pieces = piecesOf(here)
    const server = await served(async (...asked) => {
      if (asked[1] > 0) expectOk(here.messenger.delete(message))
      return pieces(...asked)
    })
    await expect(get(server, `/${address}`)).rejects.toThrow('aborted')
  })

  it(`is answered to so many at once and to no more (OPENING.ANSWERS, ${OPENING.ANSWERS})`, async () => {
    const hold = Promise.withResolvers<undefined>()
    let asked = 0
    const server = await served(async () => {
      asked += 1
      return hold.promise
    })
    const address = `/media/${'A'.repeat(43)}`
    const waiting = Array.from({ length: OPENING.ANSWERS }, () => get(server, address))
    await expect.poll(() => asked).toBe(OPENING.ANSWERS)
    expect((await get(server, address)).status).toBe(503)
    hold.resolve(undefined)
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array.from({ length: OPENING.ANSWERS }, () => 404))
    expect((await get(server, address)).status).toBe(404)
  })
})
