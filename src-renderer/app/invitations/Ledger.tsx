/** Who was invited when, and who came. */
import { Check, ChevronRight, Clock3 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { invitationsWords } from '../../../shared/i18n/index.ts'
import type { BookEntry } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Icon, Panel, PanelRow, VisuallyHidden } from '../../ui/index.ts'
import { useStandingText } from '../address-book/index.ts'
import { formatRoute } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './InvitationsPage.module.css'
import { Part } from './Part.tsx'

const SHOWN = 10

export function Ledger({ entries }: { readonly entries: readonly BookEntry[] }) {
  const say = useWords(invitationsWords)
  const language = useLanguage()
  const invited = useMemo(() => entries.filter((entry) => entry.invited.length > 0).toSorted((a, b) => lastOf(b) - lastOf(a)), [entries])
  const joined = invited.filter((entry) => entry.account !== undefined)
  const waiting = invited.filter((entry) => entry.account === undefined)
  const [before] = useState(() => new Set(joined.map(({ entry }) => entry)))
  const newcomer = joined.find(({ entry }) => !before.has(entry))
  if (invited.length === 0) return null
  const number = (count: number) => count.toLocaleString(language)
  return (
    <>
      <VisuallyHidden role="status">{newcomer === undefined ? '' : say('joinedNow', { name: newcomer.name })}</VisuallyHidden>
      {joined.length > 0 && (
        <Part title={say('joined')} beside={say('joinedCount', { joined: number(joined.length), invited: number(invited.length) })}>
          <List entries={joined} />
        </Part>
      )}
      <Part title={say('waiting')} beside={number(waiting.length)}>
        {waiting.length === 0 ? <p className={styles.text}>{say('waitingNone')}</p> : <List entries={waiting} />}
      </Part>
    </>
  )
}

function List({ entries }: { readonly entries: readonly BookEntry[] }) {
  const say = useWords(invitationsWords)
  const standing = useStandingText()
  const [count, setCount] = useState(SHOWN)
  const beyond = entries.length - count
  return (
    <>
      <Panel>
        {entries.slice(0, count).map((entry) => (
          <PanelRow
            key={entry.entry}
            href={formatRoute({ page: 'people', part: 'entry', id: entry.entry })}
            start={<Avatar id={entry.account ?? entry.entry} name={entry.name} isStone={entry.account === undefined} size={40} />}
            title={<bdi>{entry.name}</bdi>}
            text={
              <>
                <Icon icon={entry.account === undefined ? Clock3 : Check} size={14} /> {standing(entry)}
              </>
            }
            end={<Icon icon={ChevronRight} size={18} />}
          />
        ))}
      </Panel>
      {beyond > 0 && (
        <div className={styles.acts}>
          <Button size="small" kind="quiet" onClick={() => setCount(count + SHOWN)}>
            {say('showMore', { count: Math.min(SHOWN, beyond) })}
          </Button>
        </div>
      )}
    </>
  )
}

function lastOf({ invited }: BookEntry): number {
  return invited.at(-1)?.at ?? 0
}
