/**
 * Addresses in invitations and records. In memory a multiaddr text; on the wire an IP address with its port takes 7 or 19 bytes (kind,
 * address, port), one through a relay 32 more for the relay's key, and any other multiaddr is its text. Each address has one form only.
 */
import { type Codec, type CborValue, MALFORMED, codec, concatBytes, readUint } from '../codec/index.ts'
import { RESOURCE } from '../limits.ts'
import { ok } from '../result.ts'
import { ip4Bytes, ip4Text, ip6Bytes, ip6Text } from './ip-text.ts'
import { peerIdKey, peerIdText } from './peer-id-text.ts'

/** First byte of the short form: which address, whether a WebSocket runs on the port, and from 4 on the same behind a relay there. */
const KINDS = [
  { protocol: 'ip4', bytes: 4, suffix: '', read: ip4Bytes, write: ip4Text, isRelayed: false },
  { protocol: 'ip4', bytes: 4, suffix: '/ws', read: ip4Bytes, write: ip4Text, isRelayed: false },
  { protocol: 'ip6', bytes: 16, suffix: '', read: ip6Bytes, write: ip6Text, isRelayed: false },
  { protocol: 'ip6', bytes: 16, suffix: '/ws', read: ip6Bytes, write: ip6Text, isRelayed: false },
  { protocol: 'ip4', bytes: 4, suffix: '', read: ip4Bytes, write: ip4Text, isRelayed: true },
  { protocol: 'ip4', bytes: 4, suffix: '/ws', read: ip4Bytes, write: ip4Text, isRelayed: true },
  { protocol: 'ip6', bytes: 16, suffix: '', read: ip6Bytes, write: ip6Text, isRelayed: true },
  { protocol: 'ip6', bytes: 16, suffix: '/ws', read: ip6Bytes, write: ip6Text, isRelayed: true },
] as const
const PORT_BYTES = 2
const RELAY_KEY_BYTES = 32

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
  const [, protocol, host = '', portText = '', suffix = '', relay] = IP_AND_PORT.exec(text) ?? []
  const kind = KINDS.findIndex(
    (each) => each.protocol === protocol?.toLowerCase() && each.suffix === suffix.toLowerCase() && each.isRelayed === (relay !== undefined),
  )
  const ip = KINDS[kind]?.read(host)
  const port = Number(portText)
  const key = relay === undefined ? new Uint8Array() : peerIdKey(relay)
  if (ip === undefined || key === undefined || port < 1 || port > 0xffff) return undefined
  return concatBytes(Uint8Array.of(kind), ip, Uint8Array.of(port >>> 8, port), key)
}

function longForm(short: Uint8Array): string | undefined {
  const kind = KINDS[short[0] ?? KINDS.length]
  if (kind === undefined) return undefined
  const end = 1 + kind.bytes + PORT_BYTES
  if (short.length !== end + (kind.isRelayed ? RELAY_KEY_BYTES : 0)) return undefined
  const port = readUint(short.subarray(1 + kind.bytes, end))
  if (port === undefined || port === 0) return undefined
  const direct = `/${kind.protocol}/${kind.write(short.subarray(1, 1 + kind.bytes))}/tcp/${port}${kind.suffix}`
  return kind.isRelayed ? `${direct}/p2p/${peerIdText(short.subarray(end))}/p2p-circuit` : direct
}

function isMultiaddr(text: string): boolean {
  return text.length <= RESOURCE.ADDRESS_CHARACTERS && MULTIADDR.test(text)
}
