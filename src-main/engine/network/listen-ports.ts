/**
 * The ports a profile listens on stay the same, so that last known addresses keep working. When another program holds one, the next free
 * one is taken and the status says so. All addresses of one kind (tcp, ws) share a port number: announcements name one of each.
 */
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { RESOURCE } from '../../../shared/limits.ts'
import type { LocalCode } from '../../../shared/reach/index.ts'
import { localCodeOf } from './failure.ts'

export interface ListenState {
  /** As asked for. */
  readonly wanted: string
  /** With the port that was taken; undefined when this address cannot be listened on. */
  readonly actual: string | undefined
  /** `port-taken` beside an actual address: another port than the wanted one. */
  readonly code: LocalCode | undefined
}

/**
 * Finds ports for `/ip4|ip6/HOST/tcp/PORT[/ws]` texts; port 0 means any. What this computer cannot listen on at all (no IPv6, not its
 * address) comes back without an actual address.
 */
export async function chooseListenPorts(wanted: readonly string[]): Promise<readonly ListenState[]> {
  const states = new Map<string, ListenState>()
  const used = new Set<number>()
  for (const group of groupsOf(wanted)) {
    for (const state of await chooseForGroup(group, used)) states.set(state.wanted, state)
  }
  return wanted.map((text) => states.get(text) ?? { wanted: text, actual: undefined, code: 'bad-address' })
}

interface ListenAddress {
  readonly text: string
  readonly kind: string
  readonly host: string
  readonly port: number
  readonly suffix: string
}

async function chooseForGroup(group: readonly ListenAddress[], used: Set<number>): Promise<readonly ListenState[]> {
  const refused = new Map<string, LocalCode>()
  const wantedPort = group[0]?.port ?? 0
  let port = wantedPort
  for (let tries = 0; tries <= RESOURCE.PORT_TRIES; tries += 1) {
    // After enough neighbours: whatever the system gives.
    if (tries === RESOURCE.PORT_TRIES) port = 0
    const open = group.filter(({ text }) => !refused.has(text))
    const outcome = used.has(port) ? { code: 'port-taken' as const } : await tryPort(open, port)
    if ('port' in outcome) {
      used.add(outcome.port)
      const moved = wantedPort !== 0 && outcome.port !== wantedPort ? 'port-taken' : undefined
      return group.map(({ text, kind, host, suffix }) => {
        const code = refused.get(text)
        return code === undefined
          ? { wanted: text, actual: `/${kind}/${host}/tcp/${outcome.port}${suffix}`, code: moved }
          : { wanted: text, actual: undefined, code }
      })
    }
    if ('address' in outcome) refused.set(outcome.address, outcome.code)
    else port = port === 0 ? 0 : (port + 1) % 65_536
  }
  return group.map(({ text }) => ({ wanted: text, actual: undefined, code: refused.get(text) ?? 'port-taken' }))
}

type PortOutcome = { readonly port: number } | { readonly code: LocalCode } | { readonly code: LocalCode; readonly address: string }

/** Listens on all addresses at once and lets go again: the port is free on each, or the first obstacle. */
async function tryPort(addresses: readonly ListenAddress[], wanted: number): Promise<PortOutcome> {
  const servers: Server[] = []
  let port = wanted
  try {
    for (const { host, kind, text } of addresses) {
      const outcome = await listen(host, port, kind === 'ip6')
      if ('code' in outcome) return outcome.code === 'port-taken' ? outcome : { code: outcome.code, address: text }
      servers.push(outcome.server)
      port = outcome.port
    }
    return { port }
  } finally {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  }
}

function listen(host: string, port: number, ipv6Only: boolean): Promise<{ server: Server; port: number } | { code: LocalCode }> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => resolve({ code: localCodeOf(error) }))
    server.listen({ host, port, ipv6Only, exclusive: true }, () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address !== null ? address.port : port })
    })
  })
}

function groupsOf(wanted: readonly string[]): Iterable<readonly ListenAddress[]> {
  const groups = new Map<string, ListenAddress[]>()
  for (const text of new Set(wanted)) {
    const match = /^\/(ip4|ip6)\/([0-9a-fA-F.:]+)\/tcp\/(\d{1,5})(\/ws)?$/.exec(text)
    if (match === null || Number(match[3]) > 65_535) continue
    const [, kind = '', host = '', port, suffix = ''] = match
    const key = `${port}${suffix}`
    groups.set(key, [...(groups.get(key) ?? []), { text, kind, host, port: Number(port), suffix }])
  }
  return groups.values()
}
