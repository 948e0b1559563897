/** Where `serve` lets pages in: what `--page` says, else on this computer only, when there is a built page to show. */
import { builtPage } from '../engine/index.ts'
import { UsageFailure } from './failure.ts'

export interface PagePlace {
  readonly host: string
  readonly port: number
  /** Another port will do where this one is taken: nobody asked for it. */
  readonly orAnyPort?: boolean
}

/** Told apart from others, so that a bookmark keeps working. */
const USUAL_PORT = 7466

/** Whether somebody at this computer can open it: only such a page may begin. */
export function isOpenHere(place: PagePlace | undefined): boolean {
  return place !== undefined && /^(?:127\..*|0\.0\.0\.0|::1?|localhost)$/.test(place.host)
}

export function pagePlace(said: string | undefined): PagePlace | undefined {
  if (said === 'off') return undefined
  if (said === undefined) return builtPage() === undefined ? undefined : { host: '127.0.0.1', port: USUAL_PORT, orAnyPort: true }
  const [, host, port] = /^(\[[0-9a-fA-F:.]+\]|[^:[\]\s]+):(\d{1,5})$/.exec(said) ?? []
  if (host === undefined || port === undefined || Number(port) > 65_535) {
    throw new UsageFailure({ en: '--page is HOST:PORT or off.', ko: '--page는 HOST:PORT 또는 off예요.' })
  }
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) }
}
