/**
 * Device ids as libp2p writes them in addresses: base58 of an identity hash around the Ed25519 key. Only this one form is read, so that a
 * device has one text; peer ids of other keys are nobody we can know.
 */
import { ID_BYTES, idBytes, idFromBytes } from './ids.ts'
import type { DeviceId } from './ids.ts'

/** Identity multihash of 36 bytes: a protobuf key, kind Ed25519, of 32 bytes. */
const PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20)
const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** Every such peer id has as many characters, since its first bytes are the same. */
const CHARACTERS = 52

/** `12D3KooW…` */
export function peerIdText(device: DeviceId): string {
  let value = 0n
  for (const byte of [...PREFIX, ...idBytes(device)]) value = (value << 8n) | BigInt(byte)
  let text = ''
  for (; value > 0n; value /= 58n) text = DIGITS.charAt(Number(value % 58n)) + text
  // The prefix has one leading zero byte, which base58 writes as its first digit.
  return `1${text}`
}

/** The device of a peer id's text; undefined for anything else. */
export function deviceOfPeerId(text: string): DeviceId | undefined {
  if (text.length !== CHARACTERS) return undefined
  let value = 0n
  for (const character of text) {
    const digit = DIGITS.indexOf(character)
    if (digit < 0) return undefined
    value = value * 58n + BigInt(digit)
  }
  const bytes = new Uint8Array(PREFIX.length + ID_BYTES.device)
  for (let index = bytes.length - 1; index >= 0; index -= 1, value >>= 8n) bytes[index] = Number(value & 0xffn)
  const isOurs = value === 0n && PREFIX.every((byte, index) => bytes[index] === byte)
  if (!isOurs) return undefined
  const device = idFromBytes('device', bytes.subarray(PREFIX.length))
  return peerIdText(device) === text ? device : undefined
}
