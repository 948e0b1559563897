/**
 * Serves the page from out/renderer under a scheme of its own. Every answer carries the content policy: only the page's own files run or
 * style it, nothing is fetched from anywhere else, nobody frames it. A path that leaves the folder, or any other host, is not found.
 */
import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { PAGE_ORIGIN } from '../../shared/bridge/index.ts'

export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}

const HEADERS = {
  'content-security-policy': CONTENT_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

export async function servePage(folder: string, request: { readonly url: string; readonly method: string }): Promise<Response> {
  const file = request.method === 'GET' ? fileFor(folder, request.url) : undefined
  const type = file === undefined ? undefined : TYPES[extname(file)]
  if (file === undefined || type === undefined) return notFound()
  try {
    return new Response(await readFile(file), { headers: { ...HEADERS, 'content-type': type } })
  } catch {
    return notFound()
  }
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
