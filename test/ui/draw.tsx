/** Draws parts for a test, as the page would: with the ground rules, Korean, and in daylight unless another theme is asked for. */
import '../../src-renderer/ui/global.css'
import type { ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { onTestFinished } from 'vitest'
import { UiProvider } from '../../src-renderer/ui/index.ts'

export interface Drawn {
  readonly container: HTMLElement
  readonly redraw: (content: ReactNode) => void
}

export function draw(content: ReactNode, { theme = 'light' }: { readonly theme?: 'light' | 'dark' } = {}): Drawn {
  document.documentElement.lang = 'ko'
  document.documentElement.dataset.theme = theme
  document.title = '사랑방'
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  const redraw = (next: ReactNode) => root.render(<UiProvider>{next}</UiProvider>)
  redraw(content)
  onTestFinished(() => {
    root.unmount()
    container.remove()
  })
  return { container, redraw }
}
