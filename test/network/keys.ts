/** Device ids for tests, from the seed of the key. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { idFromBytes } from '../../shared/ids/index.ts'
import type { DeviceId } from '../../shared/ids/index.ts'

export function nobleEd25519PublicKey(seed: Uint8Array): DeviceId {
  return idFromBytes('device', ed25519.getPublicKey(seed))
}
