/**
 * The computer's network interfaces, and word of every change: polled once a second, which costs well under a millisecond and needs no
 * native code. A clock that jumped ahead means the computer slept: everything network has to be tried again (SYNC-14).
 */
import { networkInterfaces } from 'node:os'
import type { Clock } from '../../../shared/crypto/index.ts'
import { RESOURCE } from '../../../shared/limits.ts'
import { parseIp } from '../../../shared/reach/index.ts'

export interface InterfaceAddress {
  readonly name: string
  readonly address: string
  readonly ip: Uint8Array
  /** Length of the subnet prefix in bits. */
  readonly prefix: number
  readonly isLoopback: boolean
  /** One host alone in its subnet, as VPN tunnels have: nobody is beside us there. */
  readonly isPointToPoint: boolean
}

export type InterfaceSource = () => readonly InterfaceAddress[]

/** What the operating system says now. */
export const listInterfaces: InterfaceSource = () => {
  const found: InterfaceAddress[] = []
  for (const [name, addresses] of Object.entries(networkInterfaces())) {
    for (const { address, cidr, internal } of addresses ?? []) {
      const ip = parseIp(address.split('%')[0] ?? '')
      const prefix = Number(cidr?.split('/')[1])
      if (ip === undefined || !Number.isInteger(prefix)) continue
      found.push({ name, address, ip, prefix, isLoopback: internal, isPointToPoint: prefix >= ip.length * 8 - 1 })
    }
  }
  return found
}

export type NetworkChange = 'interfaces' | 'wake'

/** Calls `changed` after interfaces or addresses came or went, and after sleep. Returns the function that ends the watch. */
export function watchNetwork(clock: Clock, changed: (what: NetworkChange) => void, list: InterfaceSource = listInterfaces): () => void {
  let fingerprint = fingerprintOf(list())
  let expected = clock.now() + RESOURCE.INTERFACE_POLL_MS
  let cancel = clock.after(RESOURCE.INTERFACE_POLL_MS, poll)
  return () => cancel()

  function poll(): void {
    const now = clock.now()
    const hasSlept = now - expected > RESOURCE.CLOCK_JUMP_MS
    expected = now + RESOURCE.INTERFACE_POLL_MS
    cancel = clock.after(RESOURCE.INTERFACE_POLL_MS, poll)
    const current = fingerprintOf(list())
    const hasChanged = current !== fingerprint
    fingerprint = current
    if (hasChanged) changed('interfaces')
    else if (hasSlept) changed('wake')
  }
}

function fingerprintOf(interfaces: readonly InterfaceAddress[]): string {
  return interfaces
    .map(({ name, address, prefix }) => `${name} ${address}/${prefix}`)
    .toSorted()
    .join()
}
