/** Who was invited some days ago and has not come: one quiet line each, and a gentle sentence to send again. */
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Panel, PanelRow, showToast } from '../../ui/index.ts'
import { refreshBook, useBook } from '../address-book/index.ts'
import { call, useEngine } from '../engine/index.ts'
import { copyText } from '../invite/index.ts'
import { useDates, useErrorText, useLanguage, useMinute, useWords } from '../words/index.ts'
import styles from './InvitationsPage.module.css'
import { choose, useInviting } from './inviting.ts'
import { reminderOf, reminderTemplate } from './letters.ts'
import { Part } from './Part.tsx'
import { withAll } from './selection.ts'

const SHOWN = 5

export function Reminders() {
  const say = useWords(invitationsWords)
  const reminders = useBook((book) => book.reminders)
  const [count, setCount] = useState(SHOWN)
  const [said, setSaid] = useState('')
  const beyond = reminders.length - count
  return (
    <>
      {/* Stays when the last line goes, so that what was copied is said. */}
      <p role="status" className={styles.said}>
        {said}
      </p>
      {reminders.length > 0 && (
        <Part title={say('remind')}>
          <Panel>
            {reminders.slice(0, count).map((entry) => (
              <Line key={entry.entry} entry={entry} onSaid={setSaid} />
            ))}
          </Panel>
          {beyond > 0 && (
            <div className={styles.acts}>
              <Button size="small" kind="quiet" onClick={() => setCount(count + SHOWN)}>
                {say('showMore', { count: Math.min(SHOWN, beyond) })}
              </Button>
            </div>
          )}
        </Part>
      )}
    </>
  )
}

function Line({ entry, onSaid }: { readonly entry: BookEntry; readonly onSaid: (text: string) => void }) {
  const say = useWords(invitationsWords)
  const explain = useErrorText()
  const dates = useDates()
  const now = useMinute()
  const spoken = useLanguage()
  const me = useEngine((state) => state.me?.name) ?? ''
  const { language = spoken, made, chosen } = useInviting()
  const { name } = entry
  const last = entry.invited.at(-1)
  if (last === undefined) return null
  const isOver = last.expires <= now
  const date = dates.date(last.at, now)
  const remind = async () => {
    const link = made.find((each) => each.entry === entry.entry)?.link
    const text = reminderOf(reminderTemplate(language, link !== undefined), { name, me, link: link ?? '' })
    if (!(await copyText(text))) return onSaid(say('copyFailed'))
    onSaid(say('reminded', { name }))
    const answer = await call('book.reminded', { entries: [entry.entry] })
    if (!answer.ok) showToast({ text: explain(answer.error.code) })
    await refreshBook()
  }
  const again = () => {
    choose(withAll(chosen, [entry]))
    onSaid(say('chosenAgain', { name }))
  }
  return (
    <PanelRow
      start={<Avatar id={entry.entry} name={name} isStone size={40} />}
      title={<bdi>{name}</bdi>}
      text={say(isOver ? 'remindTextOver' : 'remindText', { date })}
      end={
        isOver ? (
          <Button size="small" aria-label={say('remindAgainNamed', { name })} onClick={again}>
            {say('remindAgain')}
          </Button>
        ) : (
          <Button size="small" icon={Copy} aria-label={say('remindNamed', { name })} onClick={() => void remind()}>
            {say('remindAct')}
          </Button>
        )
      }
    />
  )
}
