/**
 * Revocations: the account's own key says that a device's key is dead for ever, and names the device that takes over in its rooms (GOV-7).
 * They are made while the words are typed; no device can make one.
 */
import { type Codec, type Signed, codec, compareBytes, field, id, optional, signed, struct, uint } from '../codec/index.ts'
import { type Crypto, sign, verify } from '../crypto/index.ts'
import { type AccountId, type DeviceId, idBytes } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import { ok } from '../result.ts'

/** What a revocation says. `n` rises with each one of an account; `reason` is a code for the UI. */
export interface RevocationFields {
  readonly account: AccountId
  readonly device: DeviceId
  readonly n: number
  /** Milliseconds since 1970. */
  readonly issued: number
  readonly heir: DeviceId
  readonly reason?: number
}

/** A revocation as read: until `verifyRevocation` says so, nobody has signed it. */
export interface Revocation extends RevocationFields {
  /** What the signature covers, as it came (ENC-2). */
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

const body = struct({
  account: field(1, id('account')),
  device: field(2, id('device')),
  n: field(3, uint()),
  issued: field(4, uint()),
  heir: field(5, id('device')),
  reason: optional(6, uint({ max: 255 })),
})
const wire: Codec<Signed<RevocationFields>> = signed(body, INTRINSIC.REVOCATION_BYTES)

/** `signed<revocation>`, wherever revocations travel. */
export const revocation: Codec<Revocation> = codec(
  (held) => [held.bytes, held.signature],
  (value) => {
    const read = wire.fromCbor(value)
    if (!read.ok) return read
    const { account, device, n, issued, heir, reason } = read.value.value
    const { bytes, signature } = read.value
    return ok({ account, device, n, issued, heir, ...(reason !== undefined && { reason }), bytes, signature })
  },
)

/** Whether the account did sign it. */
export function verifyRevocation(crypto: Crypto, { account, bytes, signature }: Revocation): boolean {
  return verify(crypto, 'sb1/revoke', idBytes(account), signature, bytes)
}

/** A revocation signed with the account's seed. Throws `RangeError` on fields out of bounds. */
export function issueRevocation(crypto: Crypto, fields: RevocationFields, accountSeed: Uint8Array): Revocation {
  const bytes = body.encode(fields)
  return { ...fields, bytes, signature: sign(crypto, 'sb1/revoke', accountSeed, bytes) }
}

/**
 * Those of one account that hold beside each other, the newest first: what names as its heir a device that a newer one revokes says nothing
 * (GOV-7), here as in rooms. Whoever revokes an heir says again what that heir said and shall go on holding.
 */
export function standingRevocations(account: AccountId, all: readonly Revocation[]): readonly Revocation[] {
  const revoked = new Set<DeviceId>()
  const standing: Revocation[] = []
  for (const each of all.filter((one) => one.account === account).toSorted((a, b) => b.n - a.n || compareBytes(a.bytes, b.bytes))) {
    if (revoked.has(each.heir)) continue
    revoked.add(each.device)
    standing.push(each)
  }
  return standing
}

/** The number of the newest, 0 without any. What devices said of each other before it counts no more (OWN-9). */
export function newestRevocation(all: readonly Revocation[]): number {
  return all.reduce((newest, { n }) => Math.max(newest, n), 0)
}
