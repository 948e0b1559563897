/**
 * What the messenger may ask of the outside world, over the parts that reach devices, or over nothing when the profile was opened
 * without a network: then nobody is near, every device is unreachable, and everything else works as always.
 */
import type { DeviceId } from '../../shared/ids/index.ts'
import type { Links, SeenDevice } from '../../shared/messenger/index.ts'
import type { Address, DeviceReach } from '../../shared/reach/index.ts'
import type { Sighting } from './mdns/index.ts'
import type { ReachParts } from './reach-parts.ts'
import { RecordedAddresses } from './recorded-addresses.ts'

export function linksOver({ network, dialLoop, book, members, nearby, onSight, onNetwork }: ReachParts): Links {
  const recorded = new RecordedAddresses(dialLoop)
  onNetwork(() => recorded.judgeAgain())
  dialLoop.onStream(({ device }) => recorded.met(device))
  const asked = new Set<DeviceId>()
  let steady: readonly DeviceId[] = []
  const update = () => dialLoop.want(new Set([...steady, ...asked]))
  return {
    want(devices) {
      steady = [...devices]
      members(new Set(steady))
      update()
    },
    connect(device, addresses) {
      asked.add(device)
      update()
      dialLoop.learn(device, addresses, 'invite')
    },
    disconnect(device) {
      if (asked.delete(device)) update()
    },
    learn: (device, addresses, via) => recorded.learn(device, addresses, via),
    drop: (device) => network.disconnect(device),
    doubt: (stream) => dialLoop.doubt(stream),
    trust: (stream) => dialLoop.trust(stream),
    expectGuests: (until) => network.expectGuests(until),
    reach: (device) => dialLoop.reach(device),
    addresses: (of) => (of === undefined ? network.addresses() : told(book.candidates(of))),
    nearby: () => seenDevices(nearby()),
    onStream: (handler) => dialLoop.onStream(handler),
    media: network.media,
    onReach: (handler) => dialLoop.onReach(handler),
    onAddresses: (handler) => onNetwork(handler),
    onNearby: (handler) => onSight(handler),
  }
}

/** `since`: wall ms when the profile was opened so. */
export function noLinks(since: number): Links {
  const stopped: DeviceReach = { reach: 'waiting', since, code: 'stopped', nextAttempt: undefined }
  const nothing = () => undefined
  const none = () => []
  const never = () => nothing
  return {
    want: nothing,
    connect: nothing,
    disconnect: nothing,
    learn: nothing,
    drop: nothing,
    doubt: nothing,
    trust: nothing,
    expectGuests: nothing,
    reach: () => stopped,
    addresses: none,
    nearby: none,
    onStream: never,
    onReach: never,
    onAddresses: never,
    onNearby: never,
  }
}

/** A link-local address means something on this computer only. */
function told(addresses: readonly Address[]): readonly string[] {
  return addresses.filter(({ zone, scope }) => zone === undefined && scope !== 'link').map(({ text }) => text)
}

/** One entry a device: several senders may have been heard for it. */
function seenDevices(sightings: readonly Sighting[]): readonly SeenDevice[] {
  const devices = new Map<DeviceId, SeenDevice>()
  for (const { device, name, addresses, at } of sightings) {
    const before = devices.get(device)
    devices.set(device, {
      device,
      name: before?.name ?? name,
      addresses: [...new Set([...(before?.addresses ?? []), ...addresses])],
      since: Math.min(before?.since ?? at, at),
    })
  }
  return [...devices.values()]
}
