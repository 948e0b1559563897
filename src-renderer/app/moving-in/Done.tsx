/** What an import has brought, where to read it, and the way back. */
import { Check } from 'lucide-react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import type { ImportBatch, ImportView } from '../../../shared/messenger/index.ts'
import { Button, Disc, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { formatRoute, go } from '../route/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import styles from './Found.module.css'
import { close } from './state.ts'

export function Done({ view, batch }: { readonly view: ImportView; readonly batch: ImportBatch }) {
  const say = useWords(movingInWords)
  const explain = useErrorText()
  const language = useLanguage()
  const archives = useEngine((state) => state.archives)?.filter(({ archive }) => batch.archives.includes(archive)) ?? []
  const { messages, known, mended, people } = batch
  const facts = [
    ...(messages > 0 ? [say(messages === 1 ? 'doneMessages1' : 'doneMessages', { count: messages.toLocaleString(language) })] : []),
    ...(mended > 0 ? [say(mended === 1 ? 'doneMended1' : 'doneMended', { count: mended.toLocaleString(language) })] : []),
    ...(people > 0 ? [say(people === 1 ? 'donePeople1' : 'donePeople', { count: people.toLocaleString(language) })] : []),
    ...(messages + mended + people === 0
      ? [say('doneNothing')]
      : known > 0
        ? [say(known === 1 ? 'doneKnown1' : 'doneKnown', { count: known.toLocaleString(language) })]
        : []),
  ]
  const undo = async () => {
    const answer = await call('imports.undo', { batch: batch.batch })
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    showToast({ text: say(answer.value.messages === 1 ? 'undone1' : 'undone', { count: answer.value.messages.toLocaleString(language) }) })
    await close()
  }
  return (
    <>
      <Panel>
        <PanelRow
          start={<Disc icon={Check} kind="inviting" />}
          title={say('doneTitle')}
          text={
            <span role="status">
              {facts.map((fact) => (
                <span key={fact} className={styles.fact}>
                  {fact}
                </span>
              ))}
            </span>
          }
        />
        {archives.map(({ archive, room, title, messages: count }) => (
          <PanelRow
            key={archive}
            href={formatRoute({ page: 'rooms', room: room ?? archive })}
            title={<bdi>{title}</bdi>}
            text={say(count === 1 ? 'messagesOf1' : 'messagesOf', { count: count.toLocaleString(language) })}
            end={<span className={styles.read}>{say('toRoom')}</span>}
          />
        ))}
      </Panel>
      <div className={styles.acts}>
        <Button kind="main" onClick={() => void close().then(() => go({ page: 'rooms' }))}>
          {say('toRooms')}
        </Button>
        {people > 0 && (
          <Button onClick={() => void close().then(() => go({ page: 'people', part: 'invitations', id: String(batch.batch) }))}>
            {say('invitePeople')}
          </Button>
        )}
        <Button onClick={() => void close()}>{say(view.files.length > 0 ? 'again' : 'finish')}</Button>
        <Button kind="quiet" onClick={() => void undo()}>
          {say('undo')}
        </Button>
      </div>
    </>
  )
}
