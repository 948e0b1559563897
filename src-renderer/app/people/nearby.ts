/** Who stands where in the list before they are known: near, knocking, asked by me. Pure. */
import type { KnockView, NearbyDevice } from '../../../shared/messenger/index.ts'

export interface NearbyRow {
  readonly device: NearbyDevice['device']
  readonly name: string | undefined
  /** What I asked them and is not over. */
  readonly knock: KnockView | undefined
}

/** Devices around that are nobody's I know, and those I asked, also when they are out of sight. Who knocks stands with the knocks. */
export function nearbyRows(nearby: readonly NearbyDevice[], knocks: readonly KnockView[]): readonly NearbyRow[] {
  const going = knocks.filter(({ kind, state }) => kind === 'contact' && isGoing(state))
  const knocking = new Set(knocksIn(knocks).map(({ device }) => device))
  const asked = new Map(going.filter(({ direction }) => direction === 'out').map((knock) => [knock.device, knock]))
  const returning = new Set(askedToReturn(knocks).map(({ device }) => device))
  const around = nearby.filter(({ device, contact }) => contact === undefined && !knocking.has(device) && !returning.has(device))
  const seen = new Set(around.map(({ device }) => device))
  const away = [...asked.values()].filter(({ device }) => !seen.has(device))
  return [
    ...around.map(({ device, name }) => ({ device, name, knock: asked.get(device) })),
    ...away.map((knock) => ({ device: knock.device, name: knock.name, knock })),
  ]
}

/** Whom this computer asked whether they recognise the twelve words; who said yes first, then the newest. */
export function askedToReturn(knocks: readonly KnockView[]): readonly KnockView[] {
  const asked = knocks.filter(({ kind, direction }) => kind === 'return' && direction === 'out')
  return asked.toSorted((a, b) => Number(b.state === 'confirmed') - Number(a.state === 'confirmed') || b.at - a.at)
}

/** Strangers who wait for my word, and those I am comparing with, the newest first. */
export function knocksIn(knocks: readonly KnockView[]): readonly KnockView[] {
  return knocks.filter(({ direction, state }) => direction === 'in' && isGoing(state)).toSorted((a, b) => b.at - a.at)
}

export function isGoing(state: KnockView['state']): boolean {
  return state === 'waiting' || state === 'comparing'
}
