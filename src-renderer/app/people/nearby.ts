/** Who stands where in the list: near and not known yet, knocking, asked by me, known. */
import type { Contact, KnockView, NearbyDevice } from '../../../shared/messenger/index.ts'
import { matchesName } from '../quick-jump/index.ts'

export interface NearbyRow {
  readonly device: NearbyDevice['device']
  readonly name: string | undefined
  /** What I asked them and is not over. */
  readonly knock: KnockView | undefined
}

/** Devices around that are nobody's I know, and those I asked, also when they are out of sight. Who knocks stands with the knocks. */
export function nearbyRows(nearby: readonly NearbyDevice[], knocks: readonly KnockView[]): readonly NearbyRow[] {
  const going = knocks.filter(({ kind, state }) => kind === 'contact' && isGoing(state))
  const knocking = new Set(going.filter(({ direction }) => direction === 'in').map(({ device }) => device))
  const asked = new Map(going.filter(({ direction }) => direction === 'out').map((knock) => [knock.device, knock]))
  const around = nearby.filter(({ device, contact }) => contact === undefined && !knocking.has(device))
  const seen = new Set(around.map(({ device }) => device))
  const away = [...asked.values()].filter(({ device }) => !seen.has(device))
  return [
    ...around.map(({ device, name }) => ({ device, name, knock: asked.get(device) })),
    ...away.map((knock) => ({ device: knock.device, name: knock.name, knock })),
  ]
}

/** Strangers who wait for my word, and those I am comparing with, the newest first. */
export function knocksIn(knocks: readonly KnockView[]): readonly KnockView[] {
  return knocks.filter(({ direction, state }) => direction === 'in' && isGoing(state)).toSorted((a, b) => b.at - a.at)
}

/** Everyone but the blocked, by name. */
export function knownPeople(contacts: readonly Contact[], typed: string, collator: Intl.Collator): readonly Contact[] {
  const shown = contacts.filter(({ blocked }) => !blocked)
  const fitting = typed.trim() === '' ? shown : shown.filter(({ name, announcedName }) => fits(name, typed) || fits(announcedName, typed))
  return fitting.toSorted((a, b) => collator.compare(a.name, b.name))
}

function fits(name: string | undefined, typed: string): boolean {
  return name !== undefined && matchesName(name, typed) !== undefined
}

export function isGoing(state: KnockView['state']): boolean {
  return state === 'waiting' || state === 'comparing'
}
