/**
 * `knock` as it travels and stands in an admission: what is asked, signed with the invite's key and by the asking device (GOV-13). The
 * codec only reads; `proofs.ts` checks both signatures over the bytes as they came (ENC-2).
 */
import { type Codec, MALFORMED, SIGNATURE_BYTES, array, codec, field, id, optional, struct, text, uint } from '../../codec/index.ts'
import { type Crypto, sign } from '../../crypto/index.ts'
import { certificate, cleanName } from '../../identity/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import { ok } from '../../result.ts'
import type { KnockClaim } from './types.ts'

export type KnockFields = Omit<KnockClaim, 'bytes' | 'inviteSignature' | 'deviceSignature'>

const body = struct({
  invite: field(1, id('invite')),
  account: field(2, id('account')),
  certificates: field(3, array(certificate, { min: 1, max: INTRINSIC.CERTIFICATES_PER_ACTION })),
  t: field(4, uint()),
  root: field(5, id('block')),
  name: optional(6, text(INTRINSIC.NAME_CHARACTERS)),
})

/** `[bstr .cbor knock, sig by the invite's key, sig by the device]`. */
export const knockClaim: Codec<KnockClaim> = codec(
  (knock) => [knock.bytes, knock.inviteSignature, knock.deviceSignature],
  (value) => {
    if (!Array.isArray(value) || value.length !== 3) return MALFORMED
    const [signedBytes, inviteSignature, deviceSignature] = value
    if (!(signedBytes instanceof Uint8Array) || !isSignature(inviteSignature) || !isSignature(deviceSignature)) return MALFORMED
    const read = body.decode(signedBytes, RESOURCE.KNOCK_BYTES)
    if (!read.ok) return read
    const { invite, account, certificates, t, root } = read.value
    const name = cleanName(read.value.name ?? '')
    const asked = { invite, account, certificates, t, root, ...(name !== '' && { name }) }
    return ok({ ...asked, bytes: signedBytes, inviteSignature, deviceSignature })
  },
)

/** A knock with both signatures: `inviteSeed` comes from the link, `deviceSeed` is the asking device's. */
export function issueKnock(crypto: Crypto, fields: KnockFields, inviteSeed: Uint8Array, deviceSeed: Uint8Array): KnockClaim {
  const signedBytes = body.encode(fields)
  return {
    ...fields,
    bytes: signedBytes,
    inviteSignature: sign(crypto, 'sb1/knock', inviteSeed, signedBytes),
    deviceSignature: sign(crypto, 'sb1/knockdev', deviceSeed, signedBytes),
  }
}

function isSignature(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array && value.length === SIGNATURE_BYTES
}
