/** How far handing over, reading or writing has come, and the way out of it. */
import { movingInWords } from '../../../shared/i18n/index.ts'
import type { ImportView } from '../../../shared/messenger/index.ts'
import { Button, ProgressBar } from '../../ui/index.ts'
import { useLanguage, useSizes, useWords } from '../words/index.ts'
import styles from './Progress.module.css'
import { type MovingIn, stop } from './state.ts'

export function Progress({ view, sent }: { readonly view: ImportView; readonly sent: MovingIn['sent'] }) {
  const say = useWords(movingInWords)
  const size = useSizes()
  const language = useLanguage()
  const { phase, progress } = view
  const count = progress.records.toLocaleString(language)
  const isWriting = phase === 'writing'
  const all = isWriting ? view.chats.reduce((sum, { records }) => sum + records, 0) : (sent?.all ?? progress.of)
  const done = isWriting ? progress.records : (sent?.done ?? progress.bytes)
  const words = isWriting
    ? say('writing', { count })
    : say(sent === undefined ? 'reading' : 'sending', { done: size(done), all: size(all) })
  return (
    <section className={styles.progress}>
      <p role="status">{words}</p>
      <ProgressBar value={all === 0 ? 0 : done / all} />
      {phase === 'reading' && progress.records > 0 && <p className={styles.count}>{say('readSoFar', { count })}</p>}
      <Button onClick={() => void stop()}>{say('stop')}</Button>
    </section>
  )
}
