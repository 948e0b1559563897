/** Addresses of places in the page: each comes back as it was, and one that means nothing leads to the rooms. */
import { describe, expect, it } from 'vitest'
import { formatRoute, parseRoute, type Route } from '../../src-renderer/app/route/route.ts'
import { ROOM } from './messages.ts'
import { theMessage } from './shared-files.ts'

const ROUTES: readonly Route[] = [
  { page: 'rooms' },
  { page: 'rooms', part: 'new' },
  { page: 'rooms', room: ROOM },
  { page: 'rooms', room: ROOM, message: theMessage(1) },
  { page: 'rooms', room: ROOM, part: 'keepers' },
  { page: 'rooms', room: ROOM, part: 'files' },
  { page: 'rooms', room: ROOM, part: 'files', sort: 'voices' },
  { page: 'settings', section: 'transfers' },
]

describe('a route', () => {
  it.each(ROUTES.map((route) => [formatRoute(route), route] as const))('%s comes back as it was', (address, route) => {
    expect(parseRoute(address)).toEqual(route)
  })

  it('of files with a kind nobody knows shows the files', () => {
    expect(parseRoute(`#/rooms/${ROOM}/files/__proto__`)).toEqual({ page: 'rooms', room: ROOM, part: 'files' })
  })

  it('of files without a room leads to the rooms', () => {
    expect(parseRoute('#/rooms/nobody/files')).toEqual({ page: 'rooms' })
  })
})
