/**
 * How a file that was opened is answered to a page, said once for both who serve it (MEDIA-71). Whatever the file is, it is nothing a browser
 * runs: only pictures, films and sound keep their type, the rest is bytes to be saved, and what is opened as a page of its own is in a sandbox
 * that may do nothing. No cache keeps it: on the disk it lies sealed.
 */
import { MEDIA, RPC } from '../limits.ts'

/** What is said of a file when it is asked for. */
export interface ServedFile {
  /** Safe as the name of a file. */
  readonly name: string
  readonly type: string
  readonly sort: string
  readonly size: number
}

export interface MediaAnswer {
  readonly status: 200 | 206 | 416
  readonly headers: Readonly<Record<string, string>>
  /** Of the bytes to be given; none: `length` 0. */
  readonly first: number
  readonly length: number
}

/** Of an address under the page's origin: `media/` and 32 random bytes as base64url. */
const ADDRESS = /^media\/[\w-]{43}$/
const PLAYED: ReadonlySet<string> = new Set(['photo', 'video', 'voice', 'audio'])
const PLAIN_BYTES = 'application/octet-stream'

/** On every answer about media, refusals included. */
export const MEDIA_HEADERS = {
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

/** Whether a path, without a stroke at its start, is asked for as media at all. */
export function isMediaPath(path: string): boolean {
  return path === 'media' || path.startsWith('media/')
}

export function isMediaAddress(path: string): boolean {
  return ADDRESS.test(path)
}

/** `range`: the header, if there is one. */
export function mediaAnswer({ name, type, sort, size }: ServedFile, range: string | undefined): MediaAnswer {
  const isPlayed = PLAYED.has(sort)
  const headers = {
    ...MEDIA_HEADERS,
    'accept-ranges': 'bytes',
    'content-type': isPlayed ? type : PLAIN_BYTES,
    'content-disposition': disposition(isPlayed ? 'inline' : 'attachment', name),
  }
  const asked = rangeOf(range, size)
  if (asked === 'none') return { status: 200, headers: { ...headers, 'content-length': String(size) }, first: 0, length: size }
  if (asked === 'unsatisfiable') {
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}`, 'content-length': '0' }, first: 0, length: 0 }
  }
  const { first, last } = asked
  const length = last - first + 1
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${first}-${last}/${size}`, 'content-length': String(length) },
    first,
    length,
  }
}

/** How much to ask for at `at` of what is left: pieces end where chunks do, so that none is opened twice. */
export function pieceLength(at: number, left: number): number {
  const most = RPC.BUNDLE_CHUNK_BYTES - (at % MEDIA.CHUNK_BYTES)
  return Math.min(left, most)
}

/** One range of bytes; several of them in one question are none that can be had. What is no range is as if it were not there (RFC 9110, 14.2). */
function rangeOf(header: string | undefined, size: number): { readonly first: number; readonly last: number } | 'none' | 'unsatisfiable' {
  const set = /^bytes=(.*)$/is.exec(header?.trim() ?? '')?.[1]
  if (set === undefined) return 'none'
  if (set.includes(',')) return 'unsatisfiable'
  const [, from = '', to = ''] = /^\s*(\d*)-(\d*)\s*$/.exec(set) ?? []
  if (from === '' && to === '') return 'none'
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { first: size - length, last: size - 1 }
  }
  const first = Number(from)
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < first) return 'none'
  return first < size ? { first, last } : 'unsatisfiable'
}

/** RFC 6266: the name in UTF-8, and before it what is left of it in letters that every header may hold. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
