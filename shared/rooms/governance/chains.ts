/**
 * Which of a list of certificates lead to an account (ENC-7): issued by the account itself, or by a device that has a chain of its own,
 * in the list or in the room. Chains are at most 8 long; guests issue nothing; what has run out by the op's own time does not count.
 */
import type { Certificate } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import type { Proofs } from './proofs.ts'
import type { RoomState } from './room-state.ts'

export interface Chained {
  readonly certificate: Certificate
  readonly length: number
  /** Issued by a rooted device of the room, at first or second hand (GOV-6). */
  readonly fromRooted: boolean
}

/** Certificates of `account` that hold, issuers before those they issued. `proofs` undefined: signatures are taken as checked. */
export function chained(
  state: RoomState,
  account: AccountId,
  certificates: readonly Certificate[],
  t: number,
  proofs: Proofs | undefined,
): readonly Chained[] {
  const found = new Map<Certificate, Chained>()
  const byDevice = new Map<DeviceId, Chained>()
  for (let grew = true; grew;) {
    grew = false
    for (const certificate of certificates) {
      if (found.has(certificate) || certificate.account !== account || hasRunOut(certificate, t)) continue
      const above = issuerOf(state, account, certificate, byDevice)
      if (above === undefined || above.length >= INTRINSIC.CERTIFICATE_CHAIN) continue
      if (proofs !== undefined && !proofs.certificate(certificate)) continue
      const link: Chained = { certificate, length: above.length + 1, fromRooted: above.rooted }
      found.set(certificate, link)
      if (certificate.kind !== 'guest' && !byDevice.has(certificate.device)) byDevice.set(certificate.device, link)
      grew = true
    }
  }
  return [...found.values()]
}

function hasRunOut({ kind, expires }: Certificate, t: number): boolean {
  return expires === undefined ? kind === 'guest' : t > expires
}

function issuerOf(
  state: RoomState,
  account: AccountId,
  { issuer }: Certificate,
  byDevice: ReadonlyMap<DeviceId, Chained>,
): { readonly length: number; readonly rooted: boolean } | undefined {
  if (issuer === (account as string)) return { length: 0, rooted: false }
  const known = state.devices.get(issuer as DeviceId)
  if (known !== undefined) {
    if (known.account !== account || known.dropped || known.isGuest || state.condemned.has(known.device)) return undefined
    return { length: known.chain, rooted: known.rooted }
  }
  const listed = byDevice.get(issuer as DeviceId)
  return listed === undefined ? undefined : { length: listed.length, rooted: listed.fromRooted }
}
