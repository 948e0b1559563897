/** Stands where a part of the page broke. */
import { houseWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Failed.module.css'

export function BrokenNote({ again }: { readonly again: () => void }) {
  const say = useWords(houseWords)
  return (
    <div className={styles.failed} role="alert">
      <EmptyState title={say('brokenTitle')} text={say('brokenText')}>
        <Button kind="main" onClick={again}>
          {say('showAgain')}
        </Button>
      </EmptyState>
    </div>
  )
}
