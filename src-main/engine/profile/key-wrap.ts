/** Wraps the database key for the key file and opens it again: by a passphrase, by the system's key store, or not at all. */
import type { Crypto, PassphraseCost, Rng } from '../../../shared/crypto/index.ts'
import { PASSPHRASE_COST, PASSPHRASE_SALT_BYTES } from '../../../shared/crypto/index.ts'
import { passphraseKey } from '../crypto/index.ts'
import { DATABASE_KEY_BYTES, WRAP_NONCE_BYTES } from './key-file.ts'
import type { KeyFile } from './key-file.ts'
import { failure } from './result.ts'
import type { Outcome } from './result.ts'

/** The key store of the operating system, as the Electron shell hands it in. */
export interface SecretVault {
  wrap(secret: Uint8Array): Promise<Uint8Array>
  /** undefined when the store does not know what it is given. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array | undefined>
}

export interface KeyWrapDeps {
  readonly crypto: Crypto
  readonly rng: Rng
  readonly vault?: SecretVault | undefined
  readonly passphrase?: string | undefined
  /** Only for keys made now; what is stored decides for others. */
  readonly cost?: PassphraseCost | undefined
}

const ASSOCIATED = new TextEncoder().encode('sarangbang profile key 1')

/** A passphrase wins over the key store: who gives one wants to be asked. */
export async function wrapKey(key: Uint8Array, deps: KeyWrapDeps): Promise<Outcome<KeyFile>> {
  if (deps.passphrase === '') return failure('PASSPHRASE_NEEDED')
  if (deps.passphrase !== undefined) return { ok: true, value: await seal(key, deps.passphrase, deps) }
  if (deps.vault !== undefined) return { ok: true, value: { protection: 'vault', wrapped: hex(await deps.vault.wrap(key)) } }
  return { ok: true, value: { protection: 'none', key: hex(key) } }
}

export async function openKey(file: KeyFile, deps: KeyWrapDeps): Promise<Outcome<Uint8Array>> {
  switch (file.protection) {
    case 'none':
      return { ok: true, value: bytes(file.key) }
    case 'vault': {
      if (deps.vault === undefined) return failure('VAULT_NEEDED')
      const key = await deps.vault.unwrap(bytes(file.wrapped))
      return key?.length === DATABASE_KEY_BYTES ? { ok: true, value: key } : failure('VAULT_REFUSED')
    }
    case 'passphrase': {
      if (deps.passphrase === undefined || deps.passphrase === '') return failure('PASSPHRASE_NEEDED')
      const wrapping = await passphraseKey(deps.passphrase, bytes(file.salt), { memoryKib: file.memoryKib, passes: file.passes })
      const key = deps.crypto.aesGcmOpen(wrapping, bytes(file.nonce), ASSOCIATED, bytes(file.sealed))
      return key === undefined ? failure('WRONG_PASSPHRASE') : { ok: true, value: key }
    }
  }
}

async function seal(key: Uint8Array, passphrase: string, { crypto, rng, cost = PASSPHRASE_COST }: KeyWrapDeps): Promise<KeyFile> {
  const salt = rng.bytes(PASSPHRASE_SALT_BYTES)
  const nonce = rng.bytes(WRAP_NONCE_BYTES)
  const sealed = crypto.aesGcmSeal(await passphraseKey(passphrase, salt, cost), nonce, ASSOCIATED, key)
  return {
    protection: 'passphrase',
    salt: hex(salt),
    memoryKib: cost.memoryKib,
    passes: cost.passes,
    nonce: hex(nonce),
    sealed: hex(sealed),
  }
}

function hex(data: Uint8Array): string {
  return Buffer.from(data).toString('hex')
}

function bytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
