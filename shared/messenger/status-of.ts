/** Who can be reached, what waits, and what was heard and not taken: of a messenger as it is now. */
import type { StreamHub } from '../sync/index.ts'
import type { MessengerStatus } from './api.ts'
import type { Beyond } from './beyond.ts'
import type { People } from './people/index.ts'
import { queuedIn } from './queued.ts'
import type { Reaching } from './reaching.ts'
import type { Rooms } from './rooms.ts'

export interface StatusParts {
  readonly people: People
  readonly rooms: Rooms
  readonly reaching: Reaching
  readonly beyond: Beyond
  readonly hub: StreamHub
}

export function statusOf({ people, rooms, reaching, beyond, hub }: StatusParts): MessengerStatus {
  const contacts = people.contacts().filter(({ blocked }) => !blocked)
  return {
    me: people.me(),
    contacts: contacts.map(({ account }) => reaching.contactReach(account)),
    queued: rooms.registry.keys().reduce((sum, key) => sum + queuedIn(rooms.get(key)), 0),
    peers: hub.sessions().map(({ account, device, address }) => ({ account, device, address })),
    records: beyond.finding.known(),
    refusals: Object.fromEntries([...people.refusals(), ...beyond.refusals(), ...hub.counters.refused]),
    clockOffsetMs: people.clockOffset(),
    ...people.recovery.status(),
  }
}
