/**
 * An invitation to become contacts (SYNC-17): who I am, where my device listens, and a token that is good for a few days. It is not
 * signed: whoever hands over the link or shows the QR code is what vouches for it. Pairing derives a secret both sides tag sessions with.
 */
import { type Codec, array, bool, bytes, field, id, mapped, optional, refined, struct, text, uint } from '../codec/index.ts'
import { type Crypto, KEY_BYTES, kdfFromSecret } from '../crypto/index.ts'
import { cleanName } from '../identity/index.ts'
import { type AccountId, type DeviceId, idBytes } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { address } from './address.ts'

export const TOKEN_BYTES = 16

export interface ContactInvite {
  readonly account: AccountId
  readonly device: DeviceId
  /** 16 random bytes, the salt of the pairing secret. */
  readonly token: Uint8Array
  /** Milliseconds since 1970. */
  readonly issued: number
  /** At most seven days after `issued`. */
  readonly expires: number
  /** Multiaddrs, the most useful first, at most 8. */
  readonly addresses: readonly string[]
  /** A suggestion only: a contact bears the name I give. Plain text of at most 40 characters. */
  readonly name?: string
  /** Where the distributed table can be entered (RDV-9), as dial addresses; at most 2. */
  readonly entrances?: readonly string[]
  /** Shown on a screen to somebody who is there, never sent. */
  readonly inPerson: boolean
}

const fields = struct({
  account: field(1, id('account')),
  device: field(2, id('device')),
  token: field(3, bytes(TOKEN_BYTES)),
  issued: field(4, uint()),
  expires: field(5, uint()),
  addresses: field(6, array(address, { max: RESOURCE.ADDRESSES_PER_INVITE })),
  name: optional(7, text(INTRINSIC.NAME_CHARACTERS)),
  inPerson: field(8, bool),
  entrances: optional(32, array(address, { max: RESOURCE.ENTRANCES_PER_INVITE })),
})

/** The invitation as it stands in a link. A term over seven days is malformed, whenever it is read. */
export const contactInvite: Codec<ContactInvite> = mapped(
  refined(fields, ({ issued, expires }) => expires > issued && expires - issued <= RESOURCE.CONTACT_INVITE_TERM_MS),
  withCleanName,
  withCleanName,
)

/** Whether using it makes the contact verified: in person, scanned by this device's camera, within ten minutes, for the first time. */
export function isVerifiedByScan(
  invite: ContactInvite,
  use: { readonly now: number; readonly byCamera: boolean; readonly isFirst: boolean },
): boolean {
  const age = use.now - invite.issued
  return invite.inPerson && use.byCamera && use.isFirst && age >= 0 && age <= RESOURCE.CONTACT_IN_PERSON_MS
}

/**
 * The secret two paired accounts tag their sessions with, 32 bytes, the same on both sides. Undefined when the other's seal key is a bad
 * one (SIG-2).
 */
export function pairingSecret(
  crypto: Crypto,
  mine: { readonly account: AccountId; readonly sealSecret: Uint8Array },
  theirs: { readonly account: AccountId; readonly seal: Uint8Array },
  token: Uint8Array,
): Uint8Array | undefined {
  const shared = crypto.x25519(mine.sealSecret, theirs.seal)
  if (shared === undefined) return undefined
  const accounts = [mine.account, theirs.account].toSorted().map(idBytes)
  return kdfFromSecret(crypto, shared, token, 'sb1/contact', accounts, KEY_BYTES)
}

function withCleanName(invite: ContactInvite): ContactInvite {
  const { account, device, token, issued, expires, addresses, inPerson, entrances = [] } = invite
  const name = cleanName(invite.name ?? '')
  return {
    account,
    device,
    token,
    issued,
    expires,
    addresses,
    inPerson,
    ...(name !== '' && { name }),
    ...(entrances.length > 0 && { entrances }),
  }
}
