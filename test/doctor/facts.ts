/** Facts of a home where all is well, to be made worse one by one. */
import { parseId } from '../../shared/ids/index.ts'
import type { DoctorFacts, PersonFact } from '../../shared/doctor/index.ts'

export const NOW = Date.UTC(2022, 9, 15, 7)

export function aPerson(name: string, facts: Partial<PersonFact> = {}): PersonFact {
  const account = parseId('account', Buffer.from(name.padEnd(32, '.')).toString('hex').slice(0, 64))
  if (account === undefined) throw new Error('an account expected')
  return { account, name, reach: 'connected', code: undefined, isSeenHere: true, ...facts }
}

/** Not connected; why, and whether announced here. */
export function aMissing(name: string, code: PersonFact['code'], isSeenHere = false): PersonFact {
  return aPerson(name, { reach: isSeenHere ? 'nearby' : 'unreachable', code, isSeenHere })
}

export function homeFacts(changes: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    at: NOW,
    network: 'on',
    interfaces: [
      { name: 'lo', address: '127.0.0.1', family: 4, kind: 'loopback', isLinkLocal: false },
      { name: 'wlan0', address: '192.168.0.7', family: 4, kind: 'network', isLinkLocal: false },
      { name: 'wlan0', address: '2001:db8::7', family: 6, kind: 'network', isLinkLocal: false },
    ],
    route4: { state: 'via', interface: 'wlan0', isTunnel: false },
    route6: { state: 'via', interface: 'wlan0', isTunnel: false },
    finder: [
      {
        interface: 'wlan0',
        address: '192.168.0.7',
        ownMulticast: true,
        ownBroadcast: true,
        since: NOW - 3_600_000,
        othersAt: NOW - 20_000,
      },
    ],
    doors: [{ address: '/ip4/192.168.0.7/tcp/4100', answer: 'answered' }],
    dialBacks: [{ ...aPerson('엄마'), answer: 'answered' }],
    people: [aPerson('엄마')],
    clockOffsetMs: 0,
    connections: { open: 1, most: 160 },
    freeDiskBytes: 2 ** 40,
    ...changes,
  }
}
