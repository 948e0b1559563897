/**
 * Who lends a hand and to whom (DOC-9), out of what relaying, asking members and carrying know anyway: contacts by name, each once. Devices
 * of nobody among the contacts are left out, as are our own.
 */
import type { DoctorFacts, Person } from '../../../shared/doctor/index.ts'
import type { AccountId, DeviceId } from '../../../shared/ids/index.ts'
import type { Messenger } from '../../../shared/messenger/index.ts'
import type { Outside } from '../network/index.ts'

type HelpFacts = Pick<DoctorFacts, 'publicReach' | 'relays' | 'relayingFor' | 'carriers' | 'carryingFor'>

/** `outside` is undefined without a network. */
export function helpFacts(outside: Outside | undefined, messenger: Pick<Messenger, 'contacts' | 'rooms' | 'carrying'>): HelpFacts {
  const contacts = messenger.contacts().filter(({ blocked }) => !blocked)
  const owners = new Map(contacts.flatMap(({ account, devices }) => devices.map((device) => [device, account] as const)))
  const those = (accounts: ReadonlySet<AccountId | undefined>): readonly Person[] =>
    contacts.filter(({ account }) => accounts.has(account)).map(({ account, name }) => ({ account, name }))
  const ownersOf = (devices: readonly DeviceId[]) => those(new Set(devices.map((device) => owners.get(device))))
  const keepers = messenger
    .rooms()
    .filter(({ state }) => state === 'open')
    .flatMap(({ room }) => {
      const found = messenger.carrying.carriersOf(room)
      return found.ok ? found.value.filter(({ state }) => state === 'carrying').map(({ account }) => account) : []
    })
  const keptFor = messenger.carrying.carried().filter((each) => each.rooms > 0)
  const kept = { carriers: those(new Set(keepers)), carryingFor: those(new Set(keptFor.map(({ account }) => account))) }
  if (outside === undefined) return kept
  const { reachable, relays, places, circuits } = outside
  return {
    ...kept,
    ...(reachable !== 'unknown' && { publicReach: reachable === 'yes' ? 'reachable' : 'unreachable' }),
    relays: ownersOf(relays),
    relayingFor: ownersOf([...places, ...circuits.flatMap(({ from, to }) => [from, to])]),
  }
}
