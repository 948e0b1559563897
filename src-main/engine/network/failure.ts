/**
 * Errors of the operating system and of libp2p as our codes (docs/spec/reach.md). By `code` and `name` only, never by message; what we
 * do not know is `closed`, and nothing here throws.
 */
import type { LocalCode, ReachCode } from '../../../shared/reach/index.ts'

/** Why a dial failed. Errors that wrap several give the most telling one's code to the caller's `foremostCode`. */
export function reachCodeOf(error: unknown): ReachCode {
  for (const key of causes(error)) {
    const code = DIAL_CODES[key]
    if (code !== undefined) return code
  }
  return 'closed'
}

/** Why listening or announcing failed. */
export function localCodeOf(error: unknown): LocalCode {
  for (const key of causes(error)) {
    const code = LISTEN_CODES[key]
    if (code !== undefined) return code
  }
  return 'bad-address'
}

const DIAL_CODES: Readonly<Record<string, ReachCode>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  // The last router, or ARP, found nobody at that address.
  EHOSTUNREACH: 'timeout',
  EHOSTDOWN: 'timeout',
  TimeoutError: 'timeout',
  ENETUNREACH: 'no-route',
  ENETDOWN: 'no-route',
  EADDRNOTAVAIL: 'no-route',
  EAFNOSUPPORT: 'no-route',
  ENODEV: 'no-route',
  ENOTFOUND: 'no-address',
  EAI_AGAIN: 'no-address',
  TransportUnavailableError: 'no-address',
  EACCES: 'denied',
  EPERM: 'denied',
  UnexpectedPeerError: 'wrong-peer',
  InvalidPeerIdError: 'wrong-peer',
  UnsupportedProtocolError: 'not-ours',
  ConnectionInterceptedError: 'blocked',
  NotStartedError: 'stopped',
}

const LISTEN_CODES: Readonly<Record<string, LocalCode>> = {
  EADDRINUSE: 'port-taken',
  EACCES: 'not-permitted',
  EPERM: 'not-permitted',
  EADDRNOTAVAIL: 'bad-address',
  EAFNOSUPPORT: 'bad-address',
  EINVAL: 'bad-address',
  ENODEV: 'no-interface',
  ENETDOWN: 'no-interface',
  ENETUNREACH: 'multicast-blocked',
}

/** Codes and names of the error and of what it wraps, outermost first. */
function* causes(error: unknown): Generator<string> {
  let current = error
  for (let depth = 0; depth < 8 && typeof current === 'object' && current !== null; depth += 1) {
    if ('code' in current && typeof current.code === 'string') yield current.code
    if ('name' in current && typeof current.name === 'string') yield current.name
    if (current instanceof AggregateError) current = current.errors[0]
    else if ('cause' in current) current = current.cause
    else if ('error' in current) current = current.error
    else return
  }
}
