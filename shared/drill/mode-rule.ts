/**
 * What each mode of a drill lets through (RDY-6). Where it cannot be known whether a way would work, it is not used: a drill that says too
 * little costs a walk next door, one that says too much costs the day it was for.
 */
import type { DeviceId } from '../ids/index.ts'
import { type Address, isNear, type OwnSubnet, type WayRule } from '../reach/index.ts'
import type { DrillMode } from './state.ts'

export interface ModeGround {
  /** Our interfaces now. */
  own(): readonly OwnSubnet[]
  /** Whether it keeps a room of ours. */
  isKeeper(device: DeviceId): boolean
}

export function modeRule(mode: DrillMode, { own, isKeeper }: ModeGround): WayRule {
  const isBeside = (address: Address): boolean => address.relay === undefined && isNear(address, own())
  switch (mode) {
    case 'carriers-only':
      return { allows: () => true, admits: isKeeper }
    case 'lan-only':
      return { allows: isBeside, admits: () => true }
    case 'no-internet':
      // Who is in between sits at home, the one behind may not: no circuit is used, wherever its relay is.
      return { allows: (address) => address.relay === undefined && (isBeside(address) || isOfAHouse(address)), admits: () => true }
  }
}

/** Private, but of no provider: what 100.64/10 holds is reached over the internet, by mesh VPNs and by routers of providers alike. */
function isOfAHouse({ scope, ip }: Address): boolean {
  if (scope === 'link' || scope === 'loopback') return true
  return scope === 'private' && !(ip?.length === 4 && ip[0] === 100)
}
