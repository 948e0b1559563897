/**
 * Who may connect: the libp2p connection gater. Counts handshakes per address (LIM: 20 in 10 s) before any cryptography, then turns away
 * blocked devices and keys that are not ours to know, once Noise has said who it is. A blocked device is dropped like a network fault, so
 * that it cannot tell itself from one that met a full house (SYNC-16).
 */
import type { ConnectionGater, MultiaddrConnection, PeerId } from '@libp2p/interface'
import type { Clock } from '../../../shared/crypto/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { ipScope, parseAddress, parseIp, type WayRule } from '../../../shared/reach/index.ts'
import { deviceOf } from './peer-id.ts'

export type Standing = 'known' | 'stranger' | 'blocked'

export interface GateOptions {
  readonly allow: (device: DeviceId) => Standing
  readonly clock: Clock
  /** A relay that keeps a place for us, asked for by us. Nobody else brings calls of others. */
  readonly holdsPlace: (relay: DeviceId) => boolean
  /** What may be used now (RDY-6); undefined: everything. */
  readonly rule: () => WayRule | undefined
}

export function createGate({ allow, clock, holdsPlace, rule }: GateOptions): ConnectionGater {
  const isRefused = (peer: PeerId): boolean => {
    const device = deviceOf(peer)
    return device === undefined || allow(device) === 'blocked' || rule()?.admits(device) === false
  }
  const isShut = ({ remoteAddr }: MultiaddrConnection): boolean => !isAllowedBy(rule(), remoteAddr.toString())
  const counter = createHandshakeCounter(clock)
  return {
    denyInboundConnection: (connection: MultiaddrConnection) => isShut(connection) || !counter.admit(hostOf(connection)),
    denyInboundEncryptedConnection: isRefused,
    // What was half-way when a rule came is turned away at its end.
    denyInboundUpgradedConnection: (peer, connection) => isRefused(peer) || isShut(connection),
    denyOutboundUpgradedConnection: (peer, connection) => isRefused(peer) || isShut(connection),
    denyOutboundConnection: (peer, connection) => isRefused(peer) || isShut(connection),
    denyDialPeer: isRefused,
    denyDialMultiaddr: () => false,
    denyInboundRelayedConnection: (relay, remote) => {
      const device = deviceOf(relay)
      return device === undefined || !holdsPlace(device) || isRefused(remote)
    },
  }
}

/** Whether a connection with that other end may be, with the peer id at its end or without. What cannot be read is allowed by no rule. */
export function isAllowedBy(rule: WayRule | undefined, remote: string): boolean {
  if (rule === undefined) return true
  const address = parseAddress(remote.replace(/\/p2p\/\w+$/, ''))
  return address !== undefined && rule.allows(address)
}

/** Sliding windows per address; memory is bounded by forgetting the address that was quiet longest. */
export function createHandshakeCounter(clock: Clock): { admit(host: string): boolean } {
  const windows = new Map<string, number[]>()
  return {
    admit(host) {
      const ip = parseIp(host)
      // Whoever has one IPv6 address has a whole /64 of them.
      const key = ip?.length === 16 ? ip.subarray(0, 8).join('.') : host
      const isLoopback = ip !== undefined && ipScope(ip) === 'loopback'
      const limit = isLoopback ? RESOURCE.HANDSHAKES_PER_WINDOW_LOOPBACK : RESOURCE.HANDSHAKES_PER_WINDOW
      const now = clock.now()
      // A clock set back would otherwise keep old marks for ever.
      const recent = (windows.get(key) ?? []).filter((at) => at <= now && at > now - RESOURCE.HANDSHAKE_WINDOW_MS)
      const isAdmitted = recent.length < limit
      if (isAdmitted) recent.push(now)
      windows.delete(key)
      windows.set(key, recent)
      const quietest = windows.size > RESOURCE.HANDSHAKE_ADDRESSES ? windows.keys().next().value : undefined
      if (quietest !== undefined) windows.delete(quietest)
      return isAdmitted
    },
  }
}

function hostOf(connection: MultiaddrConnection): string {
  const part = connection.remoteAddr.getComponents().find(({ name }) => name === 'ip4' || name === 'ip6')
  return part?.value ?? 'unknown'
}
