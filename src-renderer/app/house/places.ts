/** The main places of the house, in the order of the rail and of Ctrl+1…5. */
import { type LucideIcon, MessagesSquare, Radio, Settings, Umbrella, UsersRound } from 'lucide-react'
import type { Route } from '../route/index.ts'

export interface Place {
  readonly name: 'rooms' | 'people' | 'reach' | 'ready' | 'settings'
  readonly icon: LucideIcon
  readonly route: Route
}

export const PLACES: readonly Place[] = [
  { name: 'rooms', icon: MessagesSquare, route: { page: 'rooms' } },
  { name: 'people', icon: UsersRound, route: { page: 'people' } },
  { name: 'reach', icon: Radio, route: { page: 'reach' } },
  { name: 'ready', icon: Umbrella, route: { page: 'ready' } },
  { name: 'settings', icon: Settings, route: { page: 'settings' } },
]

export function placeOf(route: Route): Place['name'] | undefined {
  if (route.page === 'archive') return 'rooms'
  return PLACES.find(({ name }) => name === route.page)?.name
}
