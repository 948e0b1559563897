/**
 * Device ids and libp2p peer ids name the same Ed25519 key; these are the two directions. A peer id of any other key kind is nobody we
 * can know.
 */
import { publicKeyFromRaw } from '@libp2p/crypto/keys'
import type { PeerId } from '@libp2p/interface'
import { peerIdFromPublicKey } from '@libp2p/peer-id'
import { ID_BYTES, idBytes, idFromBytes } from '../../../shared/ids/index.ts'
import type { DeviceId } from '../../../shared/ids/index.ts'

export function peerIdOf(device: DeviceId): PeerId {
  return peerIdFromPublicKey(publicKeyFromRaw(idBytes(device)))
}

export function deviceOf(peer: PeerId): DeviceId | undefined {
  if (peer.type !== 'Ed25519' || peer.publicKey.raw.length !== ID_BYTES.device) return undefined
  return idFromBytes('device', peer.publicKey.raw)
}
