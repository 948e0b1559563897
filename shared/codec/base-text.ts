/**
 * Bytes as text and back: hex, base64url and base32 (RFC 4648, lower case, both without padding). Readers are strict: for each byte
 * string there is exactly one text, and everything else gives undefined.
 */
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return bytesToHex(bytes)
}

/** The bytes of a lower-case hex text. */
export function fromHex(text: string): Uint8Array | undefined {
  return text.length % 2 === 0 && /^[0-9a-f]*$/.test(text) ? hexToBytes(text) : undefined
}

/** URL-safe base64 without padding. */
export function toBase64url(bytes: Uint8Array): string {
  return write(bytes, BASE64URL, 6)
}

/** The bytes of a URL-safe base64 text without padding. */
export function fromBase64url(text: string): Uint8Array | undefined {
  return read(text, BASE64URL, 6)
}

/** Lower-case base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  return write(bytes, BASE32, 5)
}

/** The bytes of a lower-case base32 text without padding. */
export function fromBase32(text: string): Uint8Array | undefined {
  return read(text, BASE32, 5)
}

function write(bytes: Uint8Array, alphabet: string, bitsPerDigit: number): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= bitsPerDigit) {
      bits -= bitsPerDigit
      text += alphabet.charAt(held >>> bits)
      held &= (1 << bits) - 1
    }
  }
  return bits === 0 ? text : text + alphabet.charAt(held << (bitsPerDigit - bits))
}

function read(text: string, alphabet: string, bitsPerDigit: number): Uint8Array | undefined {
  const bytes = new Uint8Array(Math.floor((text.length * bitsPerDigit) / 8))
  let at = 0
  let bits = 0
  let held = 0
  for (let i = 0; i < text.length; i++) {
    const digit = alphabet.indexOf(text.charAt(i))
    if (digit < 0) return undefined
    held = (held << bitsPerDigit) | digit
    bits += bitsPerDigit
    if (bits >= 8) {
      bits -= 8
      bytes[at++] = held >>> bits
      held &= (1 << bits) - 1
    }
  }
  // Left-over bits that are set, or a whole left-over digit, would give one byte string several texts.
  return held === 0 && bits < bitsPerDigit ? bytes : undefined
}
