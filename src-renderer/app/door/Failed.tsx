/** The profile was not opened: why, what stays safe, and what can be done. */
import { houseWords } from '../../../shared/i18n/index.ts'
import { platform } from '../../platform/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './Failed.module.css'

export function Failed({ code }: { readonly code: string }) {
  const say = useWords(houseWords)
  const explain = useErrorText()
  const { desktop } = platform
  return (
    <main className={styles.failed}>
      <EmptyState level={1} drawing="maru" title={say('failedTitle')} text={`${explain(code)} ${say('failedSafe')}`}>
        <Button kind="main" onClick={() => void call('host.retry')}>
          {say('tryAgain')}
        </Button>
        {desktop !== undefined && <Button onClick={() => desktop.openFolder()}>{say('openFolder')}</Button>}
      </EmptyState>
    </main>
  )
}
