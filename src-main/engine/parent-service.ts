/**
 * An engine that serves the process that started it: it is told once what to open, then handed a message port for each page, and told to
 * stop. What it hears is parsed like anything from outside; what cannot be understood is answered with BAD_ARGUMENTS and changes nothing.
 */
import * as v from 'valibot'
import type { Engine, EngineOptions, OpenCode } from './engine-api.ts'
import { createEngine } from './engine.ts'
import { type Port, portChannel } from './rpc/index.ts'

/** What the parent is told. `ready` comes again when the device was replaced (FORK-5): pages have to be attached anew. `failed`: nothing was opened, another `start` may follow. */
export type EngineReport =
  | { readonly type: 'ready'; readonly page: string | undefined }
  | { readonly type: 'failed'; readonly code: OpenCode | 'BAD_ARGUMENTS' | 'INTERNAL' }
  | { readonly type: 'stopped' }

export interface Parent {
  /** Whether messages on its ports come wrapped in events, as Electron's do. */
  readonly wrapsMessages: boolean
  post(report: EngineReport): void
  /** `port`: the message port that came with an order. */
  listen(heard: (order: unknown, port: unknown) => void): void
  /** Nothing follows any more: the process may end. */
  leave(): void
}

const order = v.variant('type', [
  v.strictObject({
    type: v.literal('start'),
    options: v.strictObject({
      profile: v.pipe(v.string(), v.minLength(1)),
      passphrase: v.exactOptional(v.string()),
      network: v.picklist(['on', 'off']),
      listen: v.exactOptional(v.array(v.string())),
      mdns: v.exactOptional(v.boolean()),
      page: v.exactOptional(v.strictObject({ host: v.string(), port: v.number() })),
      local: v.exactOptional(v.boolean()),
    }),
  }),
  v.strictObject({ type: v.literal('attach') }),
  v.strictObject({ type: v.literal('stop') }),
])
export type EngineOrder = v.InferInput<typeof order>

export function serveParent(parent: Parent): void {
  let engine: Engine | undefined
  let starting: Promise<void> | undefined

  async function start(options: EngineOptions): Promise<void> {
    try {
      const created = await createEngine(options)
      if (!created.ok) return parent.post({ type: 'failed', code: created.code })
      engine = created.value
      void gone(engine, options)
      parent.post({ type: 'ready', page: engine.pageUrl() })
    } catch {
      parent.post({ type: 'failed', code: 'INTERNAL' })
    } finally {
      starting = undefined
    }
  }

  /** However it was stopped: by its parent, by a page, by a command. */
  async function gone(running: Engine, options: EngineOptions): Promise<void> {
    if ((await running.stopped) !== 'retired') return leave()
    engine = undefined
    starting = start(options)
  }

  async function stop(): Promise<void> {
    await starting
    if (engine === undefined) leave()
    else await engine.stop()
  }

  function leave(): void {
    parent.post({ type: 'stopped' })
    parent.leave()
  }

  parent.listen((heard, port) => {
    const told = v.safeParse(order, heard)
    if (!told.success) return parent.post({ type: 'failed', code: 'BAD_ARGUMENTS' })
    if (told.output.type === 'stop') return void stop()
    if (told.output.type === 'start') {
      if (starting !== undefined || engine !== undefined) return parent.post({ type: 'failed', code: 'PROFILE_IN_USE' })
      starting = start(told.output.options)
      return
    }
    if (engine === undefined || !isPort(port)) return parent.post({ type: 'failed', code: 'BAD_ARGUMENTS' })
    engine.serve('desktop', portChannel(port, parent.wrapsMessages))
  })
}

function isPort(value: unknown): value is Port {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'start' in value && 'on' in value
}
