/** People and how they are reached; for those who are not, what to try opens under the row. */
import { Globe, House, Route, Usb, Wifi } from 'lucide-react'
import { useState } from 'react'
import { bundleWords, reachWords } from '../../../shared/i18n/index.ts'
import type { ContactReach } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Chip, Panel, PanelRow, reachShape } from '../../ui/index.ts'
import { putOnUsb } from '../bundles/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWidth } from '../house/index.ts'
import { formatRoute, go } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ReachList.module.css'
import { useReachText } from './use-reach-text.ts'
import { reasonOf, wayOf } from './way.ts'

export function ReachList({ people, label }: { readonly people: readonly ContactReach[]; readonly label: string }) {
  return (
    <Panel>
      <ul aria-label={label}>
        {people.map((person) => (
          <li key={person.account}>
            <ReachRow person={person} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const ICONS = { sameNetwork: Wifi, thisComputer: House, internet: Globe } as const

function ReachRow({ person }: { readonly person: ContactReach }) {
  const say = useWords(reachWords)
  const sayByHand = useWords(bundleWords)
  const text = useReachText()
  const [isOpen, setOpen] = useState(false)
  const picture = useEngine(({ contacts }) => contacts?.find(({ account }) => account === person.account)?.picture)
  const way = wayOf(person)
  const reason = person.reach === 'connected' ? undefined : reasonOf(person.code)
  // Beside two buttons, one pane leaves no room for the reason.
  const isBelow = useWidth() === 'narrow' && person.reach !== 'connected'
  const end = () => {
    if (way === 'sameNetwork' || way === 'thisComputer' || way === 'internet') {
      return (
        <Chip tone="pine" icon={ICONS[way]}>
          {say('straight')}
        </Chip>
      )
    }
    if (way === 'through') return <Chip icon={Route}>{say('through')}</Chip>
    if (way === 'never') {
      return (
        <span className={isBelow ? styles.below : undefined}>
          <Button size="small" onClick={() => go({ page: 'people', part: 'invite' })}>
            {say('tryInvite')}
          </Button>
        </span>
      )
    }
    return (
      <span className={isBelow ? styles.below : styles.acts}>
        {reason !== undefined && (
          <Button size="small" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {say('how')}
          </Button>
        )}
        <Button size="small" icon={Usb} onClick={() => putOnUsb({ to: 'contact', account: person.account, name: person.name })}>
          {sayByHand('put')}
        </Button>
      </span>
    )
  }
  return (
    <PanelRow
      start={<Avatar id={person.account} name={person.name} picture={picture} size={40} reach={reachShape(person)} />}
      title={person.name}
      text={text(person)}
      end={isBelow ? undefined : end()}
    >
      {isBelow && end()}
      {isOpen && reason !== undefined && (
        <p className={styles.advice}>
          {say(reason.advice)} <a href={formatRoute({ page: 'reach', part: 'doctor' })}>{say('lookInto')}</a>
        </p>
      )}
    </PanelRow>
  )
}
