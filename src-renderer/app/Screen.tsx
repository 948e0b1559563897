/** Which list and which page lie in the frame, by the route. A new place is a line here and a folder beside. */
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { BrokenNote } from './door/index.ts'
import { House } from './house/index.ts'
import { useRoute } from './route/index.ts'

export function Screen() {
  const route = useRoute()
  return (
    <ErrorBoundary key={route.page} fallback={(again) => <BrokenNote again={again} />}>
      <House main={null} isChosen={false} />
    </ErrorBoundary>
  )
}
