/** Goes to what was said on a day. */
import { type FormEvent, useId, useState } from 'react'
import { roomWords } from '../../../shared/i18n/index.ts'
import type { RoomId } from '../../../shared/ids/index.ts'
import { Button, Dialog, TextField } from '../../ui/index.ts'
import { jumpToTime } from '../timeline/index.ts'
import { useWords } from '../words/index.ts'
import styles from './DateDialog.module.css'

const DAY_MS = 86_400_000

export function DateDialog({ room, onClose }: { readonly room: RoomId; readonly onClose: () => void }) {
  const say = useWords(roomWords)
  const form = useId()
  const [day, setDay] = useState(() => fieldText(Date.now()))
  const [error, setError] = useState<string>()
  const to = (at: number) => {
    jumpToTime(room, at)
    onClose()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const at = Date.parse(`${day}T00:00`)
    if (Number.isNaN(at)) setError(say('dateNone'))
    else if (at > Date.now()) setError(say('dateFuture'))
    else to(at)
  }
  return (
    <Dialog
      isOpen
      width="question"
      title={say('dateTitle')}
      onClose={onClose}
      foot={
        <Button kind="main" type="submit" form={form}>
          {say('dateGo')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit} noValidate>
        <TextField
          type="date"
          label={say('dateLabel')}
          value={day}
          max={fieldText(Date.now())}
          error={error}
          onChange={({ currentTarget }) => {
            setDay(currentTarget.value)
            setError(undefined)
          }}
        />
      </form>
      <div className={styles.quick}>
        <Button size="small" onClick={() => to(startOfDay(Date.now() - DAY_MS))}>
          {say('yesterday')}
        </Button>
        <Button size="small" onClick={() => to(startOfDay(Date.now() - 7 * DAY_MS))}>
          {say('weekAgo')}
        </Button>
        <Button size="small" onClick={() => to(startOfDay(Date.now() - 30 * DAY_MS))}>
          {say('monthAgo')}
        </Button>
        <Button size="small" onClick={() => to(0)}>
          {say('firstDay')}
        </Button>
      </div>
    </Dialog>
  )
}

function startOfDay(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** As a date field has it: the day of this place. */
function fieldText(at: number): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
