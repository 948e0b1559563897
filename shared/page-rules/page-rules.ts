/**
 * What the page may load and do, said once for both who serve it: the page server of a house and the window's own scheme. Only the page's own
 * files run or style it, nothing is fetched from elsewhere, nobody frames it.
 */

/** What differs by carrier: where a page may connect to, and play from. */
export interface PageSources {
  readonly connect: string
  readonly media: string
}

/** The content security policy. */
export function pagePolicy({ connect, media }: PageSources): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src ${connect}`,
    `media-src ${media}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** On every answer, refusals included. */
export function pageHeaders(sources: PageSources) {
  return {
    'content-security-policy': pagePolicy(sources),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  } as const
}

/** By the end of a file's name; what is not here is not served. */
export const PAGE_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
}
