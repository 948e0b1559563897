/**
 * Dial addresses: the few shapes of multiaddr we dial, read strictly and written one way, so that a text is also a key. Everything that
 * comes from an invitation, a record, an announcement or a keyboard passes here before anything dials it.
 */
import { deviceOfPeerId, peerIdText } from '../ids/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { formatIp, ipScope, parseIp, sameSubnet } from './ip.ts'
import type { IpScope } from './ip.ts'

export interface Address {
  /** The one way to write it; multiaddr without the peer id of whom it leads to. */
  readonly text: string
  /** IP address or host name, without a zone. */
  readonly host: string
  /** Bytes of the IP address; undefined for a name. */
  readonly ip: Uint8Array | undefined
  /** Interface of an IPv6 link-local address. Means something on this computer only. */
  readonly zone: string | undefined
  readonly port: number
  readonly carrier: 'tcp' | 'ws' | 'wss'
  readonly scope: IpScope | 'name'
  /** A circuit: everything else here says where this device is, which keeps a place for the one to be reached. */
  readonly relay: DeviceId | undefined
}

/** An address of one of our interfaces, with the length of its subnet prefix. */
export interface OwnSubnet {
  readonly ip: Uint8Array
  readonly prefix: number
}

/** The address, or undefined for everything we would not dial (other shapes, port 0, unspecified, multicast, broadcast). */
export function parseAddress(text: unknown): Address | undefined {
  if (typeof text !== 'string' || text.length > MAX_CHARACTERS) return undefined
  const match = SHAPE.exec(text)
  if (match === null) return undefined
  const [, zone, kind = '', host = '', portText = '', suffix, relayText] = match
  const port = Number(portText)
  const ip = parseIp(host)
  const carrier = suffix === undefined ? 'tcp' : suffix === '/ws' ? 'ws' : 'wss'
  if (port < 1 || port > 65_535 || !fits(kind, host, ip)) return undefined
  const scope = ip === undefined ? 'name' : ipScope(ip)
  if (scope === 'unusable' || (zone !== undefined && (kind !== 'ip6' || scope !== 'link'))) return undefined
  const relay = relayText === undefined ? undefined : deviceOfPeerId(relayText)
  if (relayText !== undefined && (relay === undefined || zone !== undefined)) return undefined
  return addressOf({ kind, host: ip === undefined ? host.toLowerCase() : formatIp(ip), ip, zone, port, carrier, scope, relay })
}

/** The circuit through the device that is at a direct address. Undefined for what cannot be one. */
export function circuitAddress(relay: DeviceId, at: string): Address | undefined {
  return parseAddress(`${at}/p2p/${peerIdText(relay)}/p2p-circuit`)
}

/** Where a circuit's relay is; of a direct address itself. */
export function directPart({ text }: Address): string {
  return text.split('/p2p/', 1)[0] ?? text
}

/** What a person types: `192.168.0.7:4100`, `[fe80::1%eth0]:4100`, `shop.example:4100` or a multiaddr. */
export function parseTypedAddress(text: string): Address | undefined {
  const typed = text.trim()
  if (typed.startsWith('/')) return parseAddress(typed)
  const match = /^(?:\[([0-9a-fA-F:.]+)(?:%([\w.-]+))?\]|([\w.-]+)):(\d{1,5})$/.exec(typed)
  if (match === null) return undefined
  const [, ip6, zone, other = '', port] = match
  if (ip6 !== undefined) return parseAddress(`${zone === undefined ? '' : `/ip6zone/${zone}`}/ip6/${ip6}/tcp/${port}`)
  return parseAddress(`/${parseIp(other) === undefined ? 'dns' : 'ip4'}/${other}/tcp/${port}`)
}

/** The address of a host by its IP bytes, as found in an announcement. Undefined when it may not be dialled. */
export function ipAddress(ip: Uint8Array, port: number, carrier: 'tcp' | 'ws', zone?: string): Address | undefined {
  const kind = ip.length === 4 ? 'ip4' : 'ip6'
  const prefix = zone === undefined || kind === 'ip4' ? '' : `/ip6zone/${zone}`
  return parseAddress(`${prefix}/${kind}/${formatIp(ip)}/tcp/${port}${carrier === 'ws' ? '/ws' : ''}`)
}

/** Whether the address lies on a network this computer is on: worth trying often. A link-local one always claims so. */
export function isNear(address: Address, own: readonly OwnSubnet[]): boolean {
  if (address.ip === undefined) return false
  const ip = address.ip
  return address.scope === 'loopback' || address.zone !== undefined || own.some((subnet) => sameSubnet(subnet.ip, ip, subnet.prefix))
}

/**
 * SYNC-15: what may be kept of a record's addresses. Loopback, link-local and unusable ones go; private ones stay only when one of our
 * interfaces or the record's sender is in that subnet, so that nobody points us at machines behind a router of ours. Names are kept out:
 * what they resolve to can change after the check.
 */
export function recordAddresses(texts: readonly unknown[], own: readonly OwnSubnet[], sender: Uint8Array | undefined): readonly string[] {
  const kept: string[] = []
  for (const text of texts) {
    const address = parseAddress(text)
    if (address?.ip === undefined || address.scope === 'loopback' || address.scope === 'link') continue
    const ip = address.ip
    const isBesideUs = own.some((subnet) => sameSubnet(subnet.ip, ip, subnet.prefix))
    const isBesideSender = sender !== undefined && sameSubnet(sender, ip, sender.length === 4 ? 24 : 64)
    if (address.scope === 'public' || isBesideUs || isBesideSender) kept.push(address.text)
  }
  return kept
}

const MAX_CHARACTERS = 300
const SHAPE =
  /^(?:\/ip6zone\/([\w.-]{1,32}))?\/(ip4|ip6|dns|dns4|dns6)\/([\w.:-]{1,253})\/tcp\/(\d{1,5})(\/ws|\/wss|\/tls\/ws)?(?:\/p2p\/(\w{52})\/p2p-circuit)?$/
const LABEL = /^[a-zA-Z0-9_](?:[\w-]{0,61}[a-zA-Z0-9_])?$/

function fits(kind: string, host: string, ip: Uint8Array | undefined): boolean {
  if (kind === 'ip4') return ip?.length === 4
  if (kind === 'ip6') return ip?.length === 16
  // A name whose last label is a number would be read as an address by some resolvers.
  const labels = host.split('.')
  return ip === undefined && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1) ?? '')
}

function addressOf(parts: Omit<Address, 'text'> & { readonly kind: string }): Address {
  const { kind, host, ip, zone, port, carrier, scope, relay } = parts
  const suffix = carrier === 'tcp' ? '' : carrier === 'ws' ? '/ws' : '/tls/ws'
  const text = `${zone === undefined ? '' : `/ip6zone/${zone}`}/${kind}/${host}/tcp/${port}${suffix}`
  const circuit = relay === undefined ? '' : `/p2p/${peerIdText(relay)}/p2p-circuit`
  return { text: `${text}${circuit}`, host, ip, zone, port, carrier, scope, relay }
}
