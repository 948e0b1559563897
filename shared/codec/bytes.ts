/**
 * Plain operations on byte strings that every format needs: joining, comparing, big-endian numbers and UTF-8. They run anywhere and
 * keep nothing of what they are given.
 */
const encoder = new TextEncoder()
// ENC-1: invalid UTF-8 is refused rather than repaired, and a leading U+FEFF is a character like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** All parts, one after the other, in new memory. */
export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

/** Whether both hold the same bytes; takes as long for a late difference as for an early one. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0)
  return difference === 0
}

/** Bytewise order, a prefix first: negative, zero or positive. Sorting hex ids as text gives the same order. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length)
  for (let i = 0; i < shorter; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Four bytes, big-endian. Throws `RangeError` unless `value` is an integer from 0 to 2^32 − 1. */
export function u32(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) throw new RangeError(`${value} is no u32`)
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** Eight bytes, big-endian. Throws `RangeError` unless `value` is an integer from 0 to 2^53 − 1. */
export function u64(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no safe u64`)
  return concatBytes(u32(Math.floor(value / 2 ** 32)), u32(value % 2 ** 32))
}

/** The big-endian number in all of `bytes`, or undefined when it is above 2^53 − 1. */
export function readUint(bytes: Uint8Array): number | undefined {
  let value = 0
  for (const byte of bytes) {
    value = value * 256 + byte
    if (value > Number.MAX_SAFE_INTEGER) return undefined
  }
  return value
}

/** UTF-8 of a text. Throws `RangeError` on a lone surrogate, which has none: replacing it would change the text unnoticed. */
export function utf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RangeError('text holds a lone surrogate')
  return encoder.encode(text)
}

/** The same, from a place of a buffer on that has room for it; how many bytes it took. */
export function utf8Into(text: string, buffer: Uint8Array, at: number): number {
  if (!text.isWellFormed()) throw new RangeError('text holds a lone surrogate')
  return encoder.encodeInto(text, buffer.subarray(at)).written
}

/** The text whose UTF-8 is given, or undefined when it is not valid UTF-8. */
export function readUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
