/** Which list and which page lie in the frame, by the route. A new place is a line here and a folder beside. */
import { type ReactNode, useState } from 'react'
import { useAttention } from './attention/index.ts'
import { ByHand } from './bundles/index.ts'
import { Drop } from './drop/index.ts'
import { Composer } from './composer/index.ts'
import { BrokenNote } from './door/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Details } from './details/index.ts'
import { House } from './house/index.ts'
import { InviteDialog, useDeepLinks } from './invite/index.ts'
import { useKeySheet } from './keys/index.ts'
import { useLock } from './lock/index.ts'
import { NewRoom } from './new-room/index.ts'
import { PeopleList, PeopleMain } from './people/index.ts'
import { QuickJump } from './quick-jump/index.ts'
import { ReadyPage } from './readiness/index.ts'
import { ReachPage } from './reach/index.ts'
import { ArchiveList, NoRoom, RoomList, useRoomKeys } from './rooms/index.ts'
import { go, type Route, useRoute } from './route/index.ts'
import { SettingsList, SettingsPage } from './settings/index.ts'
import { SharedPage } from './shared-media/index.ts'
import { Room } from './sheet/index.ts'
import { Digest } from './taking-out/index.ts'

export function Screen() {
  const current = useRoute()
  const isNewRoom = current.page === 'rooms' && current.part === 'new'
  // A room is made over whatever lies there, and closing goes back to that.
  const [behind, setBehind] = useState<Route>({ page: 'rooms' })
  if (!isNewRoom && behind !== current) setBehind(current)
  const route = isNewRoom ? behind : current
  const { sheet, open } = useKeySheet()
  useRoomKeys()
  useLock()
  useAttention()
  useDeepLinks()
  const { list, main, isChosen } = partsOf(route)
  const guarded = (part: ReactNode) => (
    <ErrorBoundary key={route.page} fallback={(again) => <BrokenNote again={again} />}>
      {part}
    </ErrorBoundary>
  )
  return (
    <>
      <House list={list === undefined ? undefined : guarded(list)} main={guarded(main)} isChosen={isChosen} />
      {isNewRoom && <NewRoom onClose={() => go(behind, { replace: true })} />}
      <QuickJump onKeys={open} />
      <ByHand />
      <Digest />
      <Drop />
      {sheet}
    </>
  )
}

/** Not a dialog over the list. */
function isOnSheet(part: Extract<Route, { page: 'people' }>['part']): boolean {
  return part !== undefined && part !== 'invite' && part !== 'accept'
}

function partsOf(route: Route): { readonly list?: ReactNode; readonly main: ReactNode; readonly isChosen: boolean } {
  switch (route.page) {
    case 'settings':
      return { list: <SettingsList />, main: <SettingsPage />, isChosen: route.section !== undefined }
    case 'rooms':
      return {
        list: <RoomList />,
        main:
          route.room === undefined ? (
            <NoRoom />
          ) : route.part === 'files' ? (
            <SharedPage room={route.room} sort={route.sort} />
          ) : (
            <Room
              room={route.room}
              message={route.message}
              composer={(room) => <Composer room={room} />}
              details={(room, close, search) => (
                <Details
                  room={room}
                  onClose={close}
                  onSearch={search}
                  invite={(closeInvite) => <InviteDialog room={room.room} onClose={closeInvite} />}
                />
              )}
            />
          ),
        isChosen: route.room !== undefined,
      }
    case 'archive':
      return { list: <ArchiveList />, main: <NoRoom />, isChosen: false }
    case 'reach':
      return { main: <ReachPage />, isChosen: false }
    case 'ready':
      return { main: <ReadyPage />, isChosen: route.part === 'drill' }
    case 'people':
      return { list: <PeopleList />, main: <PeopleMain />, isChosen: route.contact !== undefined || isOnSheet(route.part) }
    case 'gallery':
      return { main: null, isChosen: false }
  }
}
