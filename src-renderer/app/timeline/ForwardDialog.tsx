/** Sends what others or I wrote to other rooms, as new messages of mine. */
import { type FormEvent, useId, useState } from 'react'
import { timelineWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Button, Dialog, showToast } from '../../ui/index.ts'
import { ChoiceList } from '../choice-list/index.ts'
import { useEngine } from '../engine/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './ForwardDialog.module.css'
import { useRoomChoices } from './use-room-choices.tsx'

export interface ForwardDialogProps {
  /** Where it was said: not among those to choose from. */
  readonly from: RoomId
  /** Into one room. The code of what failed. */
  readonly send: (room: RoomId) => Promise<string | undefined>
  readonly onSent?: () => void
  readonly onClose: () => void
}

export function ForwardDialog({ from, send: sendTo, onSent, onClose }: ForwardDialogProps) {
  const say = useWords(timelineWords)
  const explain = useErrorText()
  const rooms = useEngine((state) => state.rooms) ?? []
  const [chosen, setChosen] = useState<ReadonlySet<RoomId>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const form = useId()
  const choices = useRoomChoices().filter(({ key }) => key !== from)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    if (chosen.size === 0 || isBusy) return
    setBusy(true)
    for (const room of chosen) {
      const code = await sendTo(room)
      if (code !== undefined) {
        showToast({ text: code === 'NOT_HERE' ? say('forwardNotHere') : explain(code) })
        setBusy(false)
        return
      }
    }
    const only = chosen.size === 1 ? rooms.find(({ room }) => chosen.has(room)) : undefined
    showToast({ text: only === undefined ? say('forwardDoneSeveral', { count: chosen.size }) : say('forwardDone', { name: only.name }) })
    onSent?.()
    onClose()
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={say('forwardTitle')}
      text={say('forwardAsNew')}
      isGuarded={chosen.size > 0}
      foot={
        <Button
          kind="main"
          type="submit"
          form={form}
          busy={isBusy ? say('forwardSending') : undefined}
          off={chosen.size === 0 ? say('forwardPick') : undefined}
        >
          {say('forwardSend')}
        </Button>
      }
    >
      <form id={form} className={styles.form} onSubmit={(event) => void send(event)}>
        <ChoiceList
          type="checkbox"
          choices={choices}
          isChosen={(room) => chosen.has(room)}
          onChoose={(room) => setChosen(toggled(chosen, room))}
          searchLabel={say('forwardSearch')}
          noneText={say('forwardNone')}
        />
      </form>
    </Dialog>
  )
}

function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}
