/** Who was asked in a drill: who answered first comes first, each with how. */
import { Check } from 'lucide-react'
import { readinessWords } from '../../../shared/i18n/index.ts'
import type { DrillPerson } from '../../../shared/drill/index.ts'
import { Avatar, Icon, Panel, PanelRow } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useWords } from '../words/index.ts'
import { useWayText } from './use-way-text.ts'

export function DrillAnswers({ people, isOver }: { readonly people: readonly DrillPerson[]; readonly isOver: boolean }) {
  const say = useWords(readinessWords)
  if (people.length === 0) return null
  return (
    <Panel>
      <ul aria-label={say('answers')}>
        {people.map((person) => (
          <li key={person.account}>
            <Row person={person} isOver={isOver} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Row({ person: { account, name, answered, keptBy }, isOver }: { readonly person: DrillPerson; readonly isOver: boolean }) {
  const say = useWords(readinessWords)
  const wayText = useWayText()
  const picture = useEngine(({ contacts }) => contacts?.find((contact) => contact.account === account)?.picture)
  const isReached = answered !== undefined || keptBy !== undefined
  const text =
    answered !== undefined
      ? say('answeredBy', { way: wayText(answered.way) })
      : keptBy !== undefined
        ? say('keptWith', { name: keptBy })
        : isOver
          ? say('silent')
          : say('waiting')
  return (
    <PanelRow
      start={<Avatar id={account} name={name} picture={picture} size={40} />}
      title={<bdi>{name}</bdi>}
      text={text}
      end={isReached ? <Icon icon={Check} /> : undefined}
    />
  )
}
