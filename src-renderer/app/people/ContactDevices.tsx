/** The computers that are them. One that nobody here has asked about yet is marked. */
import { Laptop } from 'lucide-react'
import { useId } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Chip, Icon, Panel, PanelRow, SectionLabel } from '../../ui/index.ts'
import { useDates, useWords } from '../words/index.ts'
import styles from './RoomsTogether.module.css'

export function ContactDevices({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const dates = useDates()
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <SectionLabel size="page" id={id}>
        {say('devices')}
      </SectionLabel>
      {contact.deviceViews.length === 0 ? (
        <p className={styles.none}>{say('devicesNone')}</p>
      ) : (
        <Panel>
          {contact.deviceViews.map(({ device, name, since, isNew }) => (
            <PanelRow
              key={device}
              start={<Icon icon={Laptop} />}
              title={<bdi>{name ?? say('device')}</bdi>}
              text={say('deviceSince', { date: dates.full(since) })}
              end={isNew && <Chip tone="lamp">{say('deviceNew')}</Chip>}
            />
          ))}
        </Panel>
      )}
    </section>
  )
}
