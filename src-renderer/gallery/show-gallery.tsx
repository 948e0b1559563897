/** Puts the gallery where the app would be. */
import { createRoot } from 'react-dom/client'
import { UiProvider } from '../ui/index.ts'
import { Gallery } from './Gallery.tsx'

export function showGallery(root: HTMLElement): void {
  createRoot(root).render(
    <UiProvider>
      <Gallery />
    </UiProvider>,
  )
}
