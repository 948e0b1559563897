/**
 * Which parts of the state an event makes stale, and how each part is asked for. A part is asked for at most once at a time; what turns stale
 * meanwhile is asked for once more afterwards, so a storm of events costs two calls and not a thousand.
 */
import type { HouseEvent, Lagged } from '../../../shared/rpc/index.ts'
import type { Connection } from './connection.ts'
import type { EngineState } from './state.ts'

export type Slice =
  | 'me'
  | 'settings'
  | 'rooms'
  | 'contacts'
  | 'knocks'
  | 'nearby'
  | 'status'
  | 'devices'
  | 'carryAsks'
  | 'archives'
  | 'drill'
  | 'outage'
export const SLICES: readonly Slice[] = [
  'settings',
  'rooms',
  'me',
  'archives',
  'contacts',
  'knocks',
  'nearby',
  'status',
  'devices',
  'carryAsks',
  'drill',
  'outage',
]
/** What the first screen is made of. */
export const FIRST_SLICES: readonly Slice[] = ['settings', 'rooms', 'me']

export function staleAfter(event: HouseEvent | Lagged): readonly Slice[] {
  switch (event.type) {
    case 'message':
    case 'message-changed':
    case 'delivery':
      return ['rooms']
    case 'room':
      // What was brought in for somebody goes to the room with him as soon as there is one.
      return ['rooms', 'archives']
    case 'imports':
      return ['archives']
    case 'contact':
      return ['contacts', 'rooms', 'status']
    case 'knock':
      return ['knocks', 'nearby']
    case 'reach':
    case 'peer':
      return ['status', 'rooms']
    case 'nearby':
      return ['nearby']
    case 'network':
    case 'clock':
      return ['status']
    case 'settings':
      return ['settings', 'me']
    case 'linking':
      return ['devices', 'me']
    case 'carrying':
      return ['carryAsks']
    case 'drill':
      return ['drill']
    case 'outage':
      return ['outage']
    case 'lagged':
      return SLICES
    case 'host':
    case 'change':
    case 'fork':
    case 'rewritten':
    case 'rebuild':
    case 'doctor':
    case 'backup':
    case 'typing':
    case 'recovery':
    case 'transfers':
    case 'outbox':
    case 'saving':
    case 'address-book':
    case 'import':
      return []
  }
}

/** Asks for one part; undefined when it was not to be had, and then what was known stays. */
export async function readSlice(connection: Connection, slice: Slice): Promise<Partial<EngineState> | undefined> {
  switch (slice) {
    case 'me':
      return valueOf('me', await connection.call('profile.me'))
    case 'settings':
      return valueOf('settings', await connection.call('profile.settings'))
    case 'rooms':
      return valueOf('rooms', await connection.call('rooms.list'))
    case 'archives':
      return valueOf('archives', await connection.call('imports.archives'))
    case 'contacts':
      return valueOf('contacts', await connection.call('people.contacts'))
    case 'knocks':
      return valueOf('knocks', await connection.call('people.knocks'))
    case 'nearby':
      return valueOf('nearby', await connection.call('people.nearby'))
    case 'carryAsks':
      return valueOf('carryAsks', await connection.call('carrying.asks'))
    case 'status':
      return valueOf('status', await connection.call('status.get'))
    case 'devices':
      return valueOf('devices', await connection.call('devices.get'))
    case 'drill':
      return valueOf('drill', await connection.call('drill.status'))
    case 'outage':
      return valueOf('outage', await connection.call('outage.get'))
  }
}

function valueOf<K extends Slice>(slice: K, answer: { readonly ok: true; readonly value: EngineState[K] } | { readonly ok: false }) {
  return answer.ok ? { [slice]: answer.value } : undefined
}
