/** A person's own devices as shells are shown them. */
import { type DeviceId, shortId } from '../../ids/index.ts'
import type { PeerSession } from '../../sync/index.ts'
import type { People } from '../people/index.ts'
import type { OwnDeviceView } from '../api-linking.ts'

/** This one first, then those that are here, then the newest; those taken out last. `broughtBy`: what would go with a device (ENC-7). */
export function ownDeviceViews(
  people: People,
  sessions: readonly PeerSession[],
  now: number,
  broughtBy: (device: DeviceId) => readonly DeviceId[],
): readonly OwnDeviceView[] {
  const { keys, deviceName } = people.identity()
  const { devices } = people.shared
  const here = new Set(sessions.filter(({ account }) => account === people.identity().account).map(({ device }) => device))
  const views = people.ownDevices().map(({ device, issued, isThis, isApproved }): OwnDeviceView => {
    const { name, seen } = devices.of(device)
    const isRevoked = devices.isOut(device)
    return {
      device,
      name: name ?? (isThis ? deviceName : shortId(device)),
      since: issued,
      seen: isThis || here.has(device) ? now : seen,
      isConnected: isThis || here.has(device),
      isThis: device === keys.device,
      isNew: !isApproved && !isRevoked,
      isRevoked,
      isRevokedByWords: people.shared.revocations.some((each) => each.device === device) && isRevoked,
      brought: isRevoked ? [] : broughtBy(device),
    }
  })
  return views.toSorted((a, b) => rank(a) - rank(b) || b.since - a.since)
}

function rank({ isThis, isRevoked, isConnected }: OwnDeviceView): number {
  return isThis ? 0 : isRevoked ? 3 : isConnected ? 1 : 2
}
