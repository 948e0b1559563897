/**
 * Serves the page from out/renderer under a scheme of its own. Every answer carries the content policy: only the page's own files run or
 * style it, nothing is fetched from anywhere else, nobody frames it. A path that leaves the folder, or any other host, is not found.
 */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { PAGE_ORIGIN } from '../../shared/bridge/index.ts'
import { isMediaPath, type MediaPieces, pageHeaders, pagePolicy, PAGE_TYPES } from '../../shared/page-rules/index.ts'
import { type MediaRequest, serveMedia } from './media-server.ts'

const SOURCES = { connect: "'self'", media: "'self' blob:" } as const
export const CONTENT_POLICY = pagePolicy(SOURCES)
const HEADERS = pageHeaders(SOURCES)

export async function servePage(folder: string, request: MediaRequest & { readonly url: string }, pieces: MediaPieces): Promise<Response> {
  const path = pathOf(request.url)
  if (path !== undefined && isMediaPath(path)) return serveMedia(pieces, path, request)
  const file = request.method === 'GET' ? fileFor(folder, request.url) : undefined
  const type = file === undefined ? undefined : PAGE_TYPES[extname(file)]
  if (file === undefined || type === undefined) return notFound()
  try {
    return new Response(await readFile(file), { headers: { ...HEADERS, 'content-type': type } })
  } catch {
    return notFound()
  }
}

/** As it was asked for, without the stroke at its start; undefined: of another host. */
function pathOf(url: string): string | undefined {
  return url.startsWith(`${PAGE_ORIGIN}/`) && URL.canParse(url) ? new URL(url).pathname.slice(1) : undefined
}

/** Undefined for what is not inside the folder, however it is spelled. */
export function fileFor(folder: string, url: string): string | undefined {
  if (!url.startsWith(`${PAGE_ORIGIN}/`)) return undefined
  try {
    const path = decodeURIComponent(new URL(url).pathname)
    if (path.includes('\0') || path.includes('\\')) return undefined
    const file = normalize(join(folder, path === '/' ? 'index.html' : path))
    return file.startsWith(folder + sep) ? file : undefined
  } catch {
    return undefined
  }
}

function notFound(): Response {
  return new Response('', { status: 404, headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' } })
}
