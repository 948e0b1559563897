/**
 * A keepsake: what a person must know to find the others again, as one of his devices knew it (docs/spec/recovery.md). Signed by that device,
 * with the chain that makes it the account's; whoever reads one believes nothing else. Reading is total.
 */
import {
  type CborValue,
  type Codec,
  type Held,
  array,
  arrayOfKnown,
  bool,
  bytes,
  codec,
  field,
  id,
  optional,
  raw,
  record,
  signed,
  struct,
  text,
  tuple,
  uint,
} from '../../codec/index.ts'
import { address, canonicalAddress } from '../../contacts/index.ts'
import { type Crypto, sign, verify } from '../../crypto/index.ts'
import { type Certificate, type DeviceKeys, EMPTY_CARD, card, certificate, cleanName, devicesOf, soundCard } from '../../identity/index.ts'
import { type AccountId, idBytes } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'

/** Addresses of kinds that only a later version knows are left out (ENC-5). */
const addresses: Codec<readonly string[]> = codec(
  (texts) => texts.flatMap((each) => (canonicalAddress(each) === undefined ? [] : [address.toCbor(each)])),
  (value) => {
    const read = known.fromCbor(value)
    return read.ok ? ok(read.value.flatMap(addressIn)) : read
  },
)
const known = array(raw, { max: RESOURCE.KEEPSAKE_ADDRESSES })

const name = text(INTRINSIC.NAME_CHARACTERS)

const contact = struct({
  account: field(1, id('account')),
  isVerified: field(2, bool),
  isBlocked: field(3, bool),
  /** Where each of their devices was met or said to be last. */
  devices: field(4, array(tuple(id('device'), addresses), { max: INTRINSIC.ACCOUNT_LIVE_DEVICES })),
  since: field(5, uint()),
  given: optional(6, name),
  announced: optional(7, name),
  /** GOV-16: no contact, here only to stay shut out. */
  isStranger: optional(8, bool),
  /** Of who is blocked: by his devices he is known before he says who he is. */
  card: optional(9, card),
})
export type KeptContact = Held<typeof contact>

const CHOICE_NAME_CHARACTERS = 80
const CHOICE_BYTES = 64

const shut = record({ device: field(1, id('device')), name: field(2, name), since: field(3, uint()) })

const body = struct({
  account: field(1, id('account')),
  device: field(2, id('device')),
  /** Milliseconds since 1970 by that device; rises with each it makes. */
  n: field(3, uint()),
  contacts: field(4, arrayOfKnown(contact, { max: RESOURCE.CONTACTS })),
  /** Devices that were blocked before they said whose they are. */
  shut: field(5, array(shut, { max: RESOURCE.BLOCKED_DEVICES })),
  /** Own devices that were taken out (OWN-8). */
  out: field(6, array(id('device'), { max: RESOURCE.REVOKED_DEVICES })),
  /** How conversations are listed and told of, by item name as own devices tell each other (OWN-1). */
  choices: field(7, array(tuple(text(CHOICE_NAME_CHARACTERS), bytes({ max: CHOICE_BYTES })), { max: RESOURCE.KEEPSAKE_CHOICES })),
})
export type Keepsake = Held<typeof body>

const wire = struct({
  said: field(1, signed(body, RESOURCE.KEEPSAKE_BYTES)),
  chain: field(2, array(certificate, { min: 1, max: INTRINSIC.CERTIFICATE_CHAIN })),
})

/** Whether it can be in one: none is that long today. */
export function isChoice(item: string, value: Uint8Array): boolean {
  return value.length > 0 && value.length <= CHOICE_BYTES && item.length <= CHOICE_NAME_CHARACTERS
}

/** By this device. Throws `RangeError` on what is out of bounds. */
export function issueKeepsake(crypto: Crypto, keys: DeviceKeys, chain: readonly Certificate[], keepsake: Keepsake): Uint8Array {
  const said = body.encode(keepsake)
  return wire.encode({ said: { value: keepsake, bytes: said, signature: sign(crypto, 'sb1/keepsake', keys.seed, said) }, chain })
}

/** What it says, for telling whether two say the same. */
export function keepsakeBytes(keepsake: Keepsake): Uint8Array {
  return body.encode(keepsake)
}

/**
 * MALFORMED: none, or of a later version. FOREIGN: of another account. FORGED: that device did not sign it, or is none of the account's. The
 * cards in it are as claimed: nobody has checked their signatures.
 */
export function readKeepsake(
  crypto: Crypto,
  account: AccountId,
  encoded: Uint8Array,
): Result<Keepsake, 'KEEPSAKE_MALFORMED' | 'KEEPSAKE_FOREIGN' | 'KEEPSAKE_FORGED'> {
  const read = wire.decode(encoded, RESOURCE.KEEPSAKE_BYTES)
  if (!read.ok) return fail('KEEPSAKE_MALFORMED')
  const { said, chain } = read.value
  if (said.value.account !== account) return fail('KEEPSAKE_FOREIGN')
  const { device } = said.value
  const owned = devicesOf(account, soundCard(crypto, account, { ...EMPTY_CARD, certificates: chain })).get(device)
  if (owned === undefined || owned.certificate.kind === 'guest') return fail('KEEPSAKE_FORGED')
  if (!verify(crypto, 'sb1/keepsake', idBytes(device), said.signature, said.bytes)) return fail('KEEPSAKE_FORGED')
  return ok({ ...said.value, contacts: said.value.contacts.map(cleaned) })
}

/** Names as they may be shown, whoever's program wrote them. */
function cleaned({ given, announced, ...rest }: KeptContact): KeptContact {
  const [shownGiven, shownAnnounced] = [cleanName(given ?? ''), cleanName(announced ?? '')]
  return { ...rest, ...(shownGiven !== '' && { given: shownGiven }), ...(shownAnnounced !== '' && { announced: shownAnnounced }) }
}

function addressIn(value: CborValue): readonly string[] {
  const read = address.fromCbor(value)
  return read.ok ? [read.value] : []
}
