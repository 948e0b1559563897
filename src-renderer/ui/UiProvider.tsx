/**
 * What the parts need around the page, once: tooltips that wait 400 ms and then follow the pointer at once, the place of toasts,
 * and no inline style elements, which the content security policy forbids.
 */
import { CSPProvider } from '@base-ui/react/csp-provider'
import { Tooltip } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'
import { Toasts } from './Toasts.tsx'

const TOOLTIP_DELAY_MS = 400

export function UiProvider({ children }: { readonly children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={TOOLTIP_DELAY_MS}>
        {children}
        <Toasts />
      </Tooltip.Provider>
    </CSPProvider>
  )
}
