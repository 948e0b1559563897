/** Which list and which page lie in the frame, by the route. A new place is a line here and a folder beside. */
import type { ReactNode } from 'react'
import { BrokenNote } from './door/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { House } from './house/index.ts'
import { useKeySheet } from './keys/index.ts'
import { QuickJump } from './quick-jump/index.ts'
import { ReachPage } from './reach/index.ts'
import { ArchiveList, NoRoom, RoomList } from './rooms/index.ts'
import { type Route, useRoute } from './route/index.ts'
import { SettingsList, SettingsPage } from './settings/index.ts'
import { Room } from './sheet/index.ts'

export function Screen() {
  const route = useRoute()
  const { sheet, open } = useKeySheet()
  const { list, main, isChosen } = partsOf(route)
  const guarded = (part: ReactNode) => (
    <ErrorBoundary key={route.page} fallback={(again) => <BrokenNote again={again} />}>
      {part}
    </ErrorBoundary>
  )
  return (
    <>
      <House list={list === undefined ? undefined : guarded(list)} main={guarded(main)} isChosen={isChosen} />
      <QuickJump onKeys={open} />
      {sheet}
    </>
  )
}

function partsOf(route: Route): { readonly list?: ReactNode; readonly main: ReactNode; readonly isChosen: boolean } {
  switch (route.page) {
    case 'settings':
      return { list: <SettingsList />, main: <SettingsPage />, isChosen: route.section !== undefined }
    case 'rooms':
      return {
        list: <RoomList />,
        main: route.room === undefined ? <NoRoom /> : <Room room={route.room} message={route.message} />,
        isChosen: route.room !== undefined,
      }
    case 'archive':
      return { list: <ArchiveList />, main: <NoRoom />, isChosen: false }
    case 'reach':
      return { main: <ReachPage />, isChosen: false }
    case 'people':
    case 'gallery':
      return { main: null, isChosen: false }
  }
}
