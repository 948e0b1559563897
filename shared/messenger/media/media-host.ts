/**
 * The transfer of files as both sides of carrying see it: a member's device serves files of its rooms, a carrier's those it keeps, by other rules;
 * what is offered and taken back is for carriers alone, and who has what concerns both.
 */
import type { MediaHost } from '../../transfer/index.ts'
import type { CarriedFiles } from '../carrying/index.ts'
import type { Offering } from './offering.ts'

export interface BesideMembers {
  readonly carried: Pick<CarriedFiles, 'mayHave' | 'wholeFor' | 'heard' | 'offered' | 'withdrawn'>
  offering(): Pick<Offering, 'heardLost'>
}

/** What members' rules say no to, or know nothing of, is asked of those of carrying. */
export function withCarrying(host: Omit<MediaHost, 'offered' | 'withdrawn'>, { carried, offering }: BesideMembers): MediaHost {
  return {
    ...host,
    mayHave: (device, room, file) => host.mayHave(device, room, file) || carried.mayHave(device, room, file),
    wholeFor: (device) => [...host.wholeFor(device), ...carried.wholeFor(device)],
    heldHeard(device, room, files, lost) {
      host.heldHeard(device, room, files, lost)
      carried.heard(device, room, files)
      offering().heardLost(device, room, lost)
    },
    offered: (...offer) => carried.offered(...offer),
    withdrawn: (...taken) => carried.withdrawn(...taken),
  }
}
