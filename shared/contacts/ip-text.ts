/**
 * IP addresses as text and as bytes, both ways and strictly: one text for each address (RFC 5952 for IPv6), so that equal addresses are
 * equal strings.
 */

/** Four bytes, or undefined when it is no dotted address; leading zeros are refused, as some read them as octal. */
export function ip4Bytes(text: string): Uint8Array | undefined {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255)) return undefined
  return Uint8Array.from(parts, Number)
}

/** Dotted text of four bytes. */
export function ip4Text(bytes: Uint8Array): string {
  return bytes.join('.')
}

/** Sixteen bytes, or undefined when it is no IPv6 address in hex groups. No zone and no dotted tail: neither is of use to another device. */
export function ip6Bytes(text: string): Uint8Array | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const groups = [...head, ...tail]
  const missing = 8 - groups.length
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined
  const words = [...head, ...Array.from({ length: missing }, () => '0'), ...tail].map((group) => Number.parseInt(group, 16))
  return Uint8Array.from(words.flatMap((word) => [word >>> 8, word & 0xff]))
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
export function ip6Text(bytes: Uint8Array): string {
  const words = Array.from({ length: 8 }, (_, index) => (bytes[2 * index] ?? 0) * 256 + (bytes[2 * index + 1] ?? 0))
  let start = 0
  let longest = 1
  for (let from = 0; from < 8; from++) {
    let length = 0
    while (words[from + length] === 0) length++
    if (length > longest) [start, longest] = [from, length]
  }
  const text = (part: readonly number[]): string => part.map((word) => word.toString(16)).join(':')
  return longest === 1 ? text(words) : `${text(words.slice(0, start))}::${text(words.slice(start + longest))}`
}
