/** The accept dialog, loaded when it is first wanted: reading links takes more code than the rest of the page needs. */
import { lazy, Suspense } from 'react'

const Loaded = lazy(async () => ({ default: (await import('./AcceptDialog.tsx')).AcceptDialog }))

export function AcceptDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Suspense>
      <Loaded onClose={onClose} />
    </Suspense>
  )
}
