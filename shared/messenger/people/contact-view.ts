/** A contact, and devices, as shells are shown them. */
import { type OwnedDevice, devicesOf } from '../../identity/index.ts'
import { type AccountId, type DeviceId, type RoomId, shortId } from '../../ids/index.ts'
import type { Contact, DeviceView, Picture } from '../api.ts'
import type { ContactRecord } from './contact-record.ts'
import type { OwnDevice } from './own.ts'

export interface KnownOfContact {
  readonly now: number
  /** The device a link of theirs is still waiting for. */
  readonly asked: DeviceId | undefined
  readonly room: RoomId | undefined
  readonly picture: Picture | undefined
}

export function contactView(account: AccountId, record: ContactRecord, { now, asked, room, picture }: KnownOfContact): Contact {
  const owned = [...devicesOf(account, record.card, now).values()].filter(({ device }) => record.out?.includes(device) !== true)
  const devices = owned.map(({ device }) => device)
  return {
    account,
    name: shownName(account, record),
    announcedName: record.announced,
    verified: record.isVerified,
    blocked: record.isBlocked,
    state: record.state,
    devices: asked !== undefined && !devices.includes(asked) && record.state === 'asked' ? [...devices, asked] : devices,
    since: record.since,
    room,
    picture,
    deviceViews: owned.map((each) => deviceView(each, record.unseen)).toSorted((a, b) => b.since - a.since),
  }
}

/** The name I gave comes first. */
export function shownName(account: AccountId, { given, announced }: ContactRecord): string {
  return given ?? announced ?? shortId(account)
}

/** This one first, then the newest. */
export function ownDeviceViews(devices: readonly OwnDevice[]): readonly DeviceView[] {
  const views = devices.map(({ device, name, issued, isThis, isApproved }) => ({ device, name, since: issued, isThis, isNew: !isApproved }))
  return views.toSorted((a, b) => Number(b.isThis) - Number(a.isThis) || b.since - a.since)
}

function deviceView({ device, certificate }: OwnedDevice, unseen: readonly DeviceId[]): DeviceView {
  return { device, name: certificate.name, since: certificate.issued, isThis: false, isNew: unseen.includes(device) }
}
