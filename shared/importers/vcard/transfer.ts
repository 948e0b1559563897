/** Quoted-printable and base64 back to bytes. Broken quoted-printable is left as it stands; broken base64 is no bytes at all. */

const NOTHING = new Uint8Array(0)
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const VALUES = new Int8Array(128).fill(-1)
for (let at = 0; at < DIGITS.length; at++) VALUES[DIGITS.charCodeAt(at)] = at
const EQUALS = 0x3d

/** Soft breaks have been taken out by unfolding. */
export function decodeQuotedPrintable(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  let length = 0
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    const high = byte === EQUALS ? hex(bytes[at + 1]) : -1
    const low = high < 0 ? -1 : hex(bytes[at + 2])
    out[length++] = low < 0 ? byte : high * 16 + low
    if (low >= 0) at += 2
  }
  return out.subarray(0, length)
}

/** Without white space in it; empty when it is no base64. */
export function decodeBase64(text: string): Uint8Array {
  let end = text.length
  while (end > 0 && text[end - 1] === '=') end -= 1
  const digits = text.slice(0, end)
  const out = new Uint8Array(Math.floor((digits.length * 3) / 4))
  let [held, bits, length] = [0, 0, 0]
  for (let at = 0; at < digits.length; at++) {
    const value = VALUES[digits.charCodeAt(at)] ?? -1
    if (value < 0) return NOTHING
    held = ((held << 6) | value) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      out[length++] = (held >> bits) & 0xff
    }
  }
  return out.subarray(0, length)
}

function hex(byte: number | undefined): number {
  if (byte === undefined) return -1
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const upper = byte & 0xdf
  return upper >= 0x41 && upper <= 0x46 ? upper - 0x37 : -1
}
