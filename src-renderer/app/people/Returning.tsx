/**
 * On a computer where the twelve words were typed (RECV-2): what to do so that the rooms come back, whom it asked, and who said yes. Whoever
 * was asked may be a stranger, so nothing here says that it is somebody one knows.
 */
import { Check, KeyRound, ScanLine } from 'lucide-react'
import { useId } from 'react'
import { returningWords } from '../../../shared/i18n/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Chip, ListLine, Note, SectionLabel, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { go } from '../route/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './Returning.module.css'

export function Returning({ asked }: { readonly asked: readonly KnockView[] }) {
  const say = useWords(returningWords)
  const id = useId()
  const isReturning = useEngine(({ status }) => status?.recoveringUntil !== undefined)
  const knowsNobody = useEngine(({ contacts }) => contacts?.length === 0)
  const last = asked.findLast(({ state }) => state === 'confirmed')
  const isShown = isReturning && (asked.length > 0 || knowsNobody)
  return (
    <>
      <VisuallyHidden role="status">{last === undefined ? '' : say('saidYesName', { name: last.name })}</VisuallyHidden>
      {isShown && (
        <section aria-labelledby={id} className={styles.section}>
          <SectionLabel level={2} icon={KeyRound} id={id}>
            {say('title')}
          </SectionLabel>
          <Note tone="night" text={say(asked.length === 0 ? 'nobody' : last === undefined ? 'text' : 'textSome')} className={styles.note} />
          {asked.length === 0 && (
            <div className={styles.act}>
              <Button size="small" icon={ScanLine} onClick={() => go({ page: 'people', part: 'accept' })}>
                {say('accept')}
              </Button>
            </div>
          )}
          <ul>
            {asked.map((knock) => (
              <li key={knock.id}>
                <AskedRow knock={knock} />
              </li>
            ))}
          </ul>
          {asked.some(({ state }) => state === 'waiting') && <p className={styles.hint}>{say('strangers')}</p>}
        </section>
      )}
    </>
  )
}

function AskedRow({ knock }: { readonly knock: KnockView }) {
  const say = useWords(returningWords)
  const dates = useDates()
  const { name, account, device, at, state } = knock
  const hasSaidYes = state === 'confirmed'
  return (
    <ListLine
      height={60}
      face={<Avatar id={account ?? device} name={name} isStone={!hasSaidYes} />}
      name={<bdi>{name}</bdi>}
      text={<span className={styles.asked}>{say('asked', { time: dates.inList(at) })}</span>}
      side={
        <Chip tone={hasSaidYes ? 'pine' : 'plain'} icon={hasSaidYes ? Check : undefined}>
          {say(hasSaidYes ? 'saidYes' : 'waiting')}
        </Chip>
      }
    />
  )
}
