/**
 * IP addresses as bytes: reading them strictly, writing them one way, and saying how far they reach. Pure, because records, sights and
 * typed addresses are judged in `shared/` too. Only what is needed: no ranges, no host names.
 */

/** How far an address reaches. `unusable` may never be dialled: unspecified, multicast, broadcast, reserved. */
export type IpScope = 'loopback' | 'link' | 'private' | 'public' | 'unusable'

/** 4 or 16 bytes, or undefined for anything that is not an address in its usual notation (no zone, no prefix length). */
export function parseIp(text: string): Uint8Array | undefined {
  return text.includes(':') ? parseIp6(text) : parseIp4(text)
}

/** RFC 5952 notation, so that one address has one text. Throws `RangeError` on another length than 4 or 16. */
export function formatIp(bytes: Uint8Array): string {
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.length !== 16) throw new RangeError(`an address has ${bytes.length} bytes`)
  const groups = Array.from({ length: 8 }, (_, index) => word(bytes, index).toString(16))
  const zeros = longestZeroRun(groups)
  if (zeros.length < 2) return groups.join(':')
  return `${groups.slice(0, zeros.start).join(':')}::${groups.slice(zeros.start + zeros.length).join(':')}`
}

/** Scope of 4 or 16 bytes. IPv4 inside IPv6 counts as what it wraps. */
export function ipScope(bytes: Uint8Array): IpScope {
  const wrapped = mappedIp4(bytes)
  if (wrapped !== undefined) return ipScope(wrapped)
  const [a = 0, b = 0] = bytes
  if (bytes.length === 4) {
    if (a === 127) return 'loopback'
    if (a === 0 || a >= 224) return 'unusable'
    if (a === 169 && b === 254) return 'link'
    // 100.64/10 is what providers and mesh VPNs share out: it is not ours to call public.
    if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 100 && b >= 64 && b < 128)) return 'private'
    return 'public'
  }
  if (bytes.subarray(0, 15).every((byte) => byte === 0)) return bytes[15] === 1 ? 'loopback' : 'unusable'
  if (a === 0xff) return 'unusable'
  if (a === 0xfe && (b & 0xc0) === 0x80) return 'link'
  if ((a & 0xfe) === 0xfc) return 'private'
  return 'public'
}

/** Whether two addresses of one family share their first `prefix` bits. */
export function sameSubnet(left: Uint8Array, right: Uint8Array, prefix: number): boolean {
  if (left.length !== right.length) return false
  const whole = prefix >> 3
  for (let index = 0; index < whole; index += 1) if (left[index] !== right[index]) return false
  const rest = prefix & 7
  return rest === 0 || ((left[whole] ?? 0) ^ (right[whole] ?? 0)) >> (8 - rest) === 0
}

/** The last address of an IPv4 subnet: where a packet to everybody in it goes. */
export function broadcastAddress(address: Uint8Array, prefix: number): Uint8Array {
  return address.map((byte, index) => byte | (0xff >> Math.min(8, Math.max(0, prefix - index * 8))))
}

function parseIp4(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) return undefined
  return Uint8Array.from(parts, Number)
}

function parseIp6(text: string): Uint8Array | undefined {
  if (text.length > 45) return undefined
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const head = parseGroups(halves[0] ?? '', halves.length === 1)
  const tail = halves[1] === undefined ? [] : parseGroups(halves[1], true)
  if (head === undefined || tail === undefined) return undefined
  const missing = 16 - head.length - tail.length
  // '::' stands for at least one group.
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined
  return Uint8Array.from([...head, ...Array.from({ length: missing }, () => 0), ...tail])
}

/** Bytes of colon-separated groups; the last may be dotted IPv4 where the text ends. */
function parseGroups(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === '') return []
  const bytes: number[] = []
  const groups = text.split(':')
  for (const [index, group] of groups.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16)
      bytes.push(value >> 8, value & 0xff)
      continue
    }
    const dotted = isEnd && index === groups.length - 1 ? parseIp4(group) : undefined
    if (dotted === undefined) return undefined
    bytes.push(...dotted)
  }
  return bytes.length > 16 ? undefined : bytes
}

function longestZeroRun(groups: readonly string[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 }
  for (let start = 0; start < groups.length; start += 1) {
    let length = 0
    while (groups[start + length] === '0') length += 1
    if (length > best.length) best = { start, length }
  }
  return best
}

function mappedIp4(bytes: Uint8Array): Uint8Array | undefined {
  const isMapped = bytes.length === 16 && bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff
  return isMapped ? bytes.subarray(12) : undefined
}

function word(bytes: Uint8Array, index: number): number {
  return ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0)
}
