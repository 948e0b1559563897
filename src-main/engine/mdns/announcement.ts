/**
 * What we say about ourselves on a network, as mDNS service discovery (RFC 6763) under `_sarangbang._tcp.local`, and what we believe of
 * what others say (docs/spec/reach.md REACH-7): one device a packet, addresses only from the subnet the packet came from, names cleaned.
 * Nothing here is trusted beyond "it may be worth dialling".
 */
import { idFromBytes, parseId } from '../../../shared/ids/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../../shared/limits.ts'
import { ipAddress, ipScope, sameSubnet } from '../../../shared/reach/index.ts'
import type { OwnSubnet } from '../../../shared/reach/index.ts'
import { decodePacket, encodePacket, RECORD_TYPE } from './dns.ts'
import type { DnsRecord } from './dns.ts'

export const SERVICE = '_sarangbang._tcp.local'

/** What is announced. Ports of kinds we do not listen on are left out. */
export interface OwnAnnouncement {
  readonly device: DeviceId
  /** Shown to everybody on the network; absent when the person wants that. */
  readonly name: string | undefined
  readonly tcp: number | undefined
  readonly ws: number | undefined
}

/** Where a packet came from or goes to. */
export interface Place {
  /** Our address there, and its subnet: only who is in it is heard. */
  readonly ip: Uint8Array
  readonly prefix: number
  /** All subnets we are in on that interface: what may be told as an address. */
  readonly subnets: readonly OwnSubnet[]
}

export type Heard =
  | { readonly kind: 'question' }
  | { readonly kind: 'seen'; readonly device: DeviceId; readonly name: string | undefined; readonly addresses: readonly string[] }
  | { readonly kind: 'goodbye'; readonly device: DeviceId }

export function encodeQuestion(): Uint8Array {
  return encodePacket({ isResponse: false, questions: [{ name: SERVICE, type: RECORD_TYPE.PTR }], records: [] })
}

/** The announcement for one place, with our addresses there. `isLeaving` says goodbye. */
export function encodeAnnouncement(own: OwnAnnouncement, ips: readonly Uint8Array[], isLeaving = false): Uint8Array {
  const instance = own.device.slice(0, INSTANCE_CHARACTERS)
  const host = `${instance}.local`
  const service = `${instance}.${SERVICE}`
  const ttl = isLeaving ? 0 : RESOURCE.MDNS_TTL_MS / 1000
  const texts = [`v=${VERSION}`, `id=${own.device}`]
  if (own.tcp !== undefined) texts.push(`tcp=${own.tcp}`)
  if (own.ws !== undefined) texts.push(`ws=${own.ws}`)
  const name = cleanName(own.name ?? '')
  if (name !== undefined) texts.push(`n=${name}`)
  const records: DnsRecord[] = [
    { kind: 'ptr', name: SERVICE, ttl, target: service },
    { kind: 'srv', name: service, ttl, port: own.tcp ?? own.ws ?? 0, target: host },
    { kind: 'txt', name: service, ttl, strings: texts.map((text) => Buffer.from(text)) },
    ...ips.slice(0, ADDRESSES).map((ip): DnsRecord => ({ kind: 'ip', name: host, ttl, ip })),
  ]
  return encodePacket({ isResponse: true, questions: [], records })
}

/** Whether the packet is about us at all. Most on a network are about printers: they are let go before they are counted or decoded. */
export function concernsUs(packet: Uint8Array): boolean {
  if (packet.length > RESOURCE.MDNS_PACKET_BYTES) return false
  return Buffer.from(packet.buffer, packet.byteOffset, packet.length).includes(OUR_LABEL)
}

/** What the packet says, or undefined when it says nothing to us or is not as it should be. `source` is the sender's IP. */
export function hear(packet: Uint8Array, place: Place, source: Uint8Array): Heard | undefined {
  if (!sameSubnet(source, place.ip, place.prefix)) return undefined
  const decoded = decodePacket(packet)
  if (decoded === undefined) return undefined
  if (!decoded.isResponse) {
    const asksForUs = decoded.questions.some(({ name, type }) => name === SERVICE && (type === RECORD_TYPE.PTR || type === RECORD_TYPE.ANY))
    return asksForUs ? { kind: 'question' } : undefined
  }
  const texts = decoded.records.filter((record) => record.kind === 'txt' && record.name.endsWith(`.${SERVICE}`))
  const [text] = texts
  if (text?.kind !== 'txt' || texts.length !== 1) return undefined
  const claim = readTexts(text.strings)
  if (claim === undefined || text.name !== `${claim.device.slice(0, INSTANCE_CHARACTERS)}.${SERVICE}`) return undefined
  if (text.ttl === 0) return { kind: 'goodbye', device: claim.device }

  const host = `${claim.device.slice(0, INSTANCE_CHARACTERS)}.local`
  const told = decoded.records.flatMap((record) => (record.kind === 'ip' && record.name === host ? [record.ip] : []))
  const ips = [source, ...told.filter((ip) => !isSame(ip, source))]
    // libp2p cannot accept connections over link-local IPv6 (it loses the zone), so such an address would only be dialled in vain.
    .filter((ip) => !(ip.length === 16 && ipScope(ip) === 'link') && place.subnets.some((own) => sameSubnet(ip, own.ip, own.prefix)))
    .slice(0, ADDRESSES)
  const addresses = ips.flatMap((ip) => [
    claim.tcp === undefined ? undefined : ipAddress(ip, claim.tcp, 'tcp'),
    claim.ws === undefined ? undefined : ipAddress(ip, claim.ws, 'ws'),
  ])
  return { kind: 'seen', device: claim.device, name: claim.name, addresses: addresses.flatMap((address) => address?.text ?? []) }
}

const VERSION = '1'
/** Half the id: a label holds 63 bytes. The whole id is in the text record. */
const INSTANCE_CHARACTERS = 32
const ADDRESSES = 4
const OUR_LABEL = Buffer.from('\u000b_sarangbang', 'latin1')

function readTexts(strings: readonly Uint8Array[]): OwnAnnouncement | undefined {
  const values = new Map<string, string>()
  for (const bytes of strings) {
    const text = decodeText(bytes)
    const split = text?.indexOf('=') ?? -1
    // Unknown keys are for later versions; one key twice is nobody's.
    if (text === undefined || (split > 0 && values.has(text.slice(0, split)))) return undefined
    if (split > 0) values.set(text.slice(0, split), text.slice(split + 1))
  }
  const device = parseId('device', values.get('id') ?? '')
  const tcp = readPort(values.get('tcp'))
  const ws = readPort(values.get('ws'))
  if (device === undefined || values.get('v') !== VERSION || tcp === 'bad' || ws === 'bad') return undefined
  return { device: idFromBytes('device', Buffer.from(device, 'hex')), name: cleanName(values.get('n') ?? ''), tcp, ws }
}

function readPort(text: string | undefined): number | undefined | 'bad' {
  if (text === undefined) return undefined
  const port = /^[1-9]\d{0,4}$/.test(text) ? Number(text) : 0
  return port > 0 && port < 65_536 ? port : 'bad'
}

/** Plain text of at most 40 characters without controls, bidirectional ones included (SYNC-16); undefined when nothing is left. */
function cleanName(name: string): string | undefined {
  const plain = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').trim()
  const clean = Array.from(plain).slice(0, INTRINSIC.NAME_CHARACTERS).join('').trim()
  return clean === '' ? undefined : clean
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index])
}
