/**
 * What passes from a computer of the account to an empty one once both persons said yes: a certificate that an approved device issues, which
 * roots the new one (GOV-6), and what it needs to find the others. The words and the account key are no part of it; this device has none.
 */
import type { Clock, Crypto } from '../../crypto/index.ts'
import {
  type Card,
  type DeviceKeys,
  assembleCertificate,
  certificateBytes,
  devicesOf,
  mergeCards,
  signAsDevice,
  signAsIssuer,
  soundCard,
} from '../../identity/index.ts'
import type { DeviceId } from '../../ids/index.ts'
import { INTRINSIC } from '../../limits.ts'
import { type Result, fail, ok } from '../../result.ts'
import type { Identity } from '../people/index.ts'
import type { LinkingAttempt } from './attempt.ts'
import { type LinkingMessageOf, encodeLinking } from './messages.ts'

export interface GrantingDeps {
  readonly crypto: Crypto
  readonly clock: Clock
  readonly identity: Identity
  /** Own devices that count now, this one among them. */
  readonly approved: readonly DeviceId[]
  readonly addresses: readonly string[]
  readonly rooms: number
}

type Grant = LinkingMessageOf<'linkGrant'>

/** TOO_MANY: the account has as many devices as it may, or this one stands at the end of the longest chain. */
export function makeGrant(
  { crypto, clock, identity, approved, addresses, rooms }: GrantingDeps,
  { token, peerSeal }: LinkingAttempt,
  device: DeviceId,
): Result<Grant, 'TOO_MANY' | 'LINK_FAILED'> {
  const { account, card, keys, name, selfKey, language } = identity
  const now = Math.max(0, Math.floor(clock.now()))
  const owned = devicesOf(account, card, now)
  const chain = owned.get(keys.device)?.chain
  if (peerSeal === undefined || chain === undefined) return fail('LINK_FAILED')
  if (chain.length >= INTRINSIC.CERTIFICATE_CHAIN || owned.size >= INTRINSIC.ACCOUNT_LIVE_DEVICES) return fail('TOO_MANY')
  const certificate = certificateBytes({ account, device, seal: peerSeal, issuer: keys.device, kind: 'full', issued: now, name })
  const grant: Grant = {
    type: 'linkGrant',
    token,
    certificate,
    issuerSignature: signAsIssuer(crypto, keys.seed, certificate),
    chain,
    selfKey,
    name,
    language,
    approved: approved.slice(0, INTRINSIC.ACCOUNT_LIVE_DEVICES),
    addresses,
    rooms,
  }
  try {
    encodeLinking(grant)
  } catch (cause) {
    if (cause instanceof RangeError) return fail('LINK_FAILED')
    throw cause
  }
  return ok(grant)
}

/** Who this computer is from now on; undefined when what came does not make it so: another's device, a certificate that leads nowhere. */
export function identityFrom(
  crypto: Crypto,
  grant: Grant,
  here: { readonly keys: DeviceKeys; readonly peer: DeviceId; readonly deviceName: string; readonly now: number },
): Identity | undefined {
  const { keys, peer, deviceName, now } = here
  const signature = signAsDevice(crypto, keys.seed, grant.certificate)
  const certificate = assembleCertificate(crypto, grant.certificate, grant.issuerSignature, signature)
  if (certificate === undefined || certificate.kind !== 'full') return undefined
  const { account, device, issuer } = certificate
  if (device !== keys.device || String(issuer) !== String(peer) || !isSame(certificate.seal, keys.seal)) return undefined
  const known: Card = soundCard(crypto, account, { certificates: grant.chain, revocations: [] })
  const card = mergeCards(account, known, { certificates: [certificate], revocations: [] })
  const owned = devicesOf(account, card, now)
  if (!owned.has(keys.device) || !owned.has(peer)) return undefined
  return {
    account,
    keys,
    name: grant.name,
    deviceName,
    language: grant.language,
    selfKey: grant.selfKey,
    card,
    approved: [...new Set([keys.device, peer, ...grant.approved])].slice(0, INTRINSIC.ACCOUNT_LIVE_DEVICES),
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
