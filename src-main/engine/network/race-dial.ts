/**
 * Dials all ways to a device at once, circuits a moment later, and keeps the first connection whose Noise handshake proves the device. Goes to libp2p's
 * transports directly: its dial queue tries addresses one after another, joins dials of different devices that share an address, and
 * falls back to addresses that peers have told it (p2p.md §4).
 */
import type { Connection, ConnectionEncrypter } from '@libp2p/interface'
import { multiaddr } from '@multiformats/multiaddr'
import type { Multiaddr } from '@multiformats/multiaddr'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { foremostCode } from '../../../shared/reach/index.ts'
import type { Address, ReachCode } from '../../../shared/reach/index.ts'
import { reachCodeOf } from './failure.ts'
import { peerIdOf } from './peer-id.ts'

export interface DialOptions {
  readonly signal: AbortSignal
  readonly host?: string
  /** Calls from this port of ours instead of any. */
  readonly localPort?: number
  /** False: the other side, which calls at the same time, opens the encryption. */
  readonly initiator?: boolean
}

/** The one thing asked of libp2p's transports. `host` overrides what the multiaddr says, see `dialOne`. */
export interface Dialler {
  dial(address: Multiaddr, options: DialOptions): Promise<Connection>
}

/** One address to try. Of a circuit, `prepare` makes sure of the relay first. */
export interface Way {
  readonly address: Address
  prepare?(signal: AbortSignal): Promise<void>
}

export type RaceResult =
  | { readonly ok: true; readonly connection: Connection; readonly address: Address }
  | { readonly ok: false; readonly code: ReachCode }

/** Never rejects. Ends when one address worked, all failed, the time is up, or `signal` says so (`cancelled`). */
export async function raceDial(dialler: Dialler, device: DeviceId, ways: readonly Way[], signal: AbortSignal): Promise<RaceResult> {
  if (signal.aborted) return { ok: false, code: 'cancelled' }
  const runners = new Set<AbortController>()
  const stopAll = (reason: Error): void => {
    for (const runner of runners) runner.abort(reason)
  }
  const onAbort = (): void => stopAll(new RaceLost())
  signal.addEventListener('abort', onAbort, { once: true })
  const direct = ways.filter(({ address }) => address.relay === undefined).length
  const isMixed = direct > 0 && direct < ways.length
  const patience = RESOURCE.DIAL_TIMEOUT_MS + (isMixed ? RESOURCE.CIRCUIT_HEAD_START_MS : 0)
  const timer = setTimeout(() => stopAll(new DialTimeout()), patience)
  const head = headStart(direct, RESOURCE.CIRCUIT_HEAD_START_MS)

  const codes: ReachCode[] = []
  /** Of WebSockets: the platform's own never tells why it failed, so their word counts only where nobody else has one. */
  const vague: ReachCode[] = []
  let winner: RaceResult | undefined
  await Promise.all(
    ways.map(async ({ address, prepare }) => {
      const runner = new AbortController()
      runners.add(runner)
      try {
        if (address.relay !== undefined) {
          await head.over
          runner.signal.throwIfAborted()
          await prepare?.(runner.signal)
        }
        const connection = await dialOne(dialler, device, address, runner.signal)
        // The socket stays bound to its signal for life: the winner's may never be aborted any more.
        runners.delete(runner)
        if (winner !== undefined || runner.signal.aborted) return connection.abort(new RaceLost())
        winner = { ok: true, connection, address }
        stopAll(new RaceLost())
      } catch (error) {
        runners.delete(runner)
        const code = reachCodeOf(error)
        // Of a circuit too: what the relay could not do says little about the device behind it.
        const isVague = address.relay !== undefined || (code === 'closed' && address.carrier !== 'tcp')
        ;(isVague ? vague : codes).push(code)
        if (address.relay === undefined) head.failed()
      }
    }),
  )
  clearTimeout(timer)
  head.end()
  signal.removeEventListener('abort', onAbort)
  if (winner !== undefined) return winner
  return { ok: false, code: signal.aborted ? 'cancelled' : foremostCode(codes.length > 0 ? codes : vague) }
}

/** REACH-14: over after the time, or as soon as all direct addresses have failed. */
function headStart(direct: number, ms: number): { readonly over: Promise<void>; failed(): void; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let left = direct
  if (left === 0) resolve()
  const timer = setTimeout(resolve, ms)
  return {
    over: promise,
    failed() {
      left -= 1
      if (left === 0) resolve()
    },
    end: () => clearTimeout(timer),
  }
}

const wrongPeers = new WeakSet<AbortSignal>()

/**
 * Noise, with a memory of handshakes that ended because another device answered: libp2p's upgrader turns that into an error that can be
 * told from others by its text only. The expected key is checked by Noise before our identity is sent (SYNC-15).
 */
export function notingWrongPeers<T extends ConnectionEncrypter>(encrypter: T): ConnectionEncrypter {
  return {
    protocol: encrypter.protocol,
    secureInbound: (connection, options) => encrypter.secureInbound(connection, options),
    async secureOutbound(connection, options) {
      try {
        return await encrypter.secureOutbound(connection, options)
      } catch (error) {
        if (options?.signal !== undefined && error instanceof Error && error.name === 'UnexpectedPeerError') wrongPeers.add(options.signal)
        throw error
      }
    },
  }
}

/** One address; rejects with what went wrong. */
export async function dialOne(dialler: Dialler, device: DeviceId, address: Address, signal: AbortSignal): Promise<Connection> {
  try {
    const target = multiaddr(address.text).encapsulate(`/p2p/${peerIdOf(device).toString()}`)
    // The TCP transport forgets the zone of a link-local address; as a host name the system understands it.
    const host = address.zone === undefined ? {} : { host: `${address.host}%${address.zone}` }
    return await rejectOnAbort(dialler.dial(target, { signal, ...host }), signal)
  } catch (error) {
    if (wrongPeers.has(signal)) throw new WrongPeer()
    throw signal.aborted ? signal.reason : error
  }
}

/** Some steps of an upgrade do not watch their signal; a connection that comes too late is dropped. */
function rejectOnAbort(dialling: Promise<Connection>, signal: AbortSignal): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new RaceLost())
      dialling.then(
        (late) => late.abort(new RaceLost()),
        () => undefined,
      )
    }
    signal.addEventListener('abort', onAbort, { once: true })
    dialling.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
    if (signal.aborted) onAbort()
  })
}

class DialTimeout extends Error {
  override readonly name = 'TimeoutError'
}

class WrongPeer extends Error {
  override readonly name = 'UnexpectedPeerError'
}

class RaceLost extends Error {
  override readonly name = 'RaceLost'
}
