/**
 * Node's key objects for secrets, made once per array that holds the secret (making one costs twice a signature). A key object lives no
 * longer than the caller's own array: the account key, needed only while words are typed, leaves nothing behind.
 */
import { type KeyObject, createPrivateKey } from 'node:crypto'
import { equalBytes } from '../../../shared/codec/index.ts'

interface Made {
  readonly secret: Uint8Array
  readonly key: KeyObject
}

/** A function from secrets to key objects; `toDer` wraps a secret as PKCS #8. */
export function privateKeys(toDer: (secret: Uint8Array) => Buffer): (secret: Uint8Array) => KeyObject {
  const made = new WeakMap<Uint8Array, Made>()
  return (secret) => {
    const known = made.get(secret)
    // An array may have been overwritten since: identity alone would sign with the old key.
    if (known !== undefined && equalBytes(known.secret, secret)) return known.key
    const key = createPrivateKey({ key: toDer(secret), format: 'der', type: 'pkcs8' })
    made.set(secret, { secret: Uint8Array.from(secret), key })
    return key
  }
}
