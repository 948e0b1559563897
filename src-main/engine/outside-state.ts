/** How this device stands to those outside its network, in the words of the contract: devices with the names of their people. */
import type { DeviceId } from '../../shared/ids/index.ts'
import type { Messenger } from '../../shared/messenger/index.ts'
import type { NamedDevice, OutsideState } from '../../shared/rpc/index.ts'
import type { ReachParts } from './reach-parts.ts'

/** `reach` is undefined without a network: then there is nobody. */
export function outsideState(
  reach: Pick<ReachParts, 'outside' | 'mapping'> | undefined,
  messenger: Pick<Messenger, 'contacts'>,
): OutsideState {
  if (reach === undefined) return { reachable: 'unknown', addresses: [], mapping: 'off', relays: [], places: [], circuits: [] }
  const outside = reach.outside()
  const names = new Map(messenger.contacts().flatMap(({ name, devices }) => devices.map((device) => [device, name] as const)))
  const named = (device: DeviceId): NamedDevice => {
    const name = names.get(device)
    return { device, ...(name !== undefined && { name }) }
  }
  return {
    reachable: outside.reachable,
    ...(outside.host !== undefined && { host: outside.host }),
    addresses: outside.addresses,
    mapping: reach.mapping(),
    relays: outside.relays.map(named),
    places: outside.places.map(named),
    circuits: outside.circuits.map(({ from, to, since, bytes }) => ({ from: named(from), to: named(to), since, bytes })),
  }
}
