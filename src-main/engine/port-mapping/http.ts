/** Small documents from the router: over plain HTTP, from the one address it announced, no redirects, no more than a bound. */
import { RESOURCE } from '../../../shared/limits.ts'

/** The text of the answer; undefined for any failure, whatever the router did. */
export async function fetchText(
  url: URL,
  init: { readonly method?: 'POST'; readonly headers?: Record<string, string>; readonly body?: string } = {},
  signal?: AbortSignal,
): Promise<string | undefined> {
  const patience = AbortSignal.timeout(RESOURCE.ROUTER_ANSWER_MS)
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
    })
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      return undefined
    }
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of response.body) {
      size += part.length
      if (size > RESOURCE.ROUTER_ANSWER_BYTES) return undefined
      parts.push(part)
    }
    return Buffer.concat(parts).toString('utf8')
  } catch {
    return undefined
  }
}
