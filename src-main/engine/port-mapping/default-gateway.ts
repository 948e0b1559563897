/** The router of a network this computer is on: out of the system's table where it can be read, else where routers usually are. */
import { readFileSync } from 'node:fs'
import { formatIp, sameSubnet } from '../../../shared/reach/index.ts'
import type { InterfaceAddress } from '../network/index.ts'

const ROUTES = '/proc/net/route'

export function defaultGateway(link: InterfaceAddress): string {
  for (const line of routes()) {
    const [device, destination, gateway = ''] = line.split('\t')
    if (device !== link.name || destination !== '00000000' || !/^[0-9A-F]{8}$/.test(gateway)) continue
    // Little-endian, on every system that has the file and that we run on.
    const ip = Uint8Array.from(Buffer.from(gateway, 'hex').reverse())
    if (sameSubnet(ip, link.ip, link.prefix)) return formatIp(ip)
  }
  const first = link.ip.map((byte, index) => byte & ~(0xff >> Math.min(8, Math.max(0, link.prefix - index * 8))))
  return formatIp(Uint8Array.from([...first.subarray(0, 3), (first[3] ?? 0) + 1]))
}

function routes(): readonly string[] {
  try {
    return readFileSync(ROUTES, 'utf8').split('\n').slice(1)
  } catch {
    return []
  }
}
