/**
 * A device's key as libp2p writes it inside multiaddrs: base58btc of an identity multihash, `12D3KooW…`. Needed where an address names a
 * relay; everywhere else a device is its 32 bytes. One key has one text.
 */

/** Identity multihash, 36 bytes long: a protobuf of key type Ed25519 and 32 bytes. */
const PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20)
const KEY_BYTES = 32
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const BASE = BigInt(ALPHABET.length)
/** The prefix' leading zero byte is a leading `1`; the rest of 37 bytes is 51 digits. */
const CHARACTERS = 52

/** Text of a 32-byte Ed25519 public key. Throws `RangeError` on another length. */
export function peerIdText(key: Uint8Array): string {
  if (key.length !== KEY_BYTES) throw new RangeError(`a key of ${key.length} bytes`)
  let left = 0n
  for (const byte of [...PREFIX, ...key]) left = left * 256n + BigInt(byte)
  let text = ''
  for (; left > 0n; left /= BASE) text = ALPHABET.charAt(Number(left % BASE)) + text
  return ALPHABET.charAt(0) + text
}

/** The key, or undefined for everything that is not exactly such a text. */
export function peerIdKey(text: string): Uint8Array | undefined {
  if (text.length !== CHARACTERS || !text.startsWith(ALPHABET.charAt(0))) return undefined
  let left = 0n
  for (const character of text) {
    const digit = ALPHABET.indexOf(character)
    if (digit < 0) return undefined
    left = left * BASE + BigInt(digit)
  }
  const whole = new Uint8Array(PREFIX.length + KEY_BYTES)
  for (let at = whole.length - 1; at >= 0; at -= 1, left /= 256n) whole[at] = Number(left % 256n)
  const isWhole = left === 0n && PREFIX.every((byte, at) => whole[at] === byte)
  return isWhole ? whole.slice(PREFIX.length) : undefined
}
