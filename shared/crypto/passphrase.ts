/**
 * A key from a passphrase by Argon2id (WebAssembly, so it runs anywhere). The costs are part of what is stored beside the salt: raising
 * them here must not lock anybody out.
 */
import { argon2id as hashWasmArgon2id } from 'hash-wasm'
import { KEY_BYTES, checkLength } from './lengths.ts'

export const PASSPHRASE_SALT_BYTES = 16

export interface PassphraseCost {
  readonly memoryKib: number
  readonly passes: number
}
export const PASSPHRASE_COST: PassphraseCost = { memoryKib: 64 * 1024, passes: 3 }

/** RFC 9106: eight blocks of 1 KiB for each lane. */
const PASSPHRASE_COST_MIN: PassphraseCost = { memoryKib: 8, passes: 1 }

/** What a stored cost may ask for: a damaged file must not take all memory or a day. */
export const PASSPHRASE_COST_MAX: PassphraseCost = { memoryKib: 1024 * 1024, passes: 16 }

/**
 * 32 bytes. Text is composed first, so that the same Korean typed on any system gives the same key. About 0.3 s at the usual cost.
 * Rejects with `RangeError` on an empty passphrase and on a salt or cost out of bounds.
 */
export async function argon2id(passphrase: string, salt: Uint8Array, cost: PassphraseCost = PASSPHRASE_COST): Promise<Uint8Array> {
  checkLength('passphrase salt', salt, PASSPHRASE_SALT_BYTES)
  if (passphrase === '' || !isWithin(cost, PASSPHRASE_COST_MIN, PASSPHRASE_COST_MAX)) {
    throw new RangeError('Argon2id needs a passphrase and a cost within bounds')
  }
  return hashWasmArgon2id({
    password: passphrase.normalize('NFC'),
    salt,
    memorySize: cost.memoryKib,
    iterations: cost.passes,
    parallelism: 1,
    hashLength: KEY_BYTES,
    outputType: 'binary',
  })
}

function isWithin(cost: PassphraseCost, min: PassphraseCost, max: PassphraseCost): boolean {
  const { memoryKib, passes } = cost
  if (!Number.isInteger(memoryKib) || !Number.isInteger(passes)) return false
  return memoryKib >= min.memoryKib && memoryKib <= max.memoryKib && passes >= min.passes && passes <= max.passes
}
