/**
 * The lengths that `Crypto` works with, in bytes, and the one check both back ends make with them.
 */
export const KEY_BYTES = 32
export const NONCE_BYTES = 12
export const TAG_BYTES = 16
/** 255 blocks of SHA-256 (RFC 5869). */
export const HKDF_MAX_BYTES = 255 * 32

/** Throws `RangeError` unless `bytes` has that length: the caller's mistake, never a peer's, whose input a codec has measured. */
export function checkLength(what: string, bytes: Uint8Array, length: number): void {
  if (bytes.length !== length) throw new RangeError(`${what} has ${bytes.length} bytes, not ${length}`)
}

/** Throws `RangeError` unless HKDF-Expand can give that many bytes. */
export function checkHkdfLength(length: number): void {
  if (!Number.isInteger(length) || length < 1 || length > HKDF_MAX_BYTES) throw new RangeError(`HKDF cannot give ${length} bytes`)
}
