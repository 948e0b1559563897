/**
 * Which interfaces to announce on, and the multicast socket of each. One socket per interface, told to send there, so that neither a
 * missing default route nor one through a VPN decides who can be found (p2p.md §3).
 */
import type { Socket } from 'node:dgram'
import { RESOURCE } from '../../../shared/limits.ts'
import { broadcastAddress, formatIp, ipScope } from '../../../shared/reach/index.ts'
import type { InterfaceAddress } from '../network/index.ts'
import type { Place } from './announcement.ts'

/** One address of ours that we announce at, with what is needed to do so. */
export interface LinkPlan extends Place {
  /** Names the link by its own address; `subnets` may change under it. */
  readonly key: string
  readonly interface: string
  readonly family: 4 | 6
  /** Interface of link-local IPv6. */
  readonly zone: string | undefined
  readonly group: string
  /** Where a packet to everybody in the subnet goes; IPv4 only. */
  readonly broadcast: string | undefined
}

export const MDNS_PORT = 5353

/**
 * Links for the interfaces: loopback only when there is nothing else, no tunnels (nobody is beside us there) and no container bridges.
 * At most 16, IPv4 first.
 */
export function planLinks(interfaces: readonly InterfaceAddress[]): readonly LinkPlan[] {
  const outside = realNetworks(interfaces)
  const shown = outside.length > 0 ? outside : interfaces.filter(({ isLoopback, ip }) => isLoopback && ip.length === 4)
  const plans = shown.flatMap((address) => planLink(address, shown) ?? [])
  return plans.toSorted((left, right) => left.family - right.family).slice(0, RESOURCE.MDNS_INTERFACES)
}

/** Where others may be beside us: no loopback, no tunnels, no container bridges. */
export function realNetworks(interfaces: readonly InterfaceAddress[]): readonly InterfaceAddress[] {
  return interfaces.filter(({ name, isLoopback, isPointToPoint }) => !isLoopback && !isPointToPoint && !VIRTUAL.test(name))
}

/** Joins the group on the link's interface and sends there. Throws what the system says. */
export function prepareMulticast(socket: Socket, plan: LinkPlan): void {
  const via = plan.family === 4 ? formatIp(plan.ip) : `::%${plan.zone}`
  socket.addMembership(GROUPS[plan.family], via)
  socket.setMulticastInterface(via)
  // RFC 6762 §11: 255, and other programs on this computer hear it too.
  socket.setMulticastTTL(255)
  socket.setMulticastLoopback(true)
}

const GROUPS = { 4: '224.0.0.251', 6: 'ff02::fb' } as const
const VIRTUAL = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|utun|awdl|llw|tailscale|zt|wg|tun|tap|ppp|ipsec|nordlynx)/

function planLink({ name, ip, prefix }: InterfaceAddress, shown: readonly InterfaceAddress[]): LinkPlan | undefined {
  const subnets = shown.filter((other) => other.name === name && !(other.ip.length === 16 && ipScope(other.ip) === 'link'))
  // The link's own address first: it is what an announcement names first.
  const own = subnets.toSorted((left, right) => Number(right.ip === ip) - Number(left.ip === ip) || left.ip.length - right.ip.length)
  const key = `${name} ${formatIp(ip)}/${prefix}`
  if (ip.length === 4) {
    return {
      key,
      interface: name,
      family: 4,
      ip,
      prefix,
      subnets: own,
      zone: undefined,
      group: GROUPS[4],
      broadcast: formatIp(broadcastAddress(ip, prefix)),
    }
  }
  if (ipScope(ip) !== 'link') return undefined
  return { key, interface: name, family: 6, ip, prefix, subnets: own, zone: name, group: `${GROUPS[6]}%${name}`, broadcast: undefined }
}
