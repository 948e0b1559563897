/**
 * Serves the built page: what lies in its folder when the house starts, and nothing else, whatever path is asked for. Text is kept packed
 * after the first who takes it so. The page may load from here only and run nothing that is not a file of it.
 */
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PAGE_TYPES, pageHeaders } from '../../../shared/page-rules/index.ts'

/** Named by their content: another content is another name. */
const HASHED = /^assets\/.+-[\w-]{8,}\.\w+$/

const ALWAYS = pageHeaders({ connect: "'self' ws:", media: "'self' blob:" })

interface PageFile {
  readonly path: string
  readonly type: string
  readonly cache: string
  readonly size: number
  readonly isText: boolean
  packed?: Buffer
}

/** Reads the folder once, here; files that come later are not served. */
export function pageFiles(folder: string): (request: IncomingMessage, response: ServerResponse) => void {
  const files = listed(folder)
  return (request, response) => {
    const isHead = request.method === 'HEAD'
    if (!isHead && request.method !== 'GET') return refuse(response, 405)
    const name = nameIn(request.url ?? '/')
    const file = files.get(name)
    // Browsers ask for it unasked, and complain when it is not there.
    if (file === undefined && name === 'favicon.ico') return refuse(response, 204)
    if (file === undefined) return refuse(response, 404)
    const packed = file.isText && acceptsGzip(request) ? (file.packed ??= gzipSync(readFileSync(file.path))) : undefined
    response.writeHead(200, {
      ...ALWAYS,
      'content-type': file.type,
      'cache-control': file.cache,
      'content-length': packed?.length ?? file.size,
      ...(file.isText && { vary: 'accept-encoding' }),
      ...(packed !== undefined && { 'content-encoding': 'gzip' }),
    })
    if (isHead) response.end()
    else if (packed !== undefined) response.end(packed)
    else
      createReadStream(file.path)
        .on('error', () => response.destroy())
        .pipe(response)
  }
}

function listed(folder: string): ReadonlyMap<string, PageFile> {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const type = PAGE_TYPES[extname(entry.name)]
    // A link could lead anywhere.
    if (!entry.isFile() || type === undefined) continue
    const name = path.slice(join(folder, '/').length).replaceAll('\\', '/')
    const cache = HASHED.test(name) ? 'public, max-age=31536000, immutable' : 'no-cache'
    files.set(name, { path, type, cache, size: statSync(path).size, isText: /charset|wasm/.test(type) })
  }
  return files
}

/** What is asked for, as a name in the list: it is never a path, so there is nothing to climb out of. */
function nameIn(url: string): string {
  const path = url.split(/[?#]/, 1)[0] ?? ''
  return path === '/' ? 'index.html' : path.slice(1)
}

function acceptsGzip(request: IncomingMessage): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(String(request.headers['accept-encoding'] ?? ''))
}

function refuse(response: ServerResponse, code: number): void {
  response.writeHead(code, { ...ALWAYS, 'content-type': 'text/plain; charset=utf-8', ...(code === 405 && { allow: 'GET, HEAD' }) })
  response.end()
}
