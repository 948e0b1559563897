/** Which list and which page lie in the frame, by the route. A new place is a line here and a folder beside. */
import type { ReactNode } from 'react'
import { BrokenNote } from './door/index.ts'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { House } from './house/index.ts'
import { type Route, useRoute } from './route/index.ts'
import { SettingsList, SettingsPage } from './settings/index.ts'

export function Screen() {
  const route = useRoute()
  const { list, main, isChosen } = partsOf(route)
  const guarded = (part: ReactNode) => (
    <ErrorBoundary key={route.page} fallback={(again) => <BrokenNote again={again} />}>
      {part}
    </ErrorBoundary>
  )
  return <House list={list === undefined ? undefined : guarded(list)} main={guarded(main)} isChosen={isChosen} />
}

function partsOf(route: Route): { readonly list?: ReactNode; readonly main: ReactNode; readonly isChosen: boolean } {
  switch (route.page) {
    case 'settings':
      return { list: <SettingsList />, main: <SettingsPage />, isChosen: route.section !== undefined }
    case 'rooms':
    case 'archive':
    case 'people':
    case 'reach':
    case 'gallery':
      return { main: null, isChosen: false }
  }
}
