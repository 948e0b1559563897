/**
 * HMAC-SHA-256 and HKDF-Expand from one-shot hashes: node:crypto's own Hmac object costs three times as much for the short inputs of
 * KEY-2, and sealing or opening a block needs several of them.
 */
import { hash } from 'node:crypto'

const BLOCK_BYTES = 64
const HASH_BYTES = 32
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c

/** RFC 2104. */
export function hmacSha256(key: Uint8Array, data: Uint8Array): Uint8Array {
  const shortKey = key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key
  const inner = new Uint8Array(BLOCK_BYTES + data.length).fill(INNER_PAD, 0, BLOCK_BYTES)
  const outer = new Uint8Array(BLOCK_BYTES + HASH_BYTES).fill(OUTER_PAD, 0, BLOCK_BYTES)
  for (let i = 0; i < shortKey.length; i++) {
    const byte = shortKey[i] ?? 0
    inner[i] = byte ^ INNER_PAD
    outer[i] = byte ^ OUTER_PAD
  }
  inner.set(data, BLOCK_BYTES)
  outer.set(hash('sha256', inner, 'buffer'), BLOCK_BYTES)
  return new Uint8Array(hash('sha256', outer, 'buffer'))
}

/** RFC 5869 §2.3. */
export function hkdfExpand(prk: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length)
  let before = new Uint8Array()
  for (let at = 0, counter = 1; at < length; at += HASH_BYTES, counter++) {
    const input = new Uint8Array(before.length + info.length + 1)
    input.set(before)
    input.set(info, before.length)
    input[input.length - 1] = counter
    before = new Uint8Array(hmacSha256(prk, input))
    output.set(before.subarray(0, length - at), at)
  }
  return output
}
