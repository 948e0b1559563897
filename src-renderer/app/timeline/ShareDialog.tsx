/** Shares chosen messages of another messenger in one room, on purpose: says first what becomes of them (ARC-8). */
import { type FormEvent, useId, useState } from 'react'
import { importedWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import type { MessageView } from '../../../shared/messenger/index.ts'
import { Button, Dialog, showToast } from '../../ui/index.ts'
import { ChoiceList } from '../choice-list/index.ts'
import { call } from '../engine/index.ts'
import { useMessageCount } from '../imported/index.ts'
import { useErrorText, useLanguage, useWords } from '../words/index.ts'
import styles from './ForwardDialog.module.css'
import { useRoomChoices } from './use-room-choices.tsx'
import { messageIdOf } from './window.ts'

export function ShareDialog({ messages, onClose }: { readonly messages: readonly MessageView[]; readonly onClose: () => void }) {
  const say = useWords(importedWords)
  const explain = useErrorText()
  const language = useLanguage()
  const counted = useMessageCount()
  const [chosen, setChosen] = useState<RoomId>()
  const [isBusy, setBusy] = useState(false)
  const form = useId()
  const choices = useRoomChoices()

  const share = async (event: FormEvent) => {
    event.preventDefault()
    const to = choices.find(({ key }) => key === chosen)
    if (to === undefined || isBusy) return
    setBusy(true)
    const ids = messages.flatMap((message) => messageIdOf(message) ?? [])
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const answer = await call('imports.share', { room: to.key, messages: ids, language, zone: timeZone })
    setBusy(false)
    if (!answer.ok) return showToast({ text: explain(answer.error.code) })
    showToast({ text: say('shared', { name: to.name }) })
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('shareTitle')}
      text={say('shareMeaning')}
      isGuarded={chosen !== undefined}
      foot={
        <>
          {messages.length > 1 && <span>{counted(messages.length)}</span>}
          <Button
            kind="main"
            type="submit"
            form={form}
            busy={isBusy ? say('sharing') : undefined}
            off={chosen === undefined ? say('sharePick') : undefined}
          >
            {say('shareSend')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void share(event)}>
        <ChoiceList
          type="radio"
          choices={choices}
          isChosen={(room) => room === chosen}
          onChoose={setChosen}
          searchLabel={say('shareSearch')}
          noneText={say('shareNone')}
        />
      </form>
    </Dialog>
  )
}
