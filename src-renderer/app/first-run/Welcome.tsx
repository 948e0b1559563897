/** Two halves: the lit house, and what is asked now. With one pane the house is a strip on top. */
import type { ReactNode } from 'react'
import { firstRunWords } from '../../../shared/i18n/index.ts'
import { Drawing } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Welcome.module.css'

export function Welcome({ children }: { readonly children: ReactNode }) {
  const say = useWords(firstRunWords)
  return (
    <div className={styles.welcome}>
      <header className={styles.art}>
        <Drawing name="lit-room" className={styles.drawing} />
        <p className={styles.motto}>
          <strong>
            {say('motto1')}
            <br />
            {say('motto2')}
          </strong>
          <span>
            {say('mottoText1')}
            <br />
            {say('mottoText2')}
          </span>
        </p>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  )
}
