/**
 * Raw Curve25519 keys in the DER wrapping that node:crypto asks for (RFC 8410): a fixed prefix, then the 32 bytes.
 */
import type { KeyObject } from 'node:crypto'

type Kind = 'ed25519' | 'x25519'

const PRIVATE_PREFIX = { ed25519: '302e020100300506032b657004220420', x25519: '302e020100300506032b656e04220420' } as const
const PUBLIC_PREFIX = { ed25519: '302a300506032b6570032100', x25519: '302a300506032b656e032100' } as const
const RAW_BYTES = 32

/** PKCS #8 of a 32-byte seed or secret. */
export function privateKeyDer(kind: Kind, secret: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(PRIVATE_PREFIX[kind], 'hex'), secret])
}

/** SPKI of a 32-byte public key. */
export function publicKeyDer(kind: Kind, raw: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(PUBLIC_PREFIX[kind], 'hex'), raw])
}

/** The 32 bytes of a public key. */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(-RAW_BYTES))
}
