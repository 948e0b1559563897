/**
 * A house that serves the process that started it: it is told once which profile is its own, handed a message port for each page, told
 * what happens to the computer, and told to stop. What it hears is parsed like anything from outside; what cannot be understood is
 * answered with BAD_ARGUMENTS and changes nothing.
 */
import * as v from 'valibot'
import { type Port, portChannel } from '../../shared/rpc/index.ts'
import { createHost, type Host } from './host/index.ts'
import { keepInMemory } from './memory-profile.ts'
import { defaultProfileFolder } from './profile/index.ts'

/** What the parent is told. `ready`: the house stands, in whatever phase; pages ask `host.state`. `failed`: an order was not carried out. */
export type HouseReport =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly code: 'BAD_ARGUMENTS' | 'PROFILE_IN_USE' }
  | { readonly type: 'stopped' }

export interface Parent {
  /** Whether messages on its ports come wrapped in events, as Electron's do. */
  readonly wrapsMessages: boolean
  post(report: HouseReport): void
  /** `port`: the message port that came with an order. */
  listen(heard: (order: unknown, port: unknown) => void): void
  /** Nothing follows any more: the process may end. */
  leave(): void
}

const order = v.variant('type', [
  v.strictObject({
    type: v.literal('start'),
    options: v.strictObject({
      /** Default: where this system keeps the data of programs. */
      profile: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
      passphrase: v.exactOptional(v.string()),
      network: v.picklist(['on', 'off']),
      listen: v.exactOptional(v.array(v.string())),
      mdns: v.exactOptional(v.boolean()),
      page: v.exactOptional(v.strictObject({ host: v.string(), port: v.number(), files: v.exactOptional(v.string()) })),
      local: v.exactOptional(v.boolean()),
      language: v.exactOptional(v.picklist(['ko', 'en'])),
      /** Nothing of the profile is ever on the disk, and it ends with this process. */
      store: v.exactOptional(v.literal('memory')),
    }),
  }),
  /** `shell`: the port is the parent's own, and no page's. */
  v.strictObject({ type: v.literal('attach'), as: v.exactOptional(v.literal('shell')) }),
  v.strictObject({ type: v.literal('system'), event: v.picklist(['lock', 'unlock', 'sleep', 'wake']) }),
  v.strictObject({ type: v.literal('stop') }),
])
export type HouseOrder = v.InferInput<typeof order>

interface Guest {
  readonly port: Port
  readonly kind: 'desktop' | 'shell'
}

export function serveParent(parent: Parent): void {
  let host: Host | undefined
  /** Pages that came before there was a house. */
  let early: readonly Guest[] = []

  const welcome = (to: Host, { port, kind }: Guest): void => void to.serve(kind, portChannel(port, parent.wrapsMessages))

  /** However it was stopped: by its parent, by a page, by a command. */
  async function leave(): Promise<void> {
    await host?.stopped
    parent.post({ type: 'stopped' })
    parent.leave()
  }

  parent.listen((heard, port) => {
    const told = v.safeParse(order, heard)
    if (!told.success) return parent.post({ type: 'failed', code: 'BAD_ARGUMENTS' })
    switch (told.output.type) {
      case 'start': {
        if (host !== undefined) return parent.post({ type: 'failed', code: 'PROFILE_IN_USE' })
        const { profile = defaultProfileFolder(), store, ...options } = told.output.options
        if (store === 'memory') keepInMemory(profile)
        host = createHost({ ...options, profile, relay: true })
        for (const one of early) welcome(host, one)
        early = []
        parent.post({ type: 'ready' })
        return void leave()
      }
      case 'attach': {
        if (!isPort(port)) return parent.post({ type: 'failed', code: 'BAD_ARGUMENTS' })
        const guest: Guest = { port, kind: told.output.as ?? 'desktop' }
        if (host === undefined) early = [...early, guest]
        else welcome(host, guest)
        return undefined
      }
      case 'system':
        return void host?.system(told.output.event)
      case 'stop':
        return void (host === undefined ? leave() : host.stop())
    }
  })
}

function isPort(value: unknown): value is Port {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'start' in value && 'on' in value
}
