/**
 * The house's doors: the page server, open from the first moment to the last, and the local socket, open while this house holds the
 * profile's lock. Everybody who comes in speaks the same contract; which kind of caller he is depends on the door.
 */
import type { Clock } from '../../../shared/crypto/index.ts'
import type { MediaPieces } from '../../../shared/page-rules/index.ts'
import { ALLOWED, type CallerKind, type HouseContract, type HouseMethod, type RpcServer } from '../../../shared/rpc/index.ts'
import { type LocalServer, openLocalServer, openWebServer, pageFiles, type WebServer, withMedia } from '../rpc/index.ts'
import { builtPage } from '../built-page.ts'
import type { HostOptions } from './host-api.ts'

export interface Doors {
  /** Does nothing where pages may not come or already may. Rejects with the system's error. */
  openPage(): Promise<void>
  pageUrl(from?: 'here'): string | undefined
  /** Only for whoever holds the profile's lock. */
  openLocal(): Promise<void>
  closeLocal(): Promise<void>
  close(): Promise<void>
}

export interface Admitted {
  readonly kind: CallerKind
  readonly allowed: readonly HouseMethod[]
}

export function admitted(kind: CallerKind): Admitted {
  return { kind, allowed: ALLOWED[kind] }
}

/** `pieces`: of files that were opened, for pages that show them. */
export function createDoors(options: HostOptions, rpc: RpcServer<HouseContract>, clock: Clock, pieces: MediaPieces): Doors {
  const { page, profile } = options
  let web: WebServer | undefined
  let local: LocalServer | undefined

  async function closeLocal(): Promise<void> {
    const open = local
    local = undefined
    await open?.close()
  }

  return {
    async openPage() {
      if (page === undefined || web !== undefined) return
      const { host, orAnyPort = false, files = builtPage() } = page
      const open = (port: number): Promise<WebServer> =>
        openWebServer({
          host,
          port,
          rpc,
          clock,
          admitted: (isThisComputer) => admitted(isThisComputer ? 'browser' : 'phone'),
          ...(files !== undefined && { page: withMedia(pieces, pageFiles(files)) }),
        })
      try {
        web = await open(page.port)
      } catch (cause) {
        if (!orAnyPort || !isPortTaken(cause)) throw cause
        web = await open(0)
      }
    },
    pageUrl: (from) => web?.url(from),
    async openLocal() {
      if (options.local ?? options.network === 'on') local = await openLocalServer(profile, rpc, 'cli', ALLOWED.cli)
    },
    closeLocal,
    async close() {
      await Promise.all([closeLocal(), web?.close()])
    },
  }
}

function isPortTaken(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE'
}
