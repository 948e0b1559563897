/**
 * The form of a bundle (BNDL-1): a magic, then pieces of 64 KiB of which each looks like noise. A section is a run of pieces under one key; its
 * first begins with salt and check, its last is filled up. So a finder sees how many pieces there are, and neither where a section ends nor how
 * many there are. Nothing is compressed: what a file takes is known from its length.
 */
import { concatBytes, equalBytes, utf8 } from '../codec/index.ts'
import { type Crypto, kdfFromSecret } from '../crypto/index.ts'

export const BUNDLE_MAGIC = utf8('SBNDL1\r\n')
/** What begins a bundle of any version. */
export const MAGIC_FAMILY = utf8('SBNDL')

/** Of the file, seal and head included. */
export const PIECE_BYTES = 64 * 1024
export const SALT_BYTES = 32
const CHECK_BYTES = 16
export const HEAD_BYTES = SALT_BYTES + CHECK_BYTES
const TAG_BYTES = 16
/** Where in a piece the first frame begins that is not the rest of an earlier one: reading goes on there after a damaged piece. */
export const START_BYTES = 2
export const NO_START = 0xffff
const NONCE_BYTES = 12
const COUNTER_AT = 7
const NOTHING = new Uint8Array(0)
const CHECK = utf8('check')

/** A secret that opens sections, and what it stands for. */
export interface BundleKey<T> {
  readonly secret: Uint8Array
  readonly of: T
}

/** Of frames, in the piece with that number of its section. */
export function contentBytes(counter: number): number {
  return PIECE_BYTES - TAG_BYTES - START_BYTES - (counter === 0 ? HEAD_BYTES : 0)
}

export interface SectionKey {
  readonly key: Uint8Array
  readonly check: Uint8Array
}

/** Fresh for every salt, so that a nonce may be a counter. */
export function sectionKey(crypto: Crypto, secret: Uint8Array, salt: Uint8Array): SectionKey {
  const key = kdfFromSecret(crypto, secret, salt, 'sb1/bundle', [], 32)
  return { key, check: crypto.hmacSha256(key, CHECK).slice(0, CHECK_BYTES) }
}

/** The key of the section that begins with this piece, if the secret is its secret. */
export function keyOfHead(crypto: Crypto, secret: Uint8Array, piece: Uint8Array): Uint8Array | undefined {
  const { key, check } = sectionKey(crypto, secret, piece.subarray(0, SALT_BYTES))
  return equalBytes(check, piece.subarray(SALT_BYTES, HEAD_BYTES)) ? key : undefined
}

export function sealPiece(crypto: Crypto, key: Uint8Array, counter: number, isLast: boolean, plain: Uint8Array): Uint8Array {
  return crypto.aesGcmSeal(key, nonceOf(counter, isLast), NOTHING, plain)
}

export interface OpenedPiece {
  readonly isLast: boolean
  readonly start: number | undefined
  readonly content: Uint8Array
}

/** undefined: damaged, or no piece of this section at that place. */
export function openPiece(crypto: Crypto, key: Uint8Array, counter: number, piece: Uint8Array): OpenedPiece | undefined {
  const sealed = counter === 0 ? piece.subarray(HEAD_BYTES) : piece
  for (const isLast of [false, true]) {
    const plain = crypto.aesGcmOpen(key, nonceOf(counter, isLast), NOTHING, sealed)
    if (plain === undefined) continue
    const start = ((plain[0] ?? 0) << 8) | (plain[1] ?? 0)
    const content = plain.subarray(START_BYTES)
    return { isLast, start: start < content.length ? start : undefined, content }
  }
  return undefined
}

/** `start ‖ content`, filled up with zeros. */
export function plainOfPiece(counter: number, start: number | undefined, content: Uint8Array): Uint8Array {
  const at = start ?? NO_START
  const head = Uint8Array.of(at >>> 8, at & 0xff)
  return concatBytes(head, content, new Uint8Array(contentBytes(counter) - content.length))
}

function nonceOf(counter: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(NONCE_BYTES)
  new DataView(nonce.buffer).setUint32(COUNTER_AT, counter)
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0
  return nonce
}
