/** The face, my name for them over their own, and how they are reached. The name is changed where it stands. */
import { Pencil, ShieldCheck } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { contactWords } from '../../../shared/i18n/index.ts'
import { INTRINSIC } from '../../../shared/limits.ts'
import type { Contact } from '../../../shared/messenger/index.ts'
import { Avatar, Button, Chip, IconButton, reachShape, TextField } from '../../ui/index.ts'
import { call, refresh, useEngine } from '../engine/index.ts'
import { useReachText } from '../reach/index.ts'
import { useErrorText, useWords } from '../words/index.ts'
import styles from './ContactHead.module.css'

export function ContactHead({ contact }: { readonly contact: Contact }) {
  const say = useWords(contactWords)
  const reachText = useReachText()
  const [isRenaming, setRenaming] = useState(false)
  const { account, name, announcedName, picture, verified, state, blocked } = contact
  const reach = useEngine(({ status }) => status?.contacts.find((each) => each.account === account))
  const shape = reach === undefined || blocked ? undefined : reachShape(reach)
  return (
    <section className={styles.head} aria-label={name}>
      <Avatar id={account} name={name} picture={picture} isStone={state === 'asked'} size={88} reach={shape} />
      {isRenaming ? (
        <Rename contact={contact} onDone={() => setRenaming(false)} />
      ) : (
        <div className={styles.names}>
          <h2 className={styles.name}>
            <bdi>{name}</bdi>
            <IconButton icon={Pencil} iconSize={16} size="small" label={say('rename')} onClick={() => setRenaming(true)} />
          </h2>
          {announcedName !== undefined && announcedName !== name && (
            <p className={styles.line}>{say('announced', { name: announcedName })}</p>
          )}
          {reach !== undefined && state === 'paired' && !blocked && <p className={styles.line}>{reachText(reach)}</p>}
          {verified && (
            <Chip tone="pine" icon={ShieldCheck}>
              {say('verified')}
            </Chip>
          )}
        </div>
      )}
    </section>
  )
}

function Rename({ contact, onDone }: { readonly contact: Contact; readonly onDone: () => void }) {
  const say = useWords(contactWords)
  const explain = useErrorText()
  const { account, name, announcedName } = contact
  const [typed, setTyped] = useState(name)
  const [error, setError] = useState<string>()
  const save = async (wanted: string) => {
    if (wanted.trim() === name) return onDone()
    const answer = await call('people.rename', { account, name: wanted })
    refresh('contacts', 'rooms')
    if (answer.ok) onDone()
    else setError(explain(answer.error.code))
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(typed)
  }
  return (
    <form className={styles.rename} onSubmit={submit}>
      <TextField
        autoFocus
        label={say('nameLabel')}
        value={typed}
        maxLength={INTRINSIC.NAME_CHARACTERS}
        error={error}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || event.nativeEvent.isComposing) return
          event.stopPropagation()
          onDone()
        }}
      />
      <div className={styles.acts}>
        {announcedName !== undefined && announcedName !== name && (
          <Button kind="quiet" size="small" onClick={() => void save(announcedName)}>
            {say('useAnnounced', { name: announcedName })}
          </Button>
        )}
        <Button size="small" onClick={onDone}>
          {say('cancel')}
        </Button>
        <Button size="small" kind="main" type="submit">
          {say('save')}
        </Button>
      </div>
    </form>
  )
}
