/**
 * `sarangbang://` links, which are also what the QR codes say: `add#…` a contact invitation, `join#…` a room invitation, `device#…` a computer to link with one's own. All that matters
 * stands behind the `#`, in base64url of deterministic CBOR. Reading is total: any text gives an invitation or a code.
 */
import { fromBase64url, toBase64url } from '../codec/index.ts'
import { cleanName } from '../identity/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { type Result, fail, ok } from '../result.ts'
import { type ContactInvite, contactInvite } from './contact-invite.ts'
import { type DeviceLink, deviceLink } from './device-link.ts'
import { type RoomInvite, roomInvite } from './room-invite.ts'

export type Link =
  | { readonly type: 'contact'; readonly invite: ContactInvite }
  | { readonly type: 'room'; readonly invite: RoomInvite }
  | { readonly type: 'device'; readonly link: DeviceLink }

/** UNSUPPORTED: a newer app made it. TERM_TOO_LONG: it claims to hold for longer than any may; the maker's clock or ours is off. */
export type LinkFailure = 'NO_LINK' | 'TOO_LONG' | 'MALFORMED' | 'UNSUPPORTED' | 'EXPIRED' | 'TERM_TOO_LONG'

/** What three IPv4 addresses take leaves room for a name. */
const KEPT_ADDRESSES = 3
const SCHEME = 'sarangbang://'
// A system that hands the link on may write a slash before the fragment; a person may paste words around it.
const LINK = /sarangbang:\/\/(add|join|device)\/?#([\w-]*)/i

/**
 * The link of a contact invitation, within 300 characters: a QR code must be quick to scan. What does not fit goes: entrances to the table,
 * addresses from the last on, as long as there are more than three, then letters of the name, then further addresses.
 */
export function contactLink(invite: ContactInvite): string {
  const { name = '', addresses, entrances, ...rest } = invite
  if (entrances !== undefined) {
    const whole = linkOf('add', contactInvite.encode(invite))
    if (whole.length <= RESOURCE.CONTACT_LINK_CHARACTERS) return whole
  }
  let link = ''
  for (const [count, characters] of shorterOnes(addresses.length, [...name].length)) {
    const shown = cleanName(name, characters)
    link = linkOf('add', contactInvite.encode({ ...rest, addresses: addresses.slice(0, count), ...(shown !== '' && { name: shown }) }))
    if (link.length <= RESOURCE.CONTACT_LINK_CHARACTERS) return link
  }
  return link
}

/** The link of a room invitation. What does not fit a link goes: of the hosts with the most addresses, the last host's last one. */
export function roomLink(invite: RoomInvite): string {
  const hosts = [...invite.hosts]
  for (;;) {
    const link = linkOf('join', roomInvite.encode({ ...invite, hosts }))
    const most = Math.max(...hosts.map(({ addresses }) => addresses.length))
    if (link.length <= RESOURCE.LINK_CHARACTERS || most <= 0) return link
    const at = hosts.findLastIndex(({ addresses }) => addresses.length === most)
    const host = hosts[at]
    if (host !== undefined) hosts[at] = { ...host, addresses: host.addresses.slice(0, -1) }
  }
}

/** The first link in a pasted or scanned text, if it still holds at `now` (ms since 1970). */
export function parseLink(text: string, now: number): Result<Link, LinkFailure> {
  if (text.length > RESOURCE.LINK_CHARACTERS) return fail('TOO_LONG')
  const [, kind, fragment] = LINK.exec(text) ?? []
  if (kind === undefined || fragment === undefined) return fail('NO_LINK')
  const encoded = fromBase64url(fragment)
  if (encoded === undefined) return fail('MALFORMED')
  return READERS[kind.toLowerCase()]?.(encoded, now) ?? fail('NO_LINK')
}

/** What a computer shows to another of the same person. */
export function linkToDevice(link: DeviceLink): string {
  return linkOf('device', deviceLink.encode(link))
}

const READERS: Readonly<Record<string, (encoded: Uint8Array, now: number) => Result<Link, LinkFailure>>> = {
  add: readContact,
  join: readRoom,
  device: readDevice,
}

function readContact(encoded: Uint8Array, now: number): Result<Link, LinkFailure> {
  const read = contactInvite.decode(encoded)
  if (!read.ok) return read
  const term = termFailure(read.value.expires, now, RESOURCE.CONTACT_INVITE_TERM_MS)
  return term === undefined ? ok({ type: 'contact', invite: read.value }) : fail(term)
}

function readRoom(encoded: Uint8Array, now: number): Result<Link, LinkFailure> {
  const read = roomInvite.decode(encoded)
  if (!read.ok) return read
  const term = termFailure(read.value.expires, now, INTRINSIC.INVITE_TERM_MS)
  return term === undefined ? ok({ type: 'room', invite: read.value }) : fail(term)
}

function readDevice(encoded: Uint8Array, now: number): Result<Link, LinkFailure> {
  const read = deviceLink.decode(encoded)
  if (!read.ok) return read
  // Both clocks are the same person's, and yet one may be off: what is not yet in doubt (CLK-4) still holds.
  const term = termFailure(read.value.expires + RESOURCE.CLOCK_DOUBT_MS, now, RESOURCE.LINKING_TERM_MS + RESOURCE.CLOCK_DOUBT_MS)
  return term === undefined ? ok({ type: 'device', link: read.value }) : fail(term)
}

/** The maker's clock may be ahead of ours by as much as is not yet in doubt (CLK-4). */
function termFailure(expires: number, now: number, longest: number): 'EXPIRED' | 'TERM_TOO_LONG' | undefined {
  if (expires <= now) return 'EXPIRED'
  return expires - now > longest + RESOURCE.CLOCK_DOUBT_MS ? 'TERM_TOO_LONG' : undefined
}

/** How many addresses and how many characters of a name of that length, ever fewer. */
function* shorterOnes(addresses: number, characters: number): Generator<readonly [addresses: number, characters: number]> {
  for (let count = addresses; count > KEPT_ADDRESSES; count--) yield [count, characters]
  const kept = Math.min(addresses, KEPT_ADDRESSES)
  for (let length = characters; length > 0; length--) yield [kept, length]
  for (let count = kept; count >= 0; count--) yield [count, 0]
}

function linkOf(kind: 'add' | 'join' | 'device', encoded: Uint8Array): string {
  return `${SCHEME}${kind}#${toBase64url(encoded)}`
}
