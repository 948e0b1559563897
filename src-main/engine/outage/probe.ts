/**
 * One question to one host (OUT-3): its name is looked up, a connection opened, hands shaken, and let go without a word more. Nothing is sent
 * that says who asks: no request, no certificate, no session of before, the name of the host itself and nothing else. A wrong certificate is an
 * answer too: what is asked is whether anybody is there. Never rejects; whoever aborts has no socket left.
 */
import { Resolver } from 'node:dns/promises'
import { connect } from 'node:tls'
import { OUTAGE } from '../../../shared/limits.ts'
import type { Distance, ProbeOutcome, ProbeResult, WatchedHost } from '../../../shared/outage/index.ts'
import { ipScope, parseIp } from '../../../shared/reach/index.ts'

/** The addresses of a name; throws an error with a code of c-ares. */
export type Resolve = (host: string, signal: AbortSignal) => Promise<readonly string[]>

export interface ProbeOptions {
  readonly resolve: Resolve
  /** A preset lives in the world: an address within our networks is somebody else's answer (OUT-3). Hosts a person typed may be anywhere. */
  readonly isPreset: boolean
  readonly signal: AbortSignal
}

/** What the system's resolver says; made anew each time, because networks change. */
export const systemResolve: Resolve = (host, signal) => resolveBy(new Resolver({ timeout: OUTAGE.DNS_MS, tries: 1 }), host, signal)

export async function resolveBy(resolver: Resolver, host: string, signal: AbortSignal): Promise<readonly string[]> {
  const cancel = (): void => resolver.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    signal.throwIfAborted()
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
    const found = [...(four.status === 'fulfilled' ? four.value : []), ...(six.status === 'fulfilled' ? six.value : [])]
    if (found.length === 0 && four.status === 'rejected') throw four.reason
    return found
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

export async function probe({ host, port }: WatchedHost, { resolve, isPreset, signal }: ProbeOptions): Promise<ProbeResult> {
  const literal = parseIp(host)
  let addresses: readonly string[] = [host]
  if (literal === undefined) {
    try {
      addresses = await resolve(host, signal)
    } catch (error) {
      return { outcome: NO_NAME.has(codeOf(error)) ? 'no-name' : 'no-resolver', distance: 2 }
    }
  }
  let last: ProbeResult = { outcome: 'no-name', distance: 2 }
  for (const address of addresses.slice(0, OUTAGE.ADDRESSES_TRIED)) {
    const distance = distanceOf(address)
    if (distance === -1 || (isPreset && distance < 2)) {
      last = { outcome: 'elsewhere', distance: 2 }
      continue
    }
    last = { outcome: await shakeHands({ address, port, name: literal === undefined ? host : undefined, signal }), distance }
    if (last.outcome === 'up' || signal.aborted) return last
  }
  return last
}

export function distanceOf(address: string): Distance {
  const ip = parseIp(address)
  const scope = ip === undefined ? 'unusable' : ipScope(ip)
  return scope === 'unusable' ? -1 : scope === 'loopback' ? 0 : scope === 'public' ? 2 : 1
}

interface Handshake {
  readonly address: string
  readonly port: number
  readonly name: string | undefined
  readonly signal: AbortSignal
}

function shakeHands({ address, port, name, signal }: Handshake): Promise<ProbeOutcome> {
  if (signal.aborted) return Promise.resolve('silent')
  return new Promise((resolve) => {
    // Reachability is the question, not identity: nothing is sent or believed after this.
    const socket = connect({ host: address, port, rejectUnauthorized: false, ...(name !== undefined && { servername: name }) })
    const end = (outcome: ProbeOutcome): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      socket.destroy()
      resolve(outcome)
    }
    const onAbort = (): void => end('silent')
    const timer = setTimeout(() => end('silent'), OUTAGE.CONNECT_MS)
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('secureConnect', () => end('up'))
    socket.on('error', (error) => end(outcomeOf(codeOf(error))))
    socket.once('end', () => end('reset'))
  })
}

/** By codes, never by texts. An alert is a word of TLS: somebody is there. Another protocol is not the service. */
function outcomeOf(code: string): ProbeOutcome {
  if (code === 'ECONNREFUSED') return 'refused'
  if (code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL' || code === 'ENETDOWN') return 'no-route'
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'EHOSTDOWN') return 'silent'
  if (/^ERR_SSL_.*ALERT/.test(code)) return 'up'
  return code.startsWith('ERR_SSL_') || code === 'EPROTO' ? 'elsewhere' : 'reset'
}

const NO_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'ESERVFAIL', 'EREFUSED', 'EBADNAME'])

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
