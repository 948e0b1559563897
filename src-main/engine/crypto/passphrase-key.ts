/**
 * The key of a passphrase, computed beside the engine where Node can (OpenSSL's Argon2id, in its own thread), so that others are answered
 * meanwhile; else as everywhere. Both give the same 32 bytes.
 */
import crypto from 'node:crypto'
import { promisify } from 'node:util'
import { KEY_BYTES, type PassphraseCost, argon2id } from '../../../shared/crypto/index.ts'

/** As `argon2id`, and rejects as it does. */
export async function passphraseKey(passphrase: string, salt: Uint8Array, cost: PassphraseCost): Promise<Uint8Array> {
  // OpenSSL would take none at all.
  if (passphrase === '') return argon2id(passphrase, salt, cost)
  try {
    return await beside(passphrase, salt, cost)
  } catch {
    // Electron's library may lack it; what is out of bounds is refused in one place.
    return argon2id(passphrase, salt, cost)
  }
}

async function beside(passphrase: string, nonce: Uint8Array, { memoryKib: memory, passes }: PassphraseCost): Promise<Uint8Array> {
  const message = passphrase.normalize('NFC')
  const key = await promisify(crypto.argon2)('argon2id', { message, nonce, parallelism: 1, tagLength: KEY_BYTES, memory, passes })
  return new Uint8Array(key)
}
