/** Strangers at the door, apart from everybody else: who, what for, and three answers. They are never announced with a sound. */
import { Hand } from 'lucide-react'
import { useId } from 'react'
import { peopleWords } from '../../../shared/i18n/index.ts'
import type { KnockView } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Chip, ListLine, ListLink, SectionLabel } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { formatRoute, useRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import { useKnockActs } from './knock-acts.ts'
import { useSaid } from './knock-memory.ts'
import styles from './KnockRows.module.css'

export function KnockRows({ knocks }: { readonly knocks: readonly KnockView[] }) {
  const say = useWords(peopleWords)
  const id = useId()
  if (knocks.length === 0) return null
  return (
    <section aria-labelledby={id}>
      <SectionLabel level={2} icon={Hand} id={id}>
        {say('knocks')}
      </SectionLabel>
      <ul>
        {knocks.map((knock) => (
          <li key={knock.id}>
            <Knock knock={knock} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Knock({ knock }: { readonly knock: KnockView }) {
  const say = useWords(peopleWords)
  const route = useRoute()
  const said = useSaid(knock)
  const reason = useKnockReason(knock)
  const picture = useEngine(({ contacts }) => contacts?.find(({ account }) => account === knock.account)?.picture)
  // Who says to have a new computer is somebody I know, or a thief; the face says whom it is about.
  const isKnown = knock.kind === 'return'
  const face = <Avatar id={knock.account ?? knock.device} name={knock.name} isStone={!isKnown} picture={isKnown ? picture : undefined} />
  const name = <bdi>{knock.name}</bdi>
  const isComparing = knock.kind === 'contact' && (knock.state === 'comparing' || said === 'letIn')
  if (isComparing) {
    return (
      <ListLink
        height={60}
        href={formatRoute({ page: 'people', part: 'compare', id: knock.id })}
        isSelected={route.page === 'people' && route.part === 'compare' && route.id === knock.id}
        face={face}
        name={name}
        text={say('comparingLine')}
        side={<Chip tone="lamp">{say('comparing')}</Chip>}
      />
    )
  }
  return (
    <div className={styles.knock}>
      <ListLine height={60} face={face} name={name} text={<span className={styles.reason}>{reason}</span>} />
      <KnockAnswers knock={knock} />
    </div>
  )
}

/** What a knock is for. */
export function useKnockReason({ kind, room }: KnockView): string {
  const say = useWords(peopleWords)
  const roomName = useEngine(({ rooms }) => rooms?.find((each) => each.room === room)?.name)
  if (kind === 'contact') return say('knockContact')
  if (kind === 'return') return say('knockReturn')
  return roomName === undefined ? say('knockSomeRoom') : say('knockRoom', { room: roomName })
}

export function KnockAnswers({ knock, isLarge = false }: { readonly knock: KnockView; readonly isLarge?: boolean }) {
  const say = useWords(peopleWords)
  const acts = useKnockActs()
  const { name } = knock
  const isReturn = knock.kind === 'return'
  const size = isLarge ? 'large' : 'small'
  return (
    <div className={isLarge ? styles.largeAnswers : styles.answers}>
      <Button
        size={size}
        aria-label={say(isReturn ? 'blockComputerName' : 'blockName', { name })}
        kind="quiet"
        className={styles.block}
        onClick={() => void acts.block(knock)}
      >
        {say(isReturn ? 'blockComputer' : 'block')}
      </Button>
      <Button
        size={size}
        kind={isLarge ? 'plain' : 'quiet'}
        aria-label={say('declineName', { name })}
        onClick={() => void acts.decline(knock)}
      >
        {say('decline')}
      </Button>
      <Button size={size} kind={isLarge ? 'main' : 'plain'} aria-label={say('letInName', { name })} onClick={() => void acts.letIn(knock)}>
        {say('letIn')}
      </Button>
    </div>
  )
}
