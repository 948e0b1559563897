/**
 * The engine's doors: everything through which somebody may call it. Opened last at the start, when all behind them stands, and closed
 * first, so that nobody is let into a half-built house.
 */
import type { Clock } from '../../shared/crypto/index.ts'
import type { Messenger } from '../../shared/messenger/index.ts'
import {
  type CallerKind,
  channelPair,
  createRpcClient,
  createRpcServer,
  type EngineClient,
  ENGINE_OWNER,
  ENGINE_PHONE,
  engineContract,
  type EngineContract,
  type EngineEvent,
  type RpcChannel,
} from '../../shared/rpc/index.ts'
import { type EngineActs, engineHandlers, type LocalServer, openLocalServer, openWebServer, type WebServer } from './rpc/index.ts'

export interface DoorsOptions {
  readonly messenger: Messenger
  readonly acts: EngineActs
  readonly events: (listener: (event: EngineEvent) => void) => () => void
  readonly version: string
  readonly clock: Clock
  readonly onFault: (method: string, cause: unknown) => void
  readonly onRefusal: (code: string) => void
}

export interface Doors {
  openLocal(profile: string): Promise<void>
  openPage(host: string, port: number): Promise<void>
  pageUrl(): string | undefined
  attach(kind: CallerKind): Promise<EngineClient>
  serve(kind: CallerKind, channel: RpcChannel): () => void
  close(): Promise<void>
}

export function createDoors(options: DoorsOptions): Doors {
  const { clock, version, events, onFault, onRefusal } = options
  const handlers = engineHandlers(options.messenger, options.acts)
  const rpc = createRpcServer<EngineContract, EngineEvent>({
    contract: engineContract,
    handlers,
    events,
    version,
    clock,
    onFault,
    onRefusal,
  })
  let local: LocalServer | undefined
  let web: WebServer | undefined
  return {
    async openLocal(profile) {
      local = await openLocalServer(profile, rpc, 'cli', ENGINE_OWNER)
    },
    async openPage(host, port) {
      web = await openWebServer({ host, port, rpc, allowed: ENGINE_PHONE, clock })
    },
    pageUrl: () => web?.url(),
    async attach(kind) {
      const [ours, theirs] = channelPair()
      rpc.serve(theirs, { kind, allowed: kind === 'phone' ? ENGINE_PHONE : ENGINE_OWNER })
      const client: EngineClient = createRpcClient(ours)
      await client.hello()
      return client
    },
    serve: (kind, channel) => rpc.serve(channel, { kind, allowed: kind === 'phone' ? ENGINE_PHONE : ENGINE_OWNER }),
    async close() {
      rpc.close()
      await Promise.all([local?.close(), web?.close()])
    },
  }
}
