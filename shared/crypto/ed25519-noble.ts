/**
 * SIG-1 by hand on noble's curve: its own `verify` multiplies by the cofactor, in strict mode too, and node:crypto does not, so a crafted
 * signature would hold in a browser and fail on a desktop. Here `enc(S·B − k·A)` must be R byte for byte; R is never decoded.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { SIGNATURE_BYTES, concatBytes, equalBytes, toHex } from '../codec/index.ts'
import { isUsableEd25519Key } from './ed25519-key.ts'
import { KEY_BYTES } from './lengths.ts'
import { RecentMap } from './recent-map.ts'

const { Point } = ed25519
type Point = InstanceType<typeof Point>

const KEYS_REMEMBERED = 1024
const ORDER = Point.Fn.ORDER

/** A verifier with its own memory of keys, refused ones included: checking a key costs as much as a tenth of a signature. */
export function ed25519Verifier(): (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean {
  const negatedKeys = new RecentMap<string, Point | 'refused'>(KEYS_REMEMBERED)
  return (publicKey, message, signature) => {
    if (publicKey.length !== KEY_BYTES || signature.length !== SIGNATURE_BYTES) return false
    const negated = negatedKeys.get(toHex(publicKey), () => negatedPoint(publicKey))
    if (negated === 'refused') return false
    const r = signature.subarray(0, KEY_BYTES)
    const s = littleEndian(signature.subarray(KEY_BYTES))
    if (s >= ORDER) return false
    const k = littleEndian(sha512(concatBytes(r, publicKey, message))) % ORDER
    return equalBytes(Point.BASE.multiplyUnsafe(s).add(negated.multiplyUnsafe(k)).toBytes(), r)
  }
}

function negatedPoint(publicKey: Uint8Array): Point | 'refused' {
  if (!isUsableEd25519Key(publicKey)) return 'refused'
  try {
    return Point.fromBytes(publicKey).negate()
  } catch {
    return 'refused'
  }
}

function littleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(Uint8Array.from(bytes).reverse())}`)
}
