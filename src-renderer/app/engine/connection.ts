/**
 * The one connection to the engine, for as long as the page lives: opens it, says hello, listens to events, and when it ends tries again,
 * first at once and then ever later, at most every five seconds. Calls made in between get the code DISCONNECTED; nothing waits unseen.
 */
import {
  type Answer,
  createRpcClient,
  type EngineClient,
  type HouseEvent,
  type InputOf,
  type Lagged,
  type MethodName,
  type OutputOf,
} from '../../../shared/rpc/index.ts'
import type { HouseContract } from '../../../shared/rpc/index.ts'
import type { Platform } from '../../platform/index.ts'

export type ConnectionState =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'open' }
  /** Was open, or could not be opened: the next try is on its way. */
  | { readonly phase: 'lost' }
  /** The engine does not know this page: a new address is needed. */
  | { readonly phase: 'refused'; readonly code: string }

export interface ConnectionHandlers {
  state(state: ConnectionState): void
  event(event: HouseEvent | Lagged): void
}

export interface Connection {
  call<M extends MethodName<HouseContract>>(
    method: M,
    input?: InputOf<HouseContract, M>,
    timeoutMs?: number,
  ): Promise<Answer<OutputOf<HouseContract, M>>>
}

const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 5_000
const SLOWER = 1.6

export function connect(platform: Platform, handlers: ConnectionHandlers): Connection {
  let client: EngineClient | undefined
  void keepOpen()

  async function keepOpen(): Promise<void> {
    let wait = FIRST_WAIT_MS
    handlers.state({ phase: 'connecting' })
    for (;;) {
      const ended = await once()
      if (ended === 'refused') await platform.renewed()
      if (ended === 'was open') wait = FIRST_WAIT_MS
      await new Promise((resolve) => setTimeout(resolve, wait))
      wait = Math.min(LONGEST_WAIT_MS, wait * SLOWER)
    }
  }

  /** One connection from its beginning to its end. */
  async function once(): Promise<'refused' | 'was open' | 'never open'> {
    const channel = await platform.open().catch(() => undefined)
    if (channel === undefined) {
      handlers.state({ phase: 'lost' })
      return 'never open'
    }
    const opened: EngineClient = createRpcClient(channel)
    const hello = await opened.hello(platform.token())
    if (!hello.ok) {
      opened.close()
      const isFinal = hello.error.code === 'BAD_TOKEN' || hello.error.code === 'VERSION'
      handlers.state(isFinal ? { phase: 'refused', code: hello.error.code } : { phase: 'lost' })
      return isFinal ? 'refused' : 'never open'
    }
    if (hello.value.session !== undefined) platform.keepToken(hello.value.session)
    const subscribed = await opened.subscribe(handlers.event)
    if (subscribed.ok) {
      client = opened
      handlers.state({ phase: 'open' })
      await opened.ended
    }
    client = undefined
    opened.close()
    handlers.state({ phase: 'lost' })
    return 'was open'
  }

  return {
    call: async (method, input, timeoutMs) =>
      client === undefined
        ? { ok: false, error: { code: 'DISCONNECTED', message: 'not connected' } }
        : client.call(method, input, timeoutMs),
  }
}
