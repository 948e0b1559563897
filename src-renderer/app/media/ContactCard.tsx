/** Somebody's contact card that was sent along: name, numbers, addresses. What it says is the sender's word, and nothing is done with it unasked. */
import { mediaWords } from '../../../shared/i18n/index.ts'
import { Avatar, Button, classNames } from '../../ui/index.ts'
import { useWords } from '../words/index.ts'
import styles from './Cards.module.css'
import { useTabIndex } from './tab-stop.ts'

export interface ContactCardProps {
  readonly name: string
  readonly phones: readonly string[]
  readonly mails: readonly string[]
  readonly isOwn?: boolean
  readonly onAdd: () => void
  /** There is a contact link in it. */
  readonly onConnect?: (() => void) | undefined
}

export function ContactCard({ name, phones, mails, isOwn = false, onAdd, onConnect }: ContactCardProps) {
  const say = useWords(mediaWords)
  const tabIndex = useTabIndex()
  return (
    <div role="group" aria-label={`${say('contactCard')}, ${name}`} className={classNames(styles.card, isOwn && styles.own)}>
      <Avatar id={name} name={name} size={40} />
      <div className={styles.words}>
        <bdi className={styles.title}>{name}</bdi>
        {[...phones, ...mails].map((value) => (
          <bdi key={value} className={styles.line}>
            {value}
          </bdi>
        ))}
      </div>
      <div className={styles.acts}>
        <Button size="small" tabIndex={tabIndex} onClick={onAdd}>
          {say('addContact')}
        </Button>
        {onConnect !== undefined && (
          <Button size="small" kind="quiet" tabIndex={tabIndex} onClick={onConnect}>
            {say('connect')}
          </Button>
        )}
      </div>
    </div>
  )
}
