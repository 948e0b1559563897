/** A titled part of this page. */
import { type ReactNode, useId } from 'react'
import { SectionLabel } from '../../ui/index.ts'
import { useWidth } from './width.ts'

export function Titled({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  // One below the head of the page.
  const level = useWidth() === 'narrow' ? 2 : 3
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" level={level} id={id}>
        {title}
      </SectionLabel>
      {children}
    </section>
  )
}
