/** A titled part of this page. */
import { type ReactNode, useId } from 'react'
import { SectionLabel } from '../../ui/index.ts'
import { useWidth } from '../house/index.ts'
import styles from './InvitationsPage.module.css'

export function Part({ title, beside, children }: { readonly title: string; readonly beside?: ReactNode; readonly children: ReactNode }) {
  const id = useId()
  // One below the head of the page.
  const level = useWidth() === 'narrow' ? 2 : 3
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" level={level} id={id} beside={beside}>
        {title}
      </SectionLabel>
      <div className={styles.part}>{children}</div>
    </section>
  )
}
