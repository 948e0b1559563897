/**
 * Of what a card shows of somebody's revocations, what is believed (OWN-9). The account's key alone makes none: whoever stole the words and
 * nothing else would revoke every device of the person (threat 45). Its heir must be a device that was known here before, as theirs.
 */
import { type Card, devicesOf } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import type { ContactRecord } from './contact-record.ts'

/** `shown` is sound. Of somebody not met yet all of it: there is nobody it could be turned against. */
export function believed(account: AccountId, before: ContactRecord, shown: Card, isRooted: (device: DeviceId) => boolean): Card {
  if (shown.revocations.length === 0 || before.card.certificates.length === 0) return shown
  // As they stood without any revocation: newer words may bring back whom older ones had revoked.
  const known = devicesOf(account, { ...before.card, revocations: [] })
  // GOV-6: one that the words alone certify, that the person here has not looked at, and no common room vouches for, is no heir.
  const isDoubtful = (heir: DeviceId): boolean =>
    before.unseen.includes(heir) &&
    String(known.get(heir)?.certificate.issuer) === String(account) &&
    !isSaid(before, heir) &&
    !isRooted(heir)
  const isHeir = (heir: DeviceId): boolean => known.has(heir) && !isDoubtful(heir)
  return { ...shown, revocations: shown.revocations.filter(({ heir }) => isHeir(heir)) }
}

/** An heir by words that were believed has a certificate of the account's own because he is one. */
export function isSaid({ card }: ContactRecord, device: string): boolean {
  return card.revocations.some(({ heir }) => heir === device)
}
