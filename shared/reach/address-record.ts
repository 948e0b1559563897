/**
 * Address records (SYNC-15): where a device can be reached, signed by that device, so that others may pass it on and can neither change
 * nor make one. Reading checks no signature and no time, `recordFault` does; what may be dialled of it `dialableAddresses` says, anew on
 * every network.
 */
import { type Codec, type Signed, array, codec, field, id, raw, signed, struct, uint } from '../codec/index.ts'
import { address, canonicalAddress } from '../contacts/index.ts'
import { type Crypto, sign, verify } from '../crypto/index.ts'
import { type DeviceId, idBytes } from '../ids/index.ts'
import { RESOURCE } from '../limits.ts'
import { ok } from '../result.ts'
import { type OwnSubnet, directPart, parseAddress, recordAddresses } from './address.ts'
import { ipScope, parseIp } from './ip.ts'
import { outsideFirst } from './outside-first.ts'

export interface AddressRecordFields {
  readonly device: DeviceId
  /** Milliseconds since 1970 by the device's clock; rises with each of its records. */
  readonly n: number
  /** At most seven days after `n`. */
  readonly expires: number
  /** Canonical multiaddrs without the device's own id, the most useful first, at most 16. */
  readonly addresses: readonly string[]
}

/** A record as read: until `recordFault` finds none, nobody has signed it. */
export interface AddressRecord extends AddressRecordFields {
  /** What the signature covers, as it came (ENC-2). */
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** BAD_SIG: forged. AHEAD: from a time to come. TERM: holds for longer than any may. EXPIRED: held once. */
export type RecordFault = 'BAD_SIG' | 'AHEAD' | 'TERM' | 'EXPIRED'

/** Addresses of kinds that only a later version knows are left out, so that one of them does not hide the rest (ENC-5). */
const addresses: Codec<readonly string[]> = codec(
  (texts) => list.toCbor(texts.map((text) => address.toCbor(text))),
  (value) => {
    const read = list.fromCbor(value)
    if (!read.ok) return read
    return ok(
      read.value.flatMap((each) => {
        const known = address.fromCbor(each)
        return known.ok ? [known.value] : []
      }),
    )
  },
)
const list = array(raw, { min: 1, max: RESOURCE.RECORD_ADDRESSES })

const body = struct({
  device: field(1, id('device')),
  n: field(2, uint()),
  expires: field(3, uint()),
  addresses: field(4, addresses),
})
const wire: Codec<Signed<AddressRecordFields>> = signed(body, RESOURCE.RECORD_BYTES)

/** `signed<address>`. */
export const addressRecord: Codec<AddressRecord> = codec(
  (held) => [held.bytes, held.signature],
  (value) => {
    const read = wire.fromCbor(value)
    if (!read.ok) return read
    const { device, n, expires, addresses: texts } = read.value.value
    return ok({ device, n, expires, addresses: texts, bytes: read.value.bytes, signature: read.value.signature })
  },
)

/** A record of this device. Throws `RangeError` on fields out of bounds. */
export function issueRecord(crypto: Crypto, fields: AddressRecordFields, deviceSeed: Uint8Array): AddressRecord {
  if (fields.expires <= fields.n || fields.expires - fields.n > RESOURCE.RECORD_TERM_MS) throw new RangeError('no term a record may have')
  const bytes = body.encode(fields)
  return { ...fields, bytes, signature: sign(crypto, 'sb1/addr', deviceSeed, bytes) }
}

/** Whether its device did sign it, and whether it holds at `now` (ms since 1970). The signature comes first, whatever else is wrong. */
export function recordFault(crypto: Crypto, record: AddressRecord, now: number): RecordFault | undefined {
  const { device, n, expires } = record
  if (!verify(crypto, 'sb1/addr', idBytes(device), record.signature, record.bytes)) return 'BAD_SIG'
  if (n > now + RESOURCE.CLOCK_DOUBT_MS) return 'AHEAD'
  if (expires <= n || expires - n > RESOURCE.RECORD_TERM_MS) return 'TERM'
  return expires <= now ? 'EXPIRED' : undefined
}

/**
 * What this computer may dial of a record on the networks it is in now. `sender`: multiaddr under which the one who told it was met. A way
 * through a relay is judged by where the relay is, unless that one is met already (`isMet`): then nothing is dialled for it.
 */
export function dialableAddresses(
  texts: readonly string[],
  own: readonly OwnSubnet[],
  sender: string | undefined,
  isMet: (relay: DeviceId) => boolean,
): readonly string[] {
  const from = sender === undefined ? undefined : hostOf(sender)
  return texts.filter((text) => {
    const address = parseAddress(text)
    if (address?.relay !== undefined && isMet(address.relay)) return true
    return address !== undefined && recordAddresses([directPart(address)], own, from).length > 0
  })
}

/** What of its own addresses a device tells others: nothing that means something on this computer or link alone, and no names. */
export function tellableAddresses(texts: readonly string[]): readonly string[] {
  const told = texts.flatMap((text) => {
    const canonical = canonicalAddress(text)
    const ip = parseIp(/^\/ip[46]\/([^/]+)\//.exec(canonical ?? '')?.[1] ?? '')
    const scope = ip === undefined ? undefined : ipScope(ip)
    return canonical !== undefined && (scope === 'public' || scope === 'private') ? [canonical] : []
  })
  return outsideFirst([...new Set(told)]).slice(0, RESOURCE.RECORD_ADDRESSES)
}

/** IP of who told it; none for whoever came through a relay: that is the relay's. */
function hostOf(multiaddr: string): Uint8Array | undefined {
  if (multiaddr.includes('/p2p-circuit')) return undefined
  const host = /^\/ip[46]\/([^/]+)\//.exec(multiaddr)?.[1]
  return host === undefined ? undefined : parseIp(host)
}
