/** When somebody was invited, on what, and until when it holds. The newest first. */
import { useId } from 'react'
import { bookWords } from '../../../shared/i18n/index.ts'
import type { BookEntry, InviteHow } from '../../../shared/messenger/index.ts'
import { Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useDates, useMinute, useWords } from '../words/index.ts'
import styles from './EntryPage.module.css'

const HOW = { link: 'howLink', qr: 'howQr', print: 'howPrint', csv: 'howCsv' } as const satisfies Readonly<
  Record<InviteHow, keyof typeof bookWords>
>

export function EntryHistory({ entry: { invited, account } }: { readonly entry: BookEntry }) {
  const say = useWords(bookWords)
  const dates = useDates()
  const now = useMinute()
  const id = useId()
  if (account !== undefined && invited.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" level={3} id={id}>
        {say('history')}
      </SectionLabel>
      {invited.length === 0 ? (
        <p className={styles.none}>{say('historyNone')}</p>
      ) : (
        <Panel>
          {invited.toReversed().map(({ at, expires, how, link, reminded }) => {
            const line = say(expires <= now ? 'historyOver' : 'historyUntil', { how: say(HOW[how]), date: dates.date(expires, now) })
            return (
              <PanelRow
                key={link}
                title={say('invitedOn', { date: dates.date(at, now) })}
                text={reminded === undefined ? line : say('historyReminded', { line, date: dates.date(reminded, now) })}
              />
            )
          })}
        </Panel>
      )}
    </section>
  )
}
