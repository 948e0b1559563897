/** SHELL-10: files that were opened, for the page of the window: as a browser gets them (MEDIA-71), piece by piece as it takes them. */
import { MEDIA_HEADERS, type MediaPieces, isMediaAddress, mediaAnswer, pieceLength } from '../../shared/page-rules/index.ts'

export interface MediaRequest {
  readonly method: string
  readonly headers: { get(name: string): string | null }
}

/** `address`: the path that was asked for, without the stroke at its start. */
export async function serveMedia(pieces: MediaPieces, address: string, { method, headers }: MediaRequest): Promise<Response> {
  const isHead = method === 'HEAD'
  const looked = (method === 'GET' || isHead) && isMediaAddress(address) ? await pieces(address, 0, 0) : undefined
  if (looked === undefined) return new Response('', { status: 404, headers: MEDIA_HEADERS })
  const { status, headers: answered, first, length } = mediaAnswer(looked.file, headers.get('range') ?? undefined)
  const body = isHead || length === 0 ? null : bodyOf(pieces, address, first, first + length)
  return new Response(body, { status, headers: answered })
}

/** Read when it is wanted, and no more once nobody wants it. */
function bodyOf(pieces: MediaPieces, address: string, first: number, end: number): ReadableStream<Uint8Array> {
  let at = first
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const wanted = pieceLength(at, end - at)
        const piece = await pieces(address, at, wanted)
        const bytes = Buffer.from(piece?.bytes ?? '', 'base64')
        // It was deleted, or given up, meanwhile: the page has to see that it is cut short.
        if (bytes.length !== wanted) return controller.error(new Error('the file went away'))
        at += bytes.length
        controller.enqueue(new Uint8Array(bytes))
        if (at >= end) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
