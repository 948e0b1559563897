/** Base64 with padding, as pictures in cards are written. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

export function toBase64(bytes: Uint8Array): string {
  const groups: string[] = []
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    const held = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const digit = (shift: number): string => DIGITS[(held >> shift) & 63] ?? ''
    groups.push(digit(18) + digit(12) + (b === undefined ? '=' : digit(6)) + (c === undefined ? '=' : digit(0)))
  }
  return groups.join('')
}
