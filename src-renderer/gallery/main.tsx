/** The gallery: every part in every state, in both themes and both languages. For developers; the build leaves it out. */
import '../ui/global.css'
import { createRoot } from 'react-dom/client'
import { loadFont, UiProvider } from '../ui/index.ts'
import { Gallery } from './Gallery.tsx'

void loadFont('browser')

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <UiProvider>
      <Gallery />
    </UiProvider>,
  )
}
