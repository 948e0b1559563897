/**
 * What follows from the seed in a room invitation: the key pair that knocks are signed with, the secret of the rendezvous tags, and the
 * id the room knows the invitation by. The room holds public key and `rv` only, so no member can knock in another's name (GOV-13).
 */
import { type Crypto, KEY_BYTES, hash, kdf } from '../crypto/index.ts'
import { ID_BYTES, type InviteId, idFromBytes } from '../ids/index.ts'

const RV_BYTES = 16

export interface InviteKeys {
  /** Ed25519 seed of the invite key. Secret. */
  readonly keySeed: Uint8Array
  readonly publicKey: Uint8Array
  /** Key of the invitation's tags (SYNC-2), 16 bytes. Known to members and the invited. */
  readonly rv: Uint8Array
  readonly invite: InviteId
}

/** The keys of an invitation from its 32-byte seed. */
export function inviteKeys(crypto: Crypto, seed: Uint8Array): InviteKeys {
  const keySeed = kdf(crypto, seed, 'sb1/inv', [], KEY_BYTES)
  const publicKey = crypto.ed25519PublicKey(keySeed)
  return { keySeed, publicKey, rv: kdf(crypto, seed, 'sb1/rv', [], RV_BYTES), invite: inviteIdOf(crypto, publicKey) }
}

/** The id of an invitation from its public key. */
export function inviteIdOf(crypto: Crypto, publicKey: Uint8Array): InviteId {
  return idFromBytes('invite', hash(crypto, 'sb1/invite', publicKey).slice(0, ID_BYTES.invite))
}
