/** A titled group of rows. */
import { type ReactNode, useId } from 'react'
import { SectionLabel } from '../../ui/index.ts'

export function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" id={id}>
        {title}
      </SectionLabel>
      {children}
    </section>
  )
}
