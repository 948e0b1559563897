/**
 * Several keepsakes of one person put together, each the newest of its device (docs/spec/recovery.md). Everybody that any of them knows is
 * there; of what they say differently the careful word counts: blocked if one says so, verified only if all who know him do; names are the
 * newest's. A device that another took out is not heard, unless it says the same of that one.
 */
import type { AccountId, DeviceId } from '../../ids/index.ts'
import { INTRINSIC, RESOURCE } from '../../limits.ts'
import type { Keepsake, KeptContact } from './keepsake.ts'

export interface Joined {
  readonly contacts: ReadonlyMap<AccountId, KeptContact>
  readonly shut: Keepsake['shut']
  /** By item name; the newest's. */
  readonly choices: ReadonlyMap<string, Uint8Array>
  /** Own devices that were taken out, when and by which. */
  readonly out: ReadonlyMap<DeviceId, { readonly at: number; readonly by: DeviceId }>
}

export function joinKeepsakes(all: readonly Keepsake[]): Joined {
  const heard = all.filter((each) => !isShutOut(each, all)).toSorted((a, b) => b.n - a.n || (a.device < b.device ? -1 : 1))
  const contacts = new Map<AccountId, KeptContact>()
  const shut = new Map<DeviceId, Keepsake['shut'][number]>()
  const choices = new Map<string, Uint8Array>()
  const out = new Map<DeviceId, { readonly at: number; readonly by: DeviceId }>()
  // The newest first: what is there already is the later word.
  for (const { device: by, n, ...keepsake } of heard) {
    for (const contact of keepsake.contacts) {
      const before = contacts.get(contact.account)
      if (before !== undefined) contacts.set(contact.account, together(before, contact))
      else if (contacts.size < RESOURCE.CONTACTS) contacts.set(contact.account, contact)
    }
    for (const [item, value] of keepsake.choices) if (!choices.has(item)) choices.set(item, value)
    for (const each of keepsake.shut) if (!shut.has(each.device)) shut.set(each.device, each)
    for (const device of keepsake.out) if (!heard.some((each) => each.device === device)) out.set(device, { at: n, by })
  }
  return { contacts, shut: [...shut.values()].slice(0, RESOURCE.BLOCKED_DEVICES), choices, out }
}

/** Two who take each other out are both heard: which of them is the thief's nobody here can tell. */
function isShutOut(one: Keepsake, all: readonly Keepsake[]): boolean {
  return all.some((other) => other.out.includes(one.device) && !one.out.includes(other.device))
}

function together(newer: KeptContact, older: KeptContact): KeptContact {
  const devices = new Map(older.devices)
  for (const [device, known] of newer.devices) {
    const all = new Set([...known, ...(devices.get(device) ?? [])])
    devices.delete(device)
    devices.set(device, [...all].slice(0, RESOURCE.KEEPSAKE_ADDRESSES))
  }
  // Those of the newer were put last.
  const inOrder = [...devices].toReversed().slice(0, INTRINSIC.ACCOUNT_LIVE_DEVICES)
  const isStranger = newer.isStranger === true && older.isStranger === true
  const { given = older.given, announced = older.announced, card = older.card } = newer
  return {
    account: newer.account,
    isVerified: newer.isVerified && older.isVerified,
    isBlocked: newer.isBlocked || older.isBlocked,
    devices: inOrder,
    since: Math.min(newer.since, older.since),
    ...(given !== undefined && { given }),
    ...(announced !== undefined && { announced }),
    ...(isStranger && { isStranger }),
    ...(card !== undefined && { card }),
  }
}
