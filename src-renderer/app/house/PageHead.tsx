/** The head of what lies on the sheet, on the same line as the list's; with one pane it has the way back. */
import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { houseWords } from '../../../shared/i18n/index.ts'
import { IconButton } from '../../ui/index.ts'
import { go, type Route } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './PageHead.module.css'
import { useWidth } from './width.ts'

export interface PageHeadProps {
  readonly title: string
  readonly tools?: ReactNode
  /** Where back leads with one pane; absent on the top level. */
  readonly back?: Route
  /** It lies over something else: the way back is there at any width. */
  readonly isOver?: boolean
  /** No list beside it: this is what the window is about, whatever its width. */
  readonly isAlone?: boolean
}

export function PageHead({ title, tools, back, isOver = false, isAlone = false }: PageHeadProps) {
  // Where the list is not beside it, this is what the page is about.
  const isNarrow = useWidth() === 'narrow'
  const Title = isNarrow || isAlone ? 'h1' : 'h2'
  return (
    <header className={styles.head}>
      {back !== undefined && <BackButton to={back} isAlways={isOver} />}
      <Title className={styles.title}>{title}</Title>
      {tools !== undefined && <div className={styles.tools}>{tools}</div>}
    </header>
  )
}

/** With one pane, unless it is always. */
export function BackButton({ to, isAlways = false }: { readonly to: Route; readonly isAlways?: boolean }) {
  const say = useWords(houseWords)
  const isNarrow = useWidth() === 'narrow'
  return isNarrow || isAlways ? <IconButton icon={ChevronLeft} label={say('back')} onClick={() => go(to)} /> : null
}
