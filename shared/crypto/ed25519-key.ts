/**
 * SIG-1, the half about encodings: a public key must not be a non-canonical one, nor any of the 8 points of small order. Both back ends
 * ask this before they verify; whether the bytes name a point of the curve at all is left to them.
 */
import { fromHex } from '../codec/index.ts'
import { KEY_BYTES } from './lengths.ts'

/**
 * The y of every point of small order, as encoded (little-endian, sign bit clear): 0, 1, −1 and the two of order 8. With either sign of x
 * each is such a point or, where x is 0, a second encoding of one.
 */
const SMALL_ORDER_Y = [
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
].map((hex) => fromHex(hex) ?? new Uint8Array())

const LAST = KEY_BYTES - 1

/** Whether SIG-1 lets this key verify anything. */
export function isUsableEd25519Key(publicKey: Uint8Array): boolean {
  return publicKey.length === KEY_BYTES && isBelowFieldPrime(publicKey) && !hasSmallOrder(publicKey)
}

/** Whether 32 bytes encode a point of small order, canonically or by a wrong sign of x = 0. */
export function hasSmallOrder(point: Uint8Array): boolean {
  return SMALL_ORDER_Y.some((y) => y.every((byte, at) => byte === (at === LAST ? (point[at] ?? 0) & 0x7f : point[at])))
}

/** y < 2^255 − 19: the field prime is ed ff … ff 7f. */
function isBelowFieldPrime(point: Uint8Array): boolean {
  if (((point[LAST] ?? 0) & 0x7f) !== 0x7f || (point[0] ?? 0) < 0xed) return true
  return !point.subarray(1, LAST).every((byte) => byte === 0xff)
}
