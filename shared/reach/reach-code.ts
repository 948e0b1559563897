/**
 * Why a device cannot be reached, as stable codes (design.md §5: every failure has a code that the page can explain). Codes go to people
 * through the catalogue only; they are shown and counted, never branched on by the sync rules. Where the codes come from an operating
 * system or libp2p error is in `src-main/engine/network/failure.ts`; the numbered rules are in `docs/spec/reach.md`.
 */

/** Outcome of one dial, or the state of a way to dial. */
export const REACH_CODES = [
  'no-address', // nobody has told us where this device is
  'refused', // a host answered and no program listens there: not running, or another port
  'timeout', // nothing answered in time: asleep, gone, or a firewall that swallows
  'no-route', // this computer has no way to that network
  'denied', // this computer's own firewall or policy forbade sending
  'wrong-peer', // another device answered at that address
  'not-ours', // a libp2p program answered that does not speak our protocol
  'isolated', // seen by its announcements, yet not reachable: client isolation or a firewall on its side
  'blocked', // we blocked it, or it does not want us
  'limited', // too many connections at once, here or there
  'closed', // something answered and broke off: busy, restarting, or not our program
  'duplicate', // we are connected with it already, by the connection that wins
  'stopped', // our network is off
  'cancelled', // the caller gave up
  'held-back', // a drill runs, and no way to this device is one it allows
] as const
export type ReachCode = (typeof REACH_CODES)[number]

/** What keeps this computer from listening or from being seen; per interface or listen address, shown in `status`. */
const LOCAL_CODES = [
  'port-taken', // another program holds the port
  'multicast-blocked', // announcements cannot be sent or heard
  'no-interface', // no network is up
  'not-permitted', // the operating system refused the port or the socket
  'bad-address', // not an address this computer can listen on
] as const
export type LocalCode = (typeof LOCAL_CODES)[number]

/**
 * The one code to show for several failed addresses: the most telling one. A device that answered wrongly says more than one that
 * was silent, and silence says more than a network this computer is not on.
 */
export function foremostCode(codes: readonly ReachCode[]): ReachCode {
  return TELLING.find((code) => codes.includes(code)) ?? 'no-address'
}

const TELLING: readonly ReachCode[] = [
  'stopped',
  'cancelled',
  'duplicate',
  'blocked',
  'limited',
  'wrong-peer',
  'not-ours',
  'closed',
  'isolated',
  'refused',
  'denied',
  'timeout',
  'no-route',
  'held-back',
  'no-address',
]
