/** Whom I know: a list one walks through by keys, with one stop for Tab. */
import { Laptop, ShieldCheck } from 'lucide-react'
import { memo, useId, useMemo, useState } from 'react'
import { peopleWords } from '../../../shared/i18n/index.ts'
import type { Contact, ContactReach } from '../../../shared/messenger/index.ts'
import { Avatar, Chip, Icon, ListLink, reachShape, SectionLabel, VisuallyHidden } from '../../ui/index.ts'
import { useEngine } from '../engine/index.ts'
import { useReachText } from '../reach/index.ts'
import { formatRoute, useRoute } from '../route/index.ts'
import { useWords } from '../words/index.ts'
import styles from './ContactRows.module.css'
import { usePersonKeys } from './person-keys.ts'

const NOBODY: readonly ContactReach[] = []

export function ContactRows({ people, isFiltered }: { readonly people: readonly Contact[]; readonly isFiltered: boolean }) {
  const say = useWords(peopleWords)
  const id = useId()
  const route = useRoute()
  const open = route.page === 'people' ? route.contact : undefined
  const reaches = useEngine((state) => state.status?.contacts) ?? NOBODY
  const [focused, setFocused] = useState<string>()
  const press = usePersonKeys(useMemo(() => people.map(({ account, name }) => ({ id: account, name })), [people]))
  const stop = people.find(({ account }) => account === focused) ?? people.find(({ account }) => account === open) ?? people[0]
  return (
    <section aria-labelledby={id}>
      <SectionLabel level={2} id={id}>
        {isFiltered ? say('contactsLabel') : say('contacts', { count: people.length })}
      </SectionLabel>
      <ul
        className={styles.rows}
        onKeyDown={press}
        onFocus={({ target }) => setFocused(target.closest<HTMLElement>('[data-person]')?.dataset.person)}
      >
        {people.map((contact, index) => (
          <ContactRow
            key={contact.account}
            contact={contact}
            reach={reaches.find(({ account }) => account === contact.account)}
            isOpen={contact.account === open}
            isStop={contact === stop}
            place={index + 1}
            count={people.length}
          />
        ))}
      </ul>
    </section>
  )
}

interface ContactRowProps {
  readonly contact: Contact
  readonly reach: ContactReach | undefined
  readonly isOpen: boolean
  readonly isStop: boolean
  readonly place: number
  readonly count: number
}

const ContactRow = memo(function ContactRow({ contact, reach, isOpen, isStop, place, count }: ContactRowProps) {
  const say = useWords(peopleWords)
  const reachText = useReachText()
  const { account, name, picture, verified, state, deviceViews } = contact
  const hasNew = deviceViews.some(({ isNew }) => isNew)
  const line = state === 'asked' ? say('asked') : reach === undefined ? undefined : reachText(reach)
  return (
    <li className={styles.row} aria-setsize={count} aria-posinset={place}>
      <ListLink
        height={60}
        href={formatRoute({ page: 'people', contact: account })}
        data-person={account}
        tabIndex={isStop ? 0 : -1}
        isSelected={isOpen}
        face={
          <Avatar
            id={account}
            name={name}
            picture={picture}
            isStone={state === 'asked'}
            reach={reach === undefined ? undefined : reachShape(reach)}
          />
        }
        name={<bdi>{name}</bdi>}
        marks={
          verified && (
            <span className={styles.verified}>
              <Icon icon={ShieldCheck} size={16} />
              <VisuallyHidden>{`, ${say('verified')}, `}</VisuallyHidden>
            </span>
          )
        }
        text={line}
        side={
          hasNew && (
            <Chip tone="lamp" icon={Laptop}>
              {say('newDevice')}
            </Chip>
          )
        }
      />
    </li>
  )
})
