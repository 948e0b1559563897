/** What to do next: one main button with its reason, and the others quietly below. */
import { readinessWords, readySteps, readyStepText } from '../../../shared/i18n/index.ts'
import type { ReadyStep, RoomSummary } from '../../../shared/messenger/index.ts'
import { Button, Panel, PanelRow, SectionLabel, Sentences } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { ADMIN } from '../room/index.ts'
import { formatRoute, go, type Route } from '../route/index.ts'
import { useLanguage, useWords } from '../words/index.ts'
import styles from './NextSteps.module.css'

export interface NextStepsProps {
  readonly steps: readonly ReadyStep[]
  /** Only the button: what is around it has said the rest. */
  readonly isBare?: boolean
}

export function NextSteps({ steps, isBare = false }: NextStepsProps) {
  const say = useWords(readinessWords)
  const language = useLanguage()
  const rooms = useEngine((state) => state.rooms) ?? NO_ROOMS
  const placeOf = (step: ReadyStep) => placeFor(step, rooms)
  const [next, ...later] = steps
  if (next === undefined) return isBare ? null : <p className={styles.done}>{say('allDone')}</p>
  const button = (
    <Button kind="main" onClick={() => go(placeOf(next))}>
      {readySteps[next.code].title[language]}
    </Button>
  )
  if (isBare) return button
  return (
    <section>
      <SectionLabel size="page" level={2}>
        {say('next')}
      </SectionLabel>
      <div className={styles.next}>
        <p>
          <Sentences text={whyOf(next, language)} />
        </p>
        {button}
      </div>
      {later.length > 0 && (
        <Panel className={styles.later}>
          <ul aria-label={say('later')}>
            {later.map((step) => (
              <li key={step.code}>
                <PanelRow title={readySteps[step.code].title[language]} text={whyOf(step, language)} href={formatRoute(placeOf(step))} />
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </section>
  )
}

function whyOf({ code, people }: ReadyStep, language: 'ko' | 'en'): string {
  return readyStepText({ code, names: people.map(({ name }) => name) }, language)
}

const NO_ROOMS: readonly never[] = []

function placeFor({ code, people }: ReadyStep, rooms: readonly RoomSummary[]): Route {
  switch (code) {
    case 'invite-first':
    case 'remind':
      return { page: 'people', part: 'invitations' }
    case 'write-words':
      return { page: 'settings', section: 'words' }
    case 'meet':
    case 'meet-near':
      return { page: 'reach', part: 'doctor' }
    case 'find-keeper': {
      // Where most would miss something, and I may ask: a room of several, else the talk with one.
      const open = rooms.filter(({ state }) => state === 'open')
      const mine = open.filter(({ kind, role, members }) => kind !== 'direct' && (role ?? 0) >= ADMIN && members > 1)
      const room = mine.toSorted((a, b) => b.members - a.members)[0] ?? open.find(({ kind }) => kind === 'direct')
      return room === undefined ? { page: 'rooms' } : { page: 'rooms', room: room.room, part: 'keepers' }
    }
    case 'compare': {
      const contact = people[0]?.account
      return { page: 'people', ...(contact !== undefined && { contact }) }
    }
    case 'back-up':
      return { page: 'settings', section: 'backup' }
    case 'second-computer':
      return { page: 'settings', section: 'devices' }
    case 'drill':
      return { page: 'ready', part: 'drill' }
  }
}
