/**
 * Searching the network for devices of ours, because somebody asked for it (DOC-6): every address of our /24, only at numbers such devices
 * were last heard on, few at once and not for long. Whatever listens there is told nothing; who answers with a known key is found.
 */
import type { DeviceId } from '../../../shared/ids/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { type Address, broadcastAddress, ipAddress, sameSubnet } from '../../../shared/reach/index.ts'
import type { InterfaceAddress } from '../network/index.ts'

export interface ProbeOptions {
  readonly own: InterfaceAddress
  readonly ports: readonly number[]
  readonly knock: (address: Address, timeoutMs: number, signal: AbortSignal) => Promise<boolean>
  readonly whoAnswers: (address: Address, signal: AbortSignal) => Promise<DeviceId | undefined>
  readonly signal?: AbortSignal
}

export interface ProbeResult {
  /** Addresses that were looked at. */
  readonly tried: number
  readonly found: readonly { readonly device: DeviceId; readonly address: string }[]
}

export async function probeSubnet({ own, ports, knock, whoAnswers, signal }: ProbeOptions): Promise<ProbeResult> {
  const timeout = AbortSignal.timeout(RESOURCE.SUBNET_PROBE_MS)
  const ending = signal === undefined ? timeout : AbortSignal.any([timeout, signal])
  const hosts = hostsBeside(own)
  const doors = ports
    .slice(0, RESOURCE.SUBNET_PROBE_PORTS)
    .flatMap((port) => hosts.flatMap((ip) => ipAddress(ip, port, 'tcp') ?? []))
    .values()
  const found: { device: DeviceId; address: string }[] = []
  const search = async (): Promise<void> => {
    for (const address of doors) {
      if (ending.aborted) return
      if (!(await knock(address, RESOURCE.SUBNET_PROBE_CONNECT_MS, ending))) continue
      const device = await whoAnswers(address, AbortSignal.any([ending, AbortSignal.timeout(RESOURCE.DIAL_TIMEOUT_MS)]))
      if (device !== undefined) found.push({ device, address: address.text })
    }
  }
  // All of them draw from one supply.
  const over = new Promise((resolve) => ending.addEventListener('abort', resolve, { once: true }))
  await Promise.race([over, Promise.all(Array.from({ length: RESOURCE.SUBNET_PROBE_AT_ONCE }, search))])
  return { tried: ports.length === 0 ? 0 : hosts.length, found }
}

/** The other hosts of our subnet, of its /24 around us where it is larger. IPv4 only. */
export function hostsBeside({ ip, prefix }: Pick<InterfaceAddress, 'ip' | 'prefix'>): readonly Uint8Array[] {
  if (ip.length !== 4) return []
  const [a = 0, b = 0, c = 0, last = 0] = ip
  const bits = Math.max(24, prefix)
  const end = broadcastAddress(ip, bits)[3] ?? 0
  return Array.from({ length: RESOURCE.SUBNET_PROBE_ADDRESSES }, (_, index) => Uint8Array.of(a, b, c, index + 1)).filter(
    (host) =>
      host[3] !== last && host[3] !== end && sameSubnet(host, ip, bits) && (bits < 31 ? (host[3] ?? 0) & (255 >> (bits - 24)) : 1) !== 0,
  )
}
