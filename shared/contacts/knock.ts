/**
 * A knock asks to be let into a room (GOV-13): signed by the invitation's key, so that only somebody invited can make it, and by the
 * joiner's device, so that it cannot be aimed at another account. Whether the invitation still stands is for the room to say.
 */
import { type Codec, MALFORMED, array, codec, equalBytes, field, id, isSignature, optional, struct, text, uint } from '../codec/index.ts'
import { type Crypto, sign, verify } from '../crypto/index.ts'
import { type Certificate, type DeviceKeys, certificate, cleanName, devicesOf, verifyCertificate } from '../identity/index.ts'
import { type AccountId, type BlockId, type DeviceId, type InviteId, idBytes } from '../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../limits.ts'
import { ok } from '../result.ts'
import { type InviteKeys, inviteIdOf } from './invite-keys.ts'

/** What a knock says. */
export interface KnockFields {
  readonly invite: InviteId
  readonly account: AccountId
  /** The chain from the account to the joiner's device, which is the last one's. */
  readonly certificates: readonly Certificate[]
  /** Milliseconds since 1970, by the joiner's clock. */
  readonly t: number
  readonly root: BlockId
  /** What the joiner calls himself: plain text of at most 40 characters. */
  readonly name?: string
}

/** A knock as read: until `verifyKnock` says so, nobody has signed it. */
export interface Knock extends KnockFields {
  /** What both signatures cover, as it came (ENC-2). */
  readonly bytes: Uint8Array
  readonly inviteSignature: Uint8Array
  readonly deviceSignature: Uint8Array
}

const body = struct({
  invite: field(1, id('invite')),
  account: field(2, id('account')),
  certificates: field(3, array(certificate, { min: 1, max: INTRINSIC.KNOCK_CERTIFICATES })),
  t: field(4, uint()),
  root: field(5, id('block')),
  name: optional(6, text(INTRINSIC.NAME_CHARACTERS)),
})

/** `[bstr .cbor {…}, sig, sig]`, at most 8 KiB (SYNC-16). */
export const knock: Codec<Knock> = codec(
  (held) => [held.bytes, held.inviteSignature, held.deviceSignature],
  (value) => {
    if (!Array.isArray(value) || value.length !== 3) return MALFORMED
    const [bytes, inviteSignature, deviceSignature] = value
    if (!(bytes instanceof Uint8Array) || !isSignature(inviteSignature) || !isSignature(deviceSignature)) return MALFORMED
    const read = body.decode(bytes, RESOURCE.KNOCK_BYTES)
    if (!read.ok) return read
    const { invite, account, certificates, t, root } = read.value
    const name = cleanName(read.value.name ?? '')
    return ok({ invite, account, certificates, t, root, ...(name !== '' && { name }), bytes, inviteSignature, deviceSignature })
  },
)

/** A knock by this device. Throws `RangeError` when the last certificate is not this device's, or a field is out of bounds. */
export function makeKnock(crypto: Crypto, fields: Omit<KnockFields, 'invite'>, keys: InviteKeys, device: DeviceKeys): Knock {
  if (fields.certificates.at(-1)?.device !== device.device) throw new RangeError('the last certificate is not this device’s')
  const { name, ...rest } = fields
  const shown = cleanName(name ?? '')
  const full: KnockFields = { ...rest, invite: keys.invite, ...(shown !== '' && { name: shown }) }
  const bytes = body.encode(full)
  return {
    ...full,
    bytes,
    inviteSignature: sign(crypto, 'sb1/knock', keys.keySeed, bytes),
    deviceSignature: sign(crypto, 'sb1/knockdev', device.seed, bytes),
  }
}

/**
 * The device that knocks, when all holds: the public key is the invitation's, both signatures fit, and the certificates lead from the
 * account to that device at the time the knock names. Undefined otherwise. Costs at most 18 verifications.
 */
export function verifyKnock(crypto: Crypto, held: Knock, invitePublicKey: Uint8Array): DeviceId | undefined {
  const device = held.certificates.at(-1)?.device
  if (device === undefined || inviteIdOf(crypto, invitePublicKey) !== held.invite) return undefined
  if (!verify(crypto, 'sb1/knock', invitePublicKey, held.inviteSignature, held.bytes)) return undefined
  if (!verify(crypto, 'sb1/knockdev', idBytes(device), held.deviceSignature, held.bytes)) return undefined
  const certificates = held.certificates.filter((each) => verifyCertificate(crypto, each))
  return devicesOf(held.account, { certificates, revocations: [] }, held.t).has(device) ? device : undefined
}

/** Whether two are the same knock: "one knock admits once, ever". */
export function isSameKnock(a: Knock, b: Knock): boolean {
  return equalBytes(a.bytes, b.bytes)
}
