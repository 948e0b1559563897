/**
 * Under which addresses others can reach us: what we listen on, with `0.0.0.0` and `::` spelled out as the addresses of our interfaces.
 * Loopback only when there is nothing else; link-local IPv6 never, since its zone means nothing elsewhere (announcements carry it).
 */
import { ipAddress, parseIp } from '../../../shared/reach/index.ts'
import type { InterfaceAddress } from './interfaces.ts'

export function reachableAddresses(listening: readonly string[], interfaces: readonly InterfaceAddress[]): readonly string[] {
  const usable = interfaces.filter(({ ip, isLoopback }) => !isLoopback && !isLinkLocal(ip))
  const shown = usable.length > 0 ? usable : interfaces.filter(({ isLoopback }) => isLoopback)
  const found = new Set<string>()
  for (const text of listening) {
    const match = /^\/ip[46]\/([^/]+)\/tcp\/(\d+)(\/ws)?$/.exec(text)
    const host = parseIp(match?.[1] ?? '')
    if (match === null || host === undefined) continue
    const isAny = host.every((byte) => byte === 0)
    const hosts = isAny ? shown.filter(({ ip }) => ip.length === host.length).map(({ ip }) => ip) : [host]
    for (const ip of hosts) {
      const address = ipAddress(ip, Number(match[2]), match[3] === undefined ? 'tcp' : 'ws')
      if (address !== undefined) found.add(address.text)
    }
  }
  return [...found]
}

function isLinkLocal(ip: Uint8Array): boolean {
  return ip.length === 16 && ip[0] === 0xfe && ((ip[1] ?? 0) & 0xc0) === 0x80
}
