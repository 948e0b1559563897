/**
 * Where in the house the person is, kept in the address after the `#`: back and forward work, a reload comes back to the same place, and a
 * link from a notification is a route like any other. An address that means nothing leads to the list of rooms.
 */
import { type AccountId, type MessageId, parseId, type RoomId } from '../../../shared/ids/index.ts'

export type Route =
  /** `message`: the place to jump to. `keepers`: who keeps this room, in its details. `files`: what it has been given, and which kind of it. */
  | {
      readonly page: 'rooms'
      readonly room?: RoomId
      readonly message?: MessageId
      readonly part?: 'new' | 'keepers' | 'files'
      readonly sort?: SharedSort
    }
  | { readonly page: 'archive' }
  /** `part`: a contact, or what is open beside the list. */
  | { readonly page: 'people'; readonly contact?: AccountId; readonly part?: PeoplePart; readonly id?: string }
  /** `doctor`: somebody wants to know why. */
  | { readonly page: 'reach'; readonly part?: 'doctor' }
  /** `drill`: practising. */
  | { readonly page: 'ready'; readonly part?: 'drill' }
  | { readonly page: 'settings'; readonly section?: string }
  | { readonly page: 'gallery' }

export type SharedSort = 'pictures' | 'files' | 'links' | 'voices'
export const SHARED_SORTS: readonly SharedSort[] = ['pictures', 'files', 'links', 'voices']

/** `entry`: somebody of the address book. `same`: who may be whom. `invitations`: inviting many. */
type PeoplePart = 'invite' | 'accept' | 'compare' | 'entry' | 'same' | 'invitations'
const PEOPLE_PARTS: readonly PeoplePart[] = ['invite', 'accept', 'compare', 'entry', 'same', 'invitations']

export function parseRoute(hash: string): Route {
  const [page, first, second, third] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decoded)
  switch (page) {
    case 'archive':
    case 'gallery':
      return { page }
    case 'ready':
      return first === 'drill' ? { page, part: first } : { page }
    case 'reach':
      return first === 'doctor' ? { page, part: first } : { page }
    case 'people':
      return people(first, second)
    case 'settings':
      return first === undefined ? { page } : { page, section: first }
    default: {
      if (page === 'rooms' && first === 'new') return { page, part: first }
      const room = first === undefined || page !== 'rooms' ? undefined : parseId('room', first)
      if (room !== undefined && second === 'keepers') return { page: 'rooms', room, part: second }
      if (room !== undefined && second === 'files') {
        const sort = SHARED_SORTS.find((each) => each === third)
        return { page: 'rooms', room, part: second, ...(sort !== undefined && { sort }) }
      }
      const message = second === undefined ? undefined : parseId('message', second)
      return { page: 'rooms', ...(room !== undefined && { room, ...(message !== undefined && { message }) }) }
    }
  }
}

export function formatRoute(route: Route): string {
  switch (route.page) {
    case 'rooms':
      return route.room === undefined ? path('rooms', route.part) : path('rooms', route.room, route.message ?? route.part, route.sort)
    case 'people':
      return path('people', route.contact ?? route.part, route.id)
    case 'settings':
      return path('settings', route.section)
    case 'ready':
    case 'reach':
      return path(route.page, route.part)
    case 'archive':
    case 'gallery':
      return path(route.page)
  }
}

function people(first: string | undefined, second: string | undefined): Route {
  const part = PEOPLE_PARTS.find((each) => each === first)
  if (part !== undefined) return { page: 'people', part, ...(second !== undefined && { id: second }) }
  const contact = first === undefined ? undefined : parseId('account', first)
  return { page: 'people', ...(contact !== undefined && { contact }) }
}

function path(...parts: readonly (string | undefined)[]): string {
  const given = parts.filter((part) => part !== undefined)
  return `#/${given.map((part) => encodeURIComponent(part)).join('/')}`
}

function decoded(part: string): string | undefined {
  try {
    return part === '' ? undefined : decodeURIComponent(part)
  } catch {
    return undefined
  }
}
