/** A room in which nothing was said yet: the lit room, and a first sentence to send. */
import { timelineWords } from '../../../shared/i18n/index.ts'
import { Button, EmptyState, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import { useFrame } from './context.ts'
import styles from './EmptyRoom.module.css'

export function EmptyRoom({ isJoining, isSelf }: { readonly isJoining: boolean; readonly isSelf: boolean }) {
  const say = useWords(timelineWords)
  const explain = useErrorText()
  const { room, mayWrite } = useFrame()
  const first = say('emptyFirst')
  const send = async () => {
    const answer = await call('messages.send', { room, texts: [first] })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
  }
  const title = say(isJoining ? 'joiningTitle' : 'emptyTitle')
  // A feed holds articles alone.
  return (
    <article className={styles.empty} aria-label={title}>
      {isJoining ? (
        <EmptyState drawing="lit-room" title={title} text={say('joiningText')} />
      ) : (
        <EmptyState drawing="lit-room" title={title} text={say(isSelf ? 'emptySelf' : 'emptyText')}>
          {mayWrite && !isSelf && <Button onClick={() => void send()}>{say('emptySend', { text: first })}</Button>}
        </EmptyState>
      )}
    </article>
  )
}
