/**
 * MEDIA-71: files that were opened, for a page in a browser: by their address, whole or a range, piece by piece as fast as the browser takes
 * them. Whoever knows an address may have what is behind it: it was given to somebody who was admitted, and cannot be guessed. Everything else
 * gets the same answer: not found.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { OPENING } from '../../../shared/limits.ts'
import { MEDIA_HEADERS, type MediaPieces, isMediaAddress, isMediaPath, mediaAnswer, pieceLength } from '../../../shared/page-rules/index.ts'

type Serve = (request: IncomingMessage, response: ServerResponse) => void

/** Media by their addresses, and everything else as `page` has it. `stallMs`: how long somebody may take nothing. */
export function withMedia(pieces: MediaPieces, page: Serve, stallMs: number = OPENING.STALL_MS): Serve {
  let open = 0
  return (request, response) => {
    const path = (request.url ?? '').split(/[?#]/, 1)[0]?.slice(1) ?? ''
    if (!isMediaPath(path)) return page(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405)
    if (!isMediaAddress(path)) return refuse(response, 404)
    if (open >= OPENING.ANSWERS) return refuse(response, 503)
    open += 1
    void answer(pieces, path, request, response, stallMs)
      .catch(() => response.destroy())
      .finally(() => (open -= 1))
  }
}

async function answer(
  pieces: MediaPieces,
  address: string,
  request: IncomingMessage,
  response: ServerResponse,
  stallMs: number,
): Promise<void> {
  const looked = await pieces(address, 0, 0)
  if (looked === undefined) return refuse(response, 404)
  const { status, headers, first, length } = mediaAnswer(looked.file, request.headers.range)
  response.writeHead(status, headers)
  if (request.method === 'HEAD' || length === 0) {
    response.end()
    return
  }
  const end = first + length
  for (let at = first; at < end;) {
    const wanted = pieceLength(at, end - at)
    const piece = await pieces(address, at, wanted)
    const bytes = Buffer.from(piece?.bytes ?? '', 'base64')
    // It was deleted, or given up, meanwhile: what was promised does not come, and the browser has to see that.
    if (bytes.length !== wanted || response.destroyed) {
      response.destroy()
      return
    }
    at += bytes.length
    if (!response.write(bytes) && !(await drained(response, stallMs))) return
  }
  response.end()
}

/** False: whoever asked has gone, or has taken nothing for a long while. */
async function drained(response: ServerResponse, stallMs: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const stalled = setTimeout(() => {
    response.destroy()
    resolve(false)
  }, stallMs)
  const goOn = (): void => resolve(true)
  const gone = (): void => resolve(false)
  response.once('drain', goOn)
  response.once('close', gone)
  try {
    return await promise
  } finally {
    clearTimeout(stalled)
    response.off('drain', goOn)
    response.off('close', gone)
  }
}

function refuse(response: ServerResponse, code: number): void {
  response.writeHead(code, {
    ...MEDIA_HEADERS,
    'content-type': 'text/plain; charset=utf-8',
    ...(code === 405 && { allow: 'GET, HEAD' }),
    ...(code === 503 && { 'retry-after': '1' }),
  })
  response.end()
}
