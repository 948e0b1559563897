/** The engine does not let this page in: its address was used before, or the page is older than the engine. */
import { houseWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Failed.module.css'

export function Refused({ code }: { readonly code: string }) {
  const say = useWords(houseWords)
  const isOld = code === 'VERSION'
  return (
    <main className={styles.failed}>
      <EmptyState
        level={1}
        drawing="maru"
        title={say(isOld ? 'versionTitle' : 'refusedTitle')}
        text={say(isOld ? 'versionText' : 'refusedText')}
      >
        {isOld && (
          <Button kind="main" onClick={() => location.reload()}>
            {say('reload')}
          </Button>
        )}
      </EmptyState>
    </main>
  )
}
