/**
 * An invitation into a room: the seed its keys follow from, which room it is, and devices that may open the door. Whoever holds it may
 * knock, so it travels in the fragment of a link only, which no server ever sees.
 */
import { type Codec, array, bytes, field, id, mapped, struct, text, tuple, uint } from '../codec/index.ts'
import { cleanName } from '../identity/index.ts'
import type { AccountId, BlockId, DeviceId, RoomHandle } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { address } from './address.ts'

export const INVITE_SEED_BYTES = 32

/** A device that may let the invited in, and up to 4 multiaddrs of it. */
export interface InviteHost {
  readonly device: DeviceId
  readonly addresses: readonly string[]
}

export interface RoomInvite {
  /** Block id of the room's `create`: the joiner checks that he got into this room. */
  readonly root: BlockId
  /** Secret; see `inviteKeys`. */
  readonly seed: Uint8Array
  readonly handle: RoomHandle
  /** Milliseconds since 1970. */
  readonly expires: number
  /** 0 reader, 1 guest, 2 member: no invitation makes an admin (GOV-2). */
  readonly role: number
  readonly hosts: readonly InviteHost[]
  /** Plain text of at most 80 characters. */
  readonly title: string
  readonly inviter: AccountId
}

const HIGHEST_ROLE = 2

const host: Codec<InviteHost> = mapped(
  tuple(id('device'), array(address, { max: RESOURCE.ADDRESSES_PER_HOST })),
  ({ device, addresses }) => [device, addresses] as const,
  ([device, addresses]) => ({ device, addresses }),
)

const fields = struct({
  root: field(1, id('block')),
  seed: field(2, bytes(INVITE_SEED_BYTES)),
  handle: field(3, id('handle')),
  expires: field(4, uint()),
  role: field(5, uint({ max: HIGHEST_ROLE })),
  hosts: field(6, array(host, { min: 1, max: RESOURCE.HOSTS_PER_INVITE })),
  title: field(7, text(INTRINSIC.TITLE_CHARACTERS)),
  inviter: field(8, id('account')),
})

/** The invitation as it stands in a link. */
export const roomInvite: Codec<RoomInvite> = mapped(fields, withCleanTitle, withCleanTitle)

function withCleanTitle({ root, seed, handle, expires, role, hosts, title, inviter }: RoomInvite): RoomInvite {
  return { root, seed, handle, expires, role, hosts, title: cleanName(title, INTRINSIC.TITLE_CHARACTERS), inviter }
}
