/** The page begins: styles first, then the house. The font comes beside it; until then its fitted stand-in is shown. */
import './ui/global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/index.ts'
import { platform } from './platform/index.ts'
import { loadFont } from './ui/index.ts'

void loadFont(platform.kind)
// Where the system lays the buttons of the window over the page, the page makes room for them.
if (platform.desktop !== undefined) document.documentElement.dataset.system = platform.desktop.system

const root = document.getElementById('root')
if (import.meta.env.DEV && location.hash === '#/gallery' && root !== null) {
  // Known at build time: the gallery is not in what people get.
  void import('./gallery/index.ts').then(({ showGallery }) => showGallery(root))
} else if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
