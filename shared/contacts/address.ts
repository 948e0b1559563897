/**
 * Addresses in invitations and records. In memory a multiaddr text; on the wire an IP address with its port takes 7 or 19 bytes (kind,
 * address, port), a circuit 32 more for the relay device, and any other multiaddr is its text. Each address has one form only.
 */
import { type Codec, type CborValue, MALFORMED, codec, concatBytes, readUint } from '../codec/index.ts'
import { ID_BYTES, deviceOfPeerId, idBytes, idFromBytes, peerIdText } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { ok } from '../result.ts'
import { ip4Bytes, ip4Text, ip6Bytes, ip6Text } from './ip-text.ts'

/** First byte of the short form: which address, and whether a WebSocket runs on the port. */
const KINDS = [
  { protocol: 'ip4', bytes: 4, suffix: '', read: ip4Bytes, write: ip4Text },
  { protocol: 'ip4', bytes: 4, suffix: '/ws', read: ip4Bytes, write: ip4Text },
  { protocol: 'ip6', bytes: 16, suffix: '', read: ip6Bytes, write: ip6Text },
  { protocol: 'ip6', bytes: 16, suffix: '/ws', read: ip6Bytes, write: ip6Text },
] as const

/** Added to the kind of a circuit's direct part. */
const CIRCUIT = KINDS.length
const IP_AND_PORT = /^\/(ip4|ip6)\/([0-9a-f:.]+)\/tcp\/(\d{1,5})(\/ws)?(?:\/p2p\/(\w+)\/p2p-circuit)?$/i
const MULTIADDR = /^(\/[\w.:%+~-]+)+$/

/** One address; reading gives the canonical text. Writing throws `RangeError` on what is no multiaddr. */
export const address: Codec<string> = codec(
  (text) => {
    const short = shortForm(text)
    if (short !== undefined) return short
    if (!isMultiaddr(text)) throw new RangeError('not a multiaddr')
    return text
  },
  (value) => {
    const text = readAddress(value)
    return text === undefined ? MALFORMED : ok(text)
  },
)

/** The canonical text of an address that a person typed or another library gave; undefined when it is none. */
export function canonicalAddress(text: string): string | undefined {
  const short = shortForm(text)
  if (short !== undefined) return longForm(short)
  return isMultiaddr(text) ? text : undefined
}

function readAddress(value: CborValue): string | undefined {
  if (value instanceof Uint8Array) return longForm(value)
  // A text that has a short form would give one address two encodings.
  return typeof value === 'string' && isMultiaddr(value) && shortForm(value) === undefined ? value : undefined
}

function shortForm(text: string): Uint8Array | undefined {
  const [, protocol, host = '', portText = '', suffix = '', relayText] = IP_AND_PORT.exec(text) ?? []
  const kind = KINDS.findIndex((each) => each.protocol === protocol?.toLowerCase() && each.suffix === suffix.toLowerCase())
  const ip = KINDS[kind]?.read(host)
  const port = Number(portText)
  if (ip === undefined || port < 1 || port > 0xffff) return undefined
  const place = concatBytes(ip, Uint8Array.of(port >>> 8, port))
  if (relayText === undefined) return concatBytes(Uint8Array.of(kind), place)
  const relay = deviceOfPeerId(relayText)
  return relay === undefined ? undefined : concatBytes(Uint8Array.of(kind + CIRCUIT), place, idBytes(relay))
}

function longForm(short: Uint8Array): string | undefined {
  const first = short[0] ?? CIRCUIT * 2
  const isCircuit = first >= CIRCUIT
  const kind = KINDS[isCircuit ? first - CIRCUIT : first]
  if (kind === undefined || short.length !== 1 + kind.bytes + 2 + (isCircuit ? ID_BYTES.device : 0)) return undefined
  const end = 1 + kind.bytes
  const port = readUint(short.subarray(end, end + 2))
  if (port === undefined || port === 0) return undefined
  const circuit = isCircuit ? `/p2p/${peerIdText(idFromBytes('device', short.subarray(end + 2)))}/p2p-circuit` : ''
  return `/${kind.protocol}/${kind.write(short.subarray(1, end))}/tcp/${port}${kind.suffix}${circuit}`
}

function isMultiaddr(text: string): boolean {
  return text.length <= RESOURCE.ADDRESS_CHARACTERS && MULTIADDR.test(text)
}
