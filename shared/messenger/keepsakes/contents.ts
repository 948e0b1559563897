/**
 * What goes into this device's keepsake: whom the person knows or shut out, by what names and marks, and where their devices are. No secret
 * is in it: nobody is a contact again before he said yes (RECV-3). Past the limit addresses go first, then announced names, then whoever was
 * met longest ago; a block never does.
 */
import { EMPTY_CARD, devicesOf } from '../../identity/index.ts'
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { ContactRecord } from '../people/index.ts'
import type { KeptContact } from './keepsake.ts'

/** Whom this device knows. */
export interface KnownPeople {
  /** Of somebody known or shut out. */
  readonly contacts: Iterable<readonly [AccountId, ContactRecord]>
  /** Those a keepsake brought back, who have not answered yet. */
  readonly awaited: readonly KeptContact[]
  /** Where a device was met or is said to be, the best guess first. */
  addressesOf(device: DeviceId): readonly string[]
}

/** Everybody, with all that is known; those who are blocked first, then whom one met last. */
export function gather({ contacts, awaited, addressesOf }: KnownPeople, now: number): readonly KeptContact[] {
  const found = new Map<AccountId, KeptContact>(awaited.map((each) => [each.account, each]))
  for (const [account, record] of contacts) found.set(account, keptOf(account, record, addressesOf, now))
  return [...found.values()]
    .toSorted((a, b) => Number(b.isBlocked) - Number(a.isBlocked) || b.since - a.since || (a.account < b.account ? -1 : 1))
    .slice(0, RESOURCE.CONTACTS)
}

/** Less and less of the same, until `encode` gives something that fits. */
export function fitting<T>(contacts: readonly KeptContact[], encode: (contacts: readonly KeptContact[]) => T | undefined): T | undefined {
  const fewer = contacts.map((each) => ({ ...each, devices: each.devices.map(([device, known]) => [device, known.slice(0, 1)] as const) }))
  const bare = contacts.map(({ announced, ...each }) => ({
    ...each,
    devices: each.devices.map(([device]) => [device, []] as const),
    ...(each.given === undefined && announced !== undefined && { announced }),
  }))
  for (const attempt of [contacts, fewer, bare]) {
    const made = encode(attempt)
    if (made !== undefined) return made
  }
  for (
    let left = bare.slice(0, Math.floor((bare.length * 3) / 4));
    left.length > 0;
    left = left.slice(0, Math.floor((left.length * 3) / 4))
  ) {
    const made = encode(left)
    if (made !== undefined) return made
  }
  return encode([])
}

/** The same while nothing changed but where devices are: those may be told a day later. */
export function withoutPlaces(contacts: readonly KeptContact[]): readonly KeptContact[] {
  return contacts
    .map((each) => ({ ...each, devices: each.devices.map(([device, known]) => [device, known.length === 0 ? [] : [ANYWHERE]] as const) }))
    .toSorted((a, b) => (a.account < b.account ? -1 : 1))
}

const ANYWHERE = '/ip4/0.0.0.0/tcp/1'

function keptOf(account: AccountId, record: ContactRecord, addressesOf: KnownPeople['addressesOf'], now: number): KeptContact {
  const { given, announced, isVerified, isBlocked, isStranger, since, card } = record
  const devices = [...devicesOf(account, card, now).keys()]
    .filter((device) => record.out?.includes(device) !== true)
    .slice(0, INTRINSIC.ACCOUNT_LIVE_DEVICES)
  return {
    account,
    isVerified,
    isBlocked,
    devices: devices.map((device) => [device, isBlocked ? [] : addressesOf(device).slice(0, RESOURCE.KEEPSAKE_ADDRESSES)]),
    since,
    ...(given !== undefined && { given }),
    ...(announced !== undefined && { announced }),
    ...(isStranger === true && { isStranger }),
    ...(isBlocked && { card: card ?? EMPTY_CARD }),
  }
}
