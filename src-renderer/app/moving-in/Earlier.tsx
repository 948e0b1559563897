/** What was moved in before: each can be taken back as a whole. */
import { useState } from 'react'
import { movingInWords } from '../../../shared/i18n/index.ts'
import type { ImportBatch } from '../../../shared/messenger/index.ts'
import { AlertDialog, Button, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { call } from '../engine/index.ts'
import { Titled } from '../house/index.ts'
import { useDates, useErrorText, useLanguage, useWords } from '../words/index.ts'
import { useBatches } from './use-batches.ts'

export function Earlier() {
  const say = useWords(movingInWords)
  const explain = useErrorText()
  const dates = useDates()
  const language = useLanguage()
  const batches = useBatches()
  const [asked, setAsked] = useState<ImportBatch>()
  const [isBusy, setBusy] = useState(false)
  if (batches === undefined || batches.length === 0) return null
  const undo = async ({ batch }: ImportBatch) => {
    setBusy(true)
    const answer = await call('imports.undo', { batch })
    setBusy(false)
    setAsked(undefined)
    showToast({
      text: answer.ok
        ? say(answer.value.messages === 1 ? 'undone1' : 'undone', { count: answer.value.messages.toLocaleString(language) })
        : explain(answer.error.code),
    })
  }
  return (
    <Titled title={say('earlierTitle')}>
      <Panel>
        {batches.map((batch) => {
          const name = batch.sources.join(', ')
          return (
            <PanelRow
              key={batch.batch}
              title={<bdi>{name}</bdi>}
              text={say('earlierLine', {
                time: dates.inList(batch.at),
                messages: say(batch.messages === 1 ? 'messagesOf1' : 'messagesOf', { count: batch.messages.toLocaleString(language) }),
              })}
              end={
                <Button size="small" aria-label={say('undoNamed', { name })} onClick={() => setAsked(batch)}>
                  {say('undo')}
                </Button>
              }
            />
          )
        })}
      </Panel>
      {asked !== undefined && (
        <AlertDialog
          isOpen
          title={say('undoTitle')}
          text={say('undoText')}
          action={say('undo')}
          busy={isBusy ? say('undo') : undefined}
          onAction={() => void undo(asked)}
          safe={say('keep')}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Titled>
  )
}
