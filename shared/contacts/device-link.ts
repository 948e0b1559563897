/**
 * What one of a person's computers shows another so that both become one person's: where it listens, and a token that proves having seen it.
 * It is no secret worth stealing: whoever takes it still has to show the same six digits to the person in front of both screens.
 */
import { type Codec, array, bytes, choice, field, id, mapped, optional, refined, struct, text, uint } from '../codec/index.ts'
import { cleanName } from '../identity/index.ts'
import type { DeviceId } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { address } from './address.ts'
import { TOKEN_BYTES } from './contact-invite.ts'

/** Who shows it: a computer that has the account, or one that has nothing yet. */
export type LinkingSide = 'account' | 'empty'

export interface DeviceLink {
  readonly device: DeviceId
  /** 16 random bytes. */
  readonly token: Uint8Array
  /** Milliseconds since 1970. */
  readonly issued: number
  /** At most ten minutes after `issued`. */
  readonly expires: number
  /** Multiaddrs, the most useful first, at most 8. */
  readonly addresses: readonly string[]
  readonly side: LinkingSide
  /** What the computer is called. Plain text of at most 40 characters. */
  readonly name?: string
}

const fields = struct({
  device: field(1, id('device')),
  token: field(2, bytes(TOKEN_BYTES)),
  issued: field(3, uint()),
  expires: field(4, uint()),
  addresses: field(5, array(address, { max: RESOURCE.ADDRESSES_PER_INVITE })),
  side: field(6, choice<LinkingSide>({ account: 0, empty: 1 })),
  name: optional(7, text(INTRINSIC.NAME_CHARACTERS)),
})

/** As it stands in a link. A term over ten minutes is malformed. */
export const deviceLink: Codec<DeviceLink> = mapped(
  refined(fields, ({ issued, expires }) => expires > issued && expires - issued <= RESOURCE.LINKING_TERM_MS),
  withCleanName,
  withCleanName,
)

function withCleanName({ name: given, ...link }: DeviceLink): DeviceLink {
  const { device, token, issued, expires, addresses, side } = link
  const name = cleanName(given ?? '')
  return { device, token, issued, expires, addresses, side, ...(name !== '' && { name }) }
}
