/**
 * Which devices an account's certificates make its own (ENC-7): a chain of at most 8 from the account, each link issued by the account or
 * by a device that has a chain itself and is no guest. A revoked device, and whatever rests on it alone, is out. Signatures are taken as
 * checked.
 */
import { compareBytes } from '../codec/index.ts'
import type { AccountId, DeviceId } from '../ids/index.ts'
import { INTRINSIC } from '../limits.ts'
import { type Certificate, wholeBytes } from './certificate.ts'
import { type Revocation, standingRevocations } from './revocation.ts'

/** A device that belongs to an account, and why. */
export interface OwnedDevice {
  readonly device: DeviceId
  readonly certificate: Certificate
  /** From the one the account issued to this device's own, 1 to 8 of them. */
  readonly chain: readonly Certificate[]
}

/** Sound pieces about accounts; those of another account are passed over. */
export interface DeviceEvidence {
  readonly certificates: readonly Certificate[]
  readonly revocations: readonly Revocation[]
}

/**
 * The account's devices by id, at most 16: shorter chains first, then earlier issue, then lower id. `at` (ms since 1970) leaves out what
 * had ended by then; without it nothing ends, for those who must not ask a clock.
 */
export function devicesOf(account: AccountId, evidence: DeviceEvidence, at?: number): ReadonlyMap<DeviceId, OwnedDevice> {
  const revoked = new Set(standingRevocations(account, evidence.revocations).map(({ device }) => device))
  const usable = evidence.certificates.filter(
    (each) =>
      each.account === account && !revoked.has(each.device) && (at === undefined || each.expires === undefined || at < each.expires),
  )
  const owned = new Map<DeviceId, OwnedDevice>()
  let issuers: ReadonlyMap<string, readonly Certificate[]> = new Map([[account, []]])
  for (let length = 1; length <= INTRINSIC.CERTIFICATE_CHAIN && issuers.size > 0; length++) {
    issuers = addLinks(owned, usable, issuers)
  }
  return firstOf(owned)
}

/** Adds the devices whose chain is one longer than those of `issuers`; gives those of them that may issue in turn, with their chains. */
function addLinks(
  owned: Map<DeviceId, OwnedDevice>,
  usable: readonly Certificate[],
  issuers: ReadonlyMap<string, readonly Certificate[]>,
): ReadonlyMap<string, readonly Certificate[]> {
  const next = new Map<string, readonly Certificate[]>()
  for (const certificate of usable.toSorted(byMerit)) {
    const above = issuers.get(certificate.issuer)
    const known = owned.get(certificate.device)
    // A guest who is later made a full device gets the better certificate, though its chain may be longer.
    if (above === undefined || (known !== undefined && (known.certificate.kind !== 'guest' || certificate.kind === 'guest'))) continue
    const chain = [...above, certificate]
    owned.set(certificate.device, { device: certificate.device, certificate, chain })
    if (certificate.kind !== 'guest') next.set(certificate.device, chain)
  }
  return next
}

/** Lasting before guest, later before earlier, so that a renewed certificate replaces the one it renews; bytes decide the rest. */
function byMerit(a: Certificate, b: Certificate): number {
  const guestsLast = Number(a.kind === 'guest') - Number(b.kind === 'guest')
  return guestsLast || b.issued - a.issued || compareBytes(wholeBytes(a), wholeBytes(b))
}

function firstOf(owned: ReadonlyMap<DeviceId, OwnedDevice>): ReadonlyMap<DeviceId, OwnedDevice> {
  if (owned.size <= INTRINSIC.ACCOUNT_LIVE_DEVICES) return owned
  const inOrder = [...owned.values()].toSorted(
    (a, b) => a.chain.length - b.chain.length || a.certificate.issued - b.certificate.issued || (a.device < b.device ? -1 : 1),
  )
  return new Map(inOrder.slice(0, INTRINSIC.ACCOUNT_LIVE_DEVICES).map((each) => [each.device, each]))
}
